import type { Decision, FeedAlarm, FeedConnection, FeedHealth, Order, SourceNote } from "@smart0dte/domain";
import type { EventRow } from "../contract/index.ts";
import { armedEvent, disarmedEvent } from "../sentences/arming-sentence.ts";
import {
  breakerSentence,
  exercisedSentence,
  exitSentence,
  fillSentence,
  orderSentence,
  orphanSentence,
  parametersSentence,
  resumedSentence,
} from "../sentences/event-sentence.ts";
import { haltSentence } from "../sentences/halt-sentence.ts";

/** One line of the event feed, with an id that a repeat shares; null for what is shown elsewhere. `tickerOf` knows positions. */
export function eventRow(
  decision: Decision,
  tickerOf: (positionId: string) => string | null,
): EventRow | null {
  switch (decision.type) {
    case "fill":
      return line(`fill:${decision.executionId}`, decision.at, [
        "info",
        "fill",
        fillSentence(decision, tickerOf(decision.positionId)),
      ]);
    case "orderChanged":
      return orderEvent(decision.order, decision.at);
    case "exit":
      return line(`exit:${decision.orderId}`, decision.at, [
        "info",
        "exit",
        exitSentence(decision, tickerOf(decision.positionId)),
      ]);
    case "breaker": {
      const id = `breaker:${decision.level}:${decision.scope}:${decision.at}`;
      return line(id, decision.at, [
        decision.level === 1 ? "warn" : "danger",
        "breaker",
        breakerSentence(decision),
      ]);
    }
    case "halted": {
      const { cause, at } = decision;
      return line(`halt:${cause.kind}:${at}`, at, [
        "danger",
        "halt",
        `${cause.kind === "ticker" ? "BLOCKED:" : "HALTED by"} ${haltSentence(cause)}.`,
      ]);
    }
    case "resumed":
      return line(`resume:${decision.at}`, decision.at, ["warn", "halt", resumedSentence(decision)]);
    case "armed":
      return line(`armed:${decision.at}`, decision.at, ["danger", "arming", armedEvent(decision)]);
    case "disarmed":
      return line(`disarmed:${decision.at}`, decision.at, ["warn", "arming", disarmedEvent(decision)]);
    case "parametersChanged": {
      const names = decision.changes.map(({ name }) => name).join("+");
      return line(`parameters:${names}:${decision.at}`, decision.at, [
        "info",
        "parameter",
        parametersSentence(decision),
      ]);
    }
    case "holdingAccepted": {
      const { by, contract, quantity, at } = decision;
      const sentence = `${by} accepted ${quantity} ${contract} as the account's own. The desk leaves it alone.`;
      return line(`accepted:${contract}:${at}`, at, ["warn", "order", sentence]);
    }
    case "exercised": {
      const id = `exercise:${decision.positionId}:${decision.instrument}`;
      const severity = decision.outcome === "expired" ? "info" : "warn";
      return line(id, decision.at, [severity, "settlement", exercisedSentence(decision)]);
    }
    case "orphanChanged": {
      const { orphan, at } = decision;
      const isOver = orphan.state === "resolved";
      const id = `orphan:${orphan.orderId}:${orphan.state}:${at}`;
      return line(id, at, [isOver ? "info" : "danger", "order", orphanSentence(orphan)]);
    }
    case "unsettled": {
      const sentence = `${decision.positionId} could not be settled: ${decision.why}. A person must settle it with the broker.`;
      return line(`unsettled:${decision.positionId}`, decision.at, ["danger", "settlement", sentence]);
    }
    default:
      return null;
  }
}

/** A change of the feed's state, of one scope. */
export function feedEventRow({ scope, state, at, worstAge }: FeedHealth): EventRow {
  const age = worstAge === null ? "" : `, ${(worstAge / 1_000_000).toFixed(1)} s old`;
  const sentence = `Feed ${scope}: ${state.toUpperCase()}${state === "well" ? "" : age}.`;
  return line(`feed:${scope}:${at}`, at, [state === "well" ? "info" : "warn", "feed", sentence]);
}

/** A connection that came, broke or was given up. */
export function connectionEventRow({ dataset, state, since, why }: FeedConnection): EventRow {
  const because = why === null ? "" : `: ${why}`;
  const [severity, sentence] =
    state === "streaming"
      ? (["info", `${dataset}: connected.`] as const)
      : state === "failed"
        ? (["danger", `${dataset}: given up${because}. Nobody tries again before the next start.`] as const)
        : (["warn", `${dataset}: connection lost${because}. Its quotes are dead until it is back.`] as const);
  return line(`connection:${dataset}:${state}:${since}`, since, [severity, "feed", sentence]);
}

export const alarmEventRow = ({ code, text, at }: FeedAlarm): EventRow =>
  line(`alarm:${code}:${at}`, at, ["danger", "feed", text]);

export const noteEventRow = ({ text, at }: SourceNote): EventRow =>
  line(`note:${text}`, at, ["warn", "feed", `found in the files: ${text}`]);

function orderEvent(order: Order, at: number): EventRow | null {
  const sentence = orderSentence(order);
  if (sentence === null) return null;
  const severity = order.state === "unknown" ? "danger" : order.state === "rejected" ? "warn" : "info";
  return line(`order:${order.id}:${order.state}`, at, [severity, "order", sentence]);
}

type Words = readonly [severity: EventRow["severity"], kind: EventRow["kind"], sentence: string];

const line = (id: string, at: number, [severity, kind, sentence]: Words): EventRow => ({
  id,
  at,
  severity,
  kind,
  sentence,
});
