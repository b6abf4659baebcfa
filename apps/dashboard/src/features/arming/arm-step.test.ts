import { expect, it } from "vitest";
import { aProblem } from "../../testing/contract-bodies.ts";
import { armStep, type ArmEvent, type ArmState } from "./arm-step.ts";

const typing: ArmState = { phase: "typing", commandId: "c-1", problem: null };
const sent: ArmState = { phase: "sent", commandId: "c-1" };
const armed: ArmState = { phase: "armed" };
const wrong = aProblem("WRONG_STEP_UP");
const lost = aProblem("NO_ANSWER");
const refused: ArmEvent = { kind: "failed", problem: wrong, commandId: "c-2" };
const unanswered: ArmEvent = { kind: "failed", problem: lost, commandId: "c-2" };

it.each<readonly [ArmState["phase"], string, ArmState, ArmEvent, ArmState]>([
  ["typing", "send", typing, { kind: "send" }, sent],
  ["typing", "refused", typing, refused, typing],
  ["typing", "armed", typing, { kind: "armed" }, typing],
  ["sent", "send", sent, { kind: "send" }, sent],
  ["sent", "refused", sent, refused, { phase: "typing", commandId: "c-2", problem: wrong }],
  ["sent", "no answer", sent, unanswered, { phase: "typing", commandId: "c-1", problem: lost }],
  ["sent", "armed", sent, { kind: "armed" }, armed],
  ["armed", "send", armed, { kind: "send" }, armed],
  ["armed", "refused", armed, refused, armed],
  ["armed", "armed", armed, { kind: "armed" }, armed],
])("arming that is %s, at %s, leads where the table says", (_phase, _event, before, event, after) => {
  expect(armStep(before, event)).toEqual(after);
});
