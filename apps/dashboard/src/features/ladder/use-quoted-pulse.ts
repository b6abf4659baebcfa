import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useRef } from "react";
import { useClock, useHello } from "../../socket/desk-context.ts";
import { lastQuoted } from "./ladder-hindrance.ts";

/** The analysis' beat while the board is being quoted; holds still when quotes stop, before they are too old to use. */
export function useQuotedPulse(chain: ChainFrame | undefined, at: number | undefined): number | null {
  const limit = useHello()?.ageLimits.option ?? Infinity;
  const newest = chain === undefined ? null : lastQuoted(chain);
  const quoted = useClock(
    ({ now, grain }) => now !== null && newest !== null && now - newest - grain <= limit / 2,
  );
  const pulse = useRef<number | null>(null);
  if (quoted && at !== undefined) pulse.current = at;
  return pulse.current;
}
