import type { BrokerFrame } from "@smart0dte/gateway/contract";
import { count } from "../../ui/format/number-format.ts";
import { elsewhere, firstUnsettled, unsettled } from "../broker/broker-words.ts";
import type { Alarm } from "./standing-alarm.ts";

/** The way to the broker where it needs a person, or costs the protection of what is held. A start is no alarm. */
export function brokerAlarms(broker: BrokerFrame | undefined): readonly Alarm[] {
  const line = broker?.line ?? null;
  if (line === null) return [];
  const { state, since, why, address, reconciled } = line;
  const because = why === null ? "" : `: ${why}`;
  const alarm = (severity: Alarm["severity"], words: string, toDo: string): Alarm => ({
    key: `broker:${severity}:${words}`,
    severity,
    words,
    at: since,
    atIs: "since",
    toDo,
    inBand: true,
  });
  switch (state) {
    case "refused":
      return [
        alarm(
          "danger",
          `BROKER REFUSED ${address}${because}`,
          `Mend the cause. No order goes out, exits neither.${elsewhere(line)}`,
        ),
      ];
    case "halfOpen":
    case "backingOff":
    case "disconnected":
      return [
        alarm(
          "danger",
          `NO BROKER at ${address}${because}`,
          `The desk tries again by itself. Nothing opens and exits wait.${elsewhere(line)}`,
        ),
      ];
    case "nightlyReset":
      return [
        alarm("caution", `BROKER RESET${because}`, "Wait: the desk comes back when the reset is over."),
      ];
    case "ready":
      return reconciled
        ? []
        : [
            alarm(
              "danger",
              `UNRECONCILED: broker and desk differ on ${count(unsettled(line))}`,
              firstUnsettled(line),
            ),
          ];
    case "connecting":
    case "handshaking":
    case "synchronising":
      return [];
  }
}
