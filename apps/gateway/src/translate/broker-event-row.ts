import type { BrokerDifference, BrokerLine, BrokerNotice } from "@smart0dte/domain";
import type { EventRow } from "../contract/index.ts";
import { differenceSentence, differenceToDo } from "../sentences/broker-sentence.ts";

/** A connection to the broker that came, broke, rests or was refused. */
export function linkEventRow({ state, since, why, address, isReconciled }: BrokerLine): EventRow {
  const because = why === null ? "" : `: ${why}`;
  const [severity, words] =
    state === "ready"
      ? isReconciled
        ? (["info", "connected, and both books agree."] as const)
        : (["danger", "connected, and the books differ. Nothing opens."] as const)
      : state === "refused"
        ? (["danger", `refused${because}. No order goes out.`] as const)
        : state === "nightlyReset"
          ? (["warn", `rests for its reset${because}. Nothing opens, and exits wait.`] as const)
          : ([
              "danger",
              `connection lost${because}. Nothing opens, and exits wait until it is back.`,
            ] as const);
  return row(`broker:${state}:${since}`, since, [severity, `Broker ${address}: ${words}`]);
}

export const differenceEventRow = (difference: BrokerDifference, at: number): EventRow =>
  row(
    `difference:${difference.kind}:${difference.orderId ?? difference.contract ?? difference.note}:${at}`,
    at,
    [difference.halts ? "danger" : "info", `${differenceSentence(difference)} ${differenceToDo(difference)}`],
  );

export const noticeOfBrokerRow = ({ at, severity, code, text }: BrokerNotice): EventRow =>
  row(`notice:${code}:${at}:${text}`, at, [SEVERITY[severity], `Broker says ${code}: ${text}`]);

const SEVERITY: Readonly<Record<BrokerNotice["severity"], EventRow["severity"]>> = {
  info: "info",
  warning: "warn",
  alert: "danger",
};

const row = (
  id: string,
  at: number,
  [severity, sentence]: readonly [EventRow["severity"], string],
): EventRow => ({ id, at, severity, kind: "broker", sentence });
