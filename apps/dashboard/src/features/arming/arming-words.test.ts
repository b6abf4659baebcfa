import type { ArmingFrame } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { armingSentence, armingWord, idleLeft } from "./arming-words.ts";

const AT = Date.UTC(2026, 2, 13, 14, 42) * 1_000;
const MINUTE = 60_000_000;
const NOTHING = { since: null, by: null, account: null, until: null, idleAt: null, why: null } as const;
const paper: ArmingFrame = { ...NOTHING, state: "notNeeded" };
const disarmed: ArmingFrame = {
  ...NOTHING,
  state: "disarmed",
  since: AT,
  why: "The desk was started again.",
};
const armed: ArmingFrame = {
  ...NOTHING,
  state: "armed",
  since: AT,
  by: "ada",
  account: "U1234567",
  until: Date.UTC(2026, 2, 13, 20, 15) * 1_000,
  idleAt: AT + 15 * MINUTE,
};

describe("the arming of a live account", () => {
  it("is a word on the badge, with no more of the account than its end", () => {
    expect([paper, disarmed, armed].map(armingWord)).toEqual(["", "DISARMED", "ARMED ·4567"]);
  });

  it("is one line that says by whom, until when, or why not", () => {
    expect(armingSentence(paper)).toBeNull();
    expect(armingSentence(disarmed)).toBe(
      "LIVE DISARMED: nothing opens, exits go on. The desk was started again.",
    );
    expect(armingSentence(armed)).toBe("LIVE ARMED by ada until 16:15 ET: account U1234567.");
  });

  it("warns two minutes before it ends for want of an act, and not before", () => {
    expect(idleLeft(armed, AT + 13 * MINUTE - 1)).toBeNull();
    expect(idleLeft(armed, AT + 13 * MINUTE)).toBe(2 * MINUTE);
    expect(idleLeft(armed, AT + 16 * MINUTE)).toBe(0);
    expect(idleLeft(disarmed, AT)).toBeNull();
    expect(idleLeft(armed, null)).toBeNull();
  });
});
