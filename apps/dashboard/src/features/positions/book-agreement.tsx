import type { BrokerFrame, PositionRow } from "@smart0dte/gateway/contract";
import { useLatest } from "../../socket/desk-context.ts";
import { count, signedCount, strike } from "../../ui/format/number-format.ts";
import { time } from "../../ui/format/time-format.ts";
import { unsettled } from "../broker/broker-words.ts";

/** Whether the broker holds the same: `BROKER AGREES since 10:42:05`. Nothing where the desk is the broker. */
export function BookAgreement() {
  const line = useLatest("broker")?.line ?? null;
  if (line === null) return null;
  if (line.state === "ready" && line.reconciled)
    return <span className="text-dense text-text3">{`BROKER AGREES since ${time(line.since)}`}</span>;
  if (line.state === "ready")
    return (
      <span className="text-dense font-semibold text-danger">
        {`BROKER DIFFERS on ${count(unsettled(line))}`}
      </span>
    );
  return <span className="text-dense font-semibold text-warn">BROKER NOT COMPARED</span>;
}

/** The legs of a position of which the broker holds another count: `510 P: desk −1, broker 0`. */
export function CountsThatDiffer({ position }: { readonly position: PositionRow }) {
  const words = differingCounts(position, useLatest("broker"));
  // a contract of a flat position may be another's now
  if (words.length === 0 || position.closedAt !== null) return null;
  return (
    <span className="block text-dense leading-[14px] font-semibold whitespace-normal text-danger">
      {words.join("; ")}
    </span>
  );
}

export function differingCounts(
  { legs }: Pick<PositionRow, "legs">,
  broker: BrokerFrame | undefined,
): readonly string[] {
  const differences = broker?.line?.differences ?? [];
  return legs.flatMap((leg) =>
    differences.flatMap(({ contract, desk, broker: theirs }) =>
      contract !== leg.symbol || desk === null || theirs === null
        ? []
        : [`${strike(leg.strike)} ${leg.right}: desk ${signedCount(desk)}, broker ${signedCount(theirs)}`],
    ),
  );
}
