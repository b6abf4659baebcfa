import { describe, expect, it } from "vitest";
import { aProblem } from "../../testing/contract-bodies.ts";
import { resumeStep, type ResumeEvent, type ResumeState } from "./resume-step.ts";

const prepared = { token: "t-1", causes: [{ kind: "manual", sentence: "trader-1: manual" }] };
const STATES = {
  closed: { phase: "closed" },
  reason: { phase: "reason", problem: null },
  preparing: { phase: "preparing" },
  prepared: { phase: "prepared", prepared, commandId: "c-1", problem: null },
  resuming: { phase: "resuming", prepared, commandId: "c-1" },
} as const satisfies Record<ResumeState["phase"], ResumeState>;

const EVENTS = {
  open: { kind: "open" },
  prepare: { kind: "prepare" },
  prepared: { kind: "prepared", prepared, commandId: "c-2" },
  confirm: { kind: "confirm" },
  refused: { kind: "failed", problem: aProblem("CAUSES_CHANGED") },
  "no answer": { kind: "failed", problem: aProblem("NO_ANSWER") },
  resumed: { kind: "resumed" },
  close: { kind: "close" },
} as const satisfies Record<string, ResumeEvent>;

type Phase = ResumeState["phase"];
type EventName = keyof typeof EVENTS;

/** Where each event leads from each phase; what is not listed changes nothing. */
const LEADS: Readonly<Record<Phase, Partial<Record<EventName, Phase>>>> = {
  closed: { open: "reason", close: "closed" },
  reason: { prepare: "preparing", close: "closed" },
  preparing: { prepared: "prepared", refused: "reason", "no answer": "reason", close: "closed" },
  prepared: { confirm: "resuming", close: "closed" },
  resuming: { resumed: "closed", refused: "reason", "no answer": "prepared", close: "closed" },
};

const phases = Object.keys(STATES) as readonly Phase[];
const events = Object.keys(EVENTS) as readonly EventName[];

describe("resuming in two steps", () => {
  it.each(phases.flatMap((phase) => events.map((event) => ({ phase, event }))))(
    "$phase, then $event",
    ({ phase, event }) => {
      const before: ResumeState = STATES[phase];

      const after = resumeStep(before, EVENTS[event]);

      const leads = LEADS[phase][event];
      if (leads === undefined) expect(after).toBe(before);
      else expect(after.phase).toBe(leads);
    },
  );

  it("never resumes without the causes having been shown", () => {
    const tried = [EVENTS.confirm, EVENTS.resumed].reduce<ResumeState>(resumeStep, STATES.reason);

    expect(tried).toBe(STATES.reason);
  });

  it("keeps the same command id after a lost answer, so that asking again is the same act", () => {
    const again = resumeStep(resumeStep(STATES.resuming, EVENTS["no answer"]), EVENTS.confirm);

    expect(again).toEqual(STATES.resuming);
  });

  it("shows a refusal where the reason is asked: the token is spent", () => {
    expect(resumeStep(STATES.resuming, EVENTS.refused)).toMatchObject({
      phase: "reason",
      problem: { code: "CAUSES_CHANGED" },
    });
  });
});
