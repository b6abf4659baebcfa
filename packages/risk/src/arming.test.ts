import { ARMED_IDLE_MICROS, epochMicros, type Arming, type DisarmReason } from "@smart0dte/domain";
import { aSession, aSessionStart, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { armingDenial, openArming, stepArming, type ArmingEvent } from "./arming.ts";

const NOW = minute(60);
const UNTIL = aSession().optionClose;
const armedAt = (since = NOW, actedAt = since): Arming => ({
  kind: "armed",
  by: "ada",
  account: "U1",
  since,
  until: UNTIL,
  actedAt,
});
const disarmedAt = (why: DisarmReason, since = NOW): Arming => ({ kind: "disarmed", why, since });

const STATES: Readonly<Record<Arming["kind"], Arming>> = {
  notNeeded: { kind: "notNeeded" },
  disarmed: disarmedAt("start", minute(0)),
  armed: armedAt(minute(50)),
};
const EVENTS = {
  arm: { kind: "arm", by: "ben", account: "U2", until: UNTIL },
  disarm: { kind: "disarm", by: "ben", why: "person" },
  act: { kind: "act" },
  time: { kind: "time" },
} as const satisfies Readonly<Record<ArmingEvent["kind"], ArmingEvent>>;

describe("the arming of an account", () => {
  const said = { type: "armed", at: NOW, by: "ben", account: "U2", until: UNTIL };
  const armed = { kind: "armed", by: "ben", account: "U2", since: NOW, until: UNTIL, actedAt: NOW };

  it.each<readonly [Arming["kind"], ArmingEvent["kind"], unknown]>([
    ["notNeeded", "arm", { code: "NOT_LIVE", numbers: {} }],
    ["notNeeded", "disarm", "same"],
    ["notNeeded", "act", "same"],
    ["notNeeded", "time", "same"],
    ["disarmed", "arm", { arming: armed, said }],
    ["disarmed", "disarm", "same"],
    ["disarmed", "act", "same"],
    ["disarmed", "time", "same"],
    ["armed", "arm", { code: "ALREADY_ARMED", numbers: { by: "ada", until: UNTIL } }],
    [
      "armed",
      "disarm",
      { arming: disarmedAt("person"), said: { type: "disarmed", at: NOW, by: "ben", why: "person" } },
    ],
    ["armed", "act", { arming: armedAt(minute(50), NOW), said: null }],
    ["armed", "time", "same"],
  ])("that is %s, at %s, is as the table says", (state, event, expected) => {
    const before = STATES[state];

    const after = stepArming(before, EVENTS[event], NOW);

    expect(after).toEqual(expected === "same" ? { arming: before, said: null } : expected);
  });

  it("ends fifteen minutes after a person's last act, and not a microsecond before", () => {
    const before = armedAt(minute(0), NOW);
    const last = NOW + ARMED_IDLE_MICROS;

    expect(stepArming(before, EVENTS.time, epochMicros(last - 1))).toEqual({ arming: before, said: null });
    expect(stepArming(before, EVENTS.time, epochMicros(last))).toMatchObject({
      arming: { kind: "disarmed", why: "idle" },
      said: { by: null, why: "idle" },
    });
  });

  it("ends when the options close, whoever is there", () => {
    const before = armedAt(minute(0), epochMicros(UNTIL - 1));

    expect(stepArming(before, EVENTS.time, UNTIL)).toMatchObject({
      arming: { kind: "disarmed", why: "close" },
    });
  });

  it("is asked of a live account only, and forbids nothing to a paper one", () => {
    expect(openArming(aSessionStart({ accountKind: "paper" }))).toEqual({ kind: "notNeeded" });
    expect(armingDenial({ kind: "notNeeded" })).toBeNull();
    expect(armingDenial(openArming(aSessionStart({ accountKind: "live" })))).toMatchObject({
      code: "NOT_ARMED",
      numbers: { why: "start" },
    });
    expect(armingDenial(STATES.armed)).toBeNull();
  });
});
