import type { CommandReply } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { ACT_AFTER_MS, haltStep, type HaltEvent, type HaltState } from "./halt-step.ts";

const reply = (over: Partial<CommandReply> = {}): CommandReply => ({
  commandId: "c-1",
  outcome: "done",
  code: null,
  sentence: null,
  at: 1,
  ...over,
});

const sent = { commandId: "c-1", flatten: false } as const;
const STATES = {
  closed: { phase: "closed" },
  asking: { phase: "asking", commandId: "c-1", since: 0 },
  askingFlatten: { phase: "askingFlatten", commandId: "c-1", since: 0 },
  sending: { phase: "sending", ...sent },
  accepted: { phase: "accepted", ...sent },
  notConfirmed: { phase: "notConfirmed", ...sent },
  refused: { phase: "refused", sentence: "no" },
} as const satisfies Record<HaltState["phase"], HaltState>;

const EVENTS = {
  open: { kind: "open", commandId: "c-2", at: 9_000 },
  openFlatten: { kind: "openFlatten", commandId: "c-2", at: 9_000 },
  askFlatten: { kind: "askFlatten", commandId: "c-2", at: 9_000 },
  "press at once": { kind: "press", at: ACT_AFTER_MS - 1 },
  press: { kind: "press", at: ACT_AFTER_MS },
  done: { kind: "answer", reply: reply() },
  "another's answer": { kind: "answer", reply: reply({ commandId: "c-9" }) },
  refusal: { kind: "answer", reply: reply({ outcome: "refused", sentence: "no" }) },
  noAnswer: { kind: "noAnswer" },
  forbidden: { kind: "forbidden", sentence: "no" },
  retry: { kind: "retry" },
  close: { kind: "close" },
} as const satisfies Record<string, HaltEvent>;

type EventName = keyof typeof EVENTS;
type Phase = HaltState["phase"];

/** Where each event leads from each phase; what is not listed changes nothing. */
const LEADS: Readonly<Record<Phase, Partial<Record<EventName, Phase>>>> = {
  closed: { open: "asking", openFlatten: "askingFlatten", close: "closed" },
  asking: { askFlatten: "askingFlatten", press: "sending", close: "closed" },
  askingFlatten: { press: "sending", close: "closed" },
  // an unanswered halt stays on the screen: nothing closes it but an answer or its absence
  sending: { done: "accepted", refusal: "refused", noAnswer: "notConfirmed", forbidden: "refused" },
  accepted: { done: "accepted", refusal: "refused", forbidden: "refused", close: "closed" },
  notConfirmed: {
    done: "accepted",
    refusal: "refused",
    forbidden: "refused",
    retry: "sending",
    close: "closed",
  },
  refused: { close: "closed" },
};

const phases = Object.keys(STATES) as readonly Phase[];
const events = Object.keys(EVENTS) as readonly EventName[];

describe("the halt in two steps", () => {
  it.each(phases.flatMap((phase) => events.map((event) => ({ phase, event }))))(
    "$phase, then $event",
    ({ phase, event }) => {
      const before: HaltState = STATES[phase];

      const after = haltStep(before, EVENTS[event]);

      const leads = LEADS[phase][event];
      if (leads === undefined) expect(after).toBe(before);
      else expect(after.phase).toBe(leads);
    },
  );

  it("takes a double click for one press: the second comes before the acts count", () => {
    const opened = haltStep(STATES.closed, { kind: "open", commandId: "c-1", at: 1_000 });

    const after = haltStep(opened, { kind: "press", at: 1_080 });

    expect(after.phase).toBe("asking");
  });

  it("starts the wait anew when flattening is asked, with an id of its own", () => {
    const asked = haltStep(STATES.asking, { kind: "askFlatten", commandId: "c-2", at: 5_000 });

    expect(haltStep(asked, { kind: "press", at: 5_100 }).phase).toBe("askingFlatten");
    expect(haltStep(asked, { kind: "press", at: 5_250 })).toEqual({
      phase: "sending",
      commandId: "c-2",
      flatten: true,
    });
  });

  it("sends the same id again after no answer, so that two requests are one halt", () => {
    const again = haltStep(haltStep(STATES.sending, EVENTS.noAnswer), EVENTS.retry);

    expect(again).toEqual(STATES.sending);
    expect(again).not.toBe(STATES.sending);
  });
});
