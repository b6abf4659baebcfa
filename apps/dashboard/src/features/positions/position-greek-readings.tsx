import type { PositionRow } from "@smart0dte/gateway/contract";
import { useDeskState, useLatest, useTopic } from "../../socket/desk-context.ts";
import { signedDollars } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { positionGreeks, type PositionGreeks } from "./position-greeks.ts";

export const DELTA_HEAD = "Δ$ per 1%";
export const THETA_HEAD = "θ $/h";

/** The Greeks of an open position as its chain stands now; the chain comes while this is shown. */
export function usePositionGreeks(position: PositionRow): PositionGreeks | null {
  const open = position.quantity !== 0;
  const topic = `chain:${position.ticker}` as const;
  useTopic(open ? topic : null);
  const chain = useLatest(topic);
  const frozen = useDeskState(({ link }) => link.frozenAt !== null);
  if (!open) return null;
  // positions stay live while the chain is held still: old Greeks would pass for new ones
  if (frozen) return { deltaDollars: null, thetaHour: null, how: undefined, why: "the chain is frozen" };
  return positionGreeks(position, chain);
}

export const DeltaDollars = ({ greeks }: { readonly greeks: PositionGreeks | null }) =>
  greeks === null ? null : (
    <Num value={greeks.deltaDollars} format={signedDollars} how={greeks.how} why={greeks.why} />
  );

export const ThetaHour = ({ greeks }: { readonly greeks: PositionGreeks | null }) =>
  greeks === null ? null : (
    <Num value={greeks.thetaHour} format={signedDollars} how={greeks.how} why={greeks.why} />
  );
