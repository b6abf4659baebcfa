import fc from "fast-check";
import { expect, it } from "vitest";
import { LIVE_LIMITS } from "./live-options.ts";
import { RatePace } from "./rate-pace.ts";
import { RetryWait } from "./retry-wait.ts";
import { GREETING, MachineTrial } from "./testing/machine-trial.ts";

it("never gives more turns than allowed in any window, in order and as soon as it may", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 60 }), (steps) => {
      const pace = new RatePace(5, 1_000);
      let now = 0;
      const given = steps.map((step) => pace.book((now += step)));

      for (const [n, at] of given.entries()) {
        const before = given[n - 5];
        expect(at).toBeGreaterThanOrEqual(given[n - 1] ?? 0);
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(1_000);
      }
      if (steps.length > 0) expect(given[0]).toBe(steps[0]);
    }),
  );
});

it("doubles the wait from 0.25 s to 30 s and begins again after a healthy connection", () => {
  const wait = new RetryWait(LIVE_LIMITS, () => 0);

  expect(Array.from({ length: 9 }, () => wait.soonMs())).toEqual([
    250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  wait.reset();
  expect(wait.soonMs()).toBe(250);
});

it("waits at least 30 s and ever longer where the gateway wants fewer connections", () => {
  const wait = new RetryWait(LIVE_LIMITS, () => 1);

  expect([wait.laterMs(), wait.laterMs(), wait.laterMs()]).toEqual([37_500, 75_000, 150_000]);
});

it.each([
  ["without a word", "", 1_000],
  ["after its greeting", GREETING, 250],
])("stays away long enough from a gateway that closed the connection %s", (_, words, retryInMs) => {
  const trial = new MachineTrial();
  trial.machine.start(0);
  trial.machine.opened(0);
  if (words !== "") trial.hear(words);
  trial.lose();

  expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs });
});
