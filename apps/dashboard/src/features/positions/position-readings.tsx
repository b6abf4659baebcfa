import type { PositionRow } from "@smart0dte/gateway/contract";
import { useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { strikesOf } from "../../ui/desk-words.ts";
import { packagePrice, signedMoney } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

export const NO_ENTRY = "no whole package was opened";

/** Both values of a position: at mid, and what closing would fetch now. */
export function Profit({
  position,
  of,
}: {
  readonly position: PositionRow;
  readonly of: "mid" | "executable";
}) {
  const { how, unmarkable, realised, closedAt } = position;
  if (closedAt !== null)
    return <Num value={realised} format={signedMoney} how={how} tone="sign" className="font-semibold" />;
  return (
    <Num
      value={of === "mid" ? position.pnlMid : position.pnlExecutable}
      format={signedMoney}
      how={how}
      tone="sign"
      why={unmarkable ?? "cannot be marked now"}
      className="font-semibold"
    />
  );
}

/** The stop with the quotes that have touched it so far. */
export function Stop({
  position: { stopAt, stopHits, stopPersist, how },
}: {
  readonly position: PositionRow;
}) {
  return (
    <span className="whitespace-nowrap">
      <Num value={stopAt} format={packagePrice} how={how} />
      <span
        className={stopHits > 0 ? "ml-1 font-semibold text-warn" : "ml-1 text-text3"}
      >{`${stopHits}/${stopPersist}`}</span>
    </span>
  );
}

/** What closes it when nobody acts. */
export function Protection({
  position: { protection, unprotected, closing, closedAt },
}: {
  readonly position: PositionRow;
}) {
  if (closedAt !== null) return <span className="text-text3">flat</span>;
  if (closing !== null && protection !== "NONE") return <span className="font-semibold">CLOSING</span>;
  return protection === "NONE" ? (
    <span className="font-semibold text-danger" title={unprotected ?? undefined}>
      NONE
      <span className="sr-only"> {unprotected}</span>
    </span>
  ) : (
    <span
      className={protection === "BROKER STOP ONLY" ? "font-semibold text-warn" : "text-text2"}
      title={GUARDS[protection]}
    >
      {protection}
      {unprotected !== null && <span className="sr-only"> {unprotected}</span>}
    </span>
  );
}

const GUARDS = {
  DESK: "Target, stop, thesis and time, watched by the desk; no stop rests at the broker",
  "DESK + BROKER STOP":
    "Target, stop, thesis and time, watched by the desk; a stop on every short leg rests at the broker",
  "BROKER STOP ONLY": "The desk's exits cannot go out; a stop on every short leg rests at the broker",
} as const;

/** What it is, as the way to its details and its ladder. */
export function PositionName({ position: { id, ticker, legs } }: { readonly position: PositionRow }) {
  const [, show] = useOpenDetail();
  return (
    <button
      type="button"
      className="min-h-6 rounded text-left hover:text-accent hover:underline"
      onClick={() => {
        show({ kind: "position", id });
      }}
    >
      <strong className="font-semibold">{ticker}</strong> {strikesOf(legs)}
    </button>
  );
}

interface CloseButtonProps {
  readonly position: PositionRow;
  readonly onClose: (id: string) => void;
}

export function CloseButton({
  position: { id, ticker, closing, closedAt, quantity },
  onClose,
}: CloseButtonProps) {
  const mayAct = useMayAct();
  // without a whole package there is nothing to close as one: legs alone are repaired by their own order
  if (closedAt !== null || quantity === 0) return null;
  return (
    <Button
      size="small"
      disabled={!mayAct || closing !== null}
      title={mayAct ? undefined : "Your role (viewer) cannot close positions."}
      aria-label={`Close ${ticker} position${mayAct ? "" : ": your role (viewer) cannot"}`}
      className="max-tablet:h-11 max-tablet:px-5"
      onClick={() => {
        onClose(id);
      }}
    >
      Close
    </Button>
  );
}
