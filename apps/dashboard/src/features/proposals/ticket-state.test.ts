import { describe, expect, it } from "vitest";
import { REVIEW, ticketStep, type TicketEvent, type TicketState } from "./ticket-state.ts";

const order = { commandId: "c-1", limit: "-0.6000", quantity: 1, line: "SELL 1", until: 10 };
const prepared: TicketState = { phase: "prepared", order };
const sent: TicketState = { phase: "sent", order };
const unanswered: TicketState = { phase: "unanswered", order };
const accepted: TicketState = { phase: "accepted" };

const EVENTS: Readonly<Record<string, TicketEvent>> = {
  prepare: { kind: "prepare", order },
  edit: { kind: "edit" },
  back: { kind: "back" },
  send: { kind: "send", now: 10 },
  "send too late": { kind: "send", now: 11 },
  refused: { kind: "refused" },
  lost: { kind: "lost" },
  done: { kind: "done" },
};

/** What leads on; every other event changes nothing. */
const TABLE: readonly (readonly [TicketState, Readonly<Record<string, TicketState>>])[] = [
  [REVIEW, { prepare: prepared }],
  [prepared, { edit: REVIEW, back: REVIEW, send: sent }],
  [sent, { refused: REVIEW, lost: unanswered, done: accepted }],
  [unanswered, { send: sent, "send too late": sent }],
  [accepted, {}],
];

describe("a ticket", () => {
  it.each(
    TABLE.flatMap(([from, leads]) =>
      Object.entries(EVENTS).map(([name, event]) => [from, name, event, leads[name] ?? from] as const),
    ),
  )("from %j on %s", (from, _name, event, to) => {
    expect(ticketStep(from, event)).toEqual(to);
  });
});
