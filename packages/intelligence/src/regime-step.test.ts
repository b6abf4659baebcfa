import { MICROS_PER_MINUTE, epochMicros, type IndexView } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialRegime, regimeStep, type RegimeState } from "./regime-step.ts";
import { aVix } from "./testing/minutes-of.ts";

type Look = number | null | "stale";

const viewOf = (look: Look): IndexView => (look === "stale" ? aVix(20, { stale: true }) : aVix(look));

/** The regimes of one look a minute; each regime by its first letter. */
function regimesOf(looks: readonly Look[], everyMinutes = 1): string {
  let state: RegimeState = initialRegime;
  return looks
    .map((look, i) => {
      state = regimeStep(state, minute(i * everyMinutes), viewOf(look));
      return state.view?.regime.charAt(0) ?? "-";
    })
    .join("");
}

describe("the regime of a VIX level", () => {
  it.each<[string, readonly Look[], string]>([
    ["starts where the level is", [15.9], "l"],
    ["rises at the bound", [15.9, 16, 23.9, 24, 34.9, 35], "lmmhhe"],
    ["stays until the level is one below the bound", [16, 15.5, 15.01, 15, 14.9], "mmmml"],
    ["leaves high for medium one below", [24, 23, 22.9], "hhm"],
    ["leaves an emergency for high one below", [35, 34, 33.9], "eeh"],
    ["falls several steps at once", [35, 14], "el"],
  ])("%s", (_, looks, wanted) => {
    // an hour between looks: speed plays no part
    expect(regimesOf(looks, 60)).toBe(wanted);
  });

  it.each<[string, readonly Look[], string]>([
    ["by a fifth within half an hour is an emergency", [15, 16, 17, 18], "lmme"],
    ["by less is none", [15, 16, 17, 17.9], "lmmm"],
    ["is over when it is below 15 percent, not before", [15, 18, 17.5, 17.3, 17.2], "leeem"],
  ])("a rise %s", (_, looks, wanted) => {
    expect(regimesOf(looks)).toBe(wanted);
  });

  it("forgets a low that is more than half an hour old", () => {
    const looks = [15, ...Array.from({ length: 31 }, () => 16.5), 18.1];

    expect(regimesOf(looks).at(-1)).toBe("m");
  });

  it.each<[string, readonly Look[], string]>([
    ["is unknown without a VIX", [null, "stale"], "uu"],
    ["becomes unknown from low and medium", [15, "stale", 17, null], "lumu"],
    ["stays high", [24, "stale", null], "hhh"],
    ["stays in an emergency", [36, null, "stale"], "eee"],
    ["goes on from where it was when the VIX comes back", [16, null, 15.5], "mum"],
    ["of a high one does not fall for the interruption", [24, "stale", 23.5], "hhh"],
  ])("%s while the VIX is absent or stale", (_, looks, wanted) => {
    expect(regimesOf(looks, 60)).toBe(wanted);
  });

  it("says the level, the rise and the bounds, and why there is none", () => {
    const low = regimeStep(initialRegime, minute(0), aVix(15));
    const risen = regimeStep(low, minute(1), aVix(16.5));
    expect(risen.view?.why).toContain("VIX 16.50, +10.0 % from the low of 30 min; bounds 16/24/35");

    const stale = regimeStep(risen, minute(4), aVix(16.5, { at: minute(1), stale: true }));
    expect(stale.view).toMatchObject({ regime: "unknown", vix: 16.5 });
    expect(stale.view?.why).toBe("VIX is 180 s old; its last level was 16.50");

    expect(regimeStep(initialRegime, minute(0), aVix(null)).view?.why).toBe("The source has no VIX today");
  });

  it("remembers one level a minute, the lowest", () => {
    let state = initialRegime;
    for (let i = 0; i < 300; i += 1) {
      state = regimeStep(state, epochMicros(minute(0) + i * 6_000_000), aVix(20 + (i % 10)));
    }

    expect(state.recent.length).toBeLessThanOrEqual(31);
    expect(new Set(state.recent.map(({ at }) => Math.floor(at / MICROS_PER_MINUTE))).size).toBe(
      state.recent.length,
    );
    expect(state.recent.every(({ level }) => level === 20)).toBe(true);
  });

  it("never becomes less careful because the VIX is missing", () => {
    const RANK = { low: 0, medium: 1, unknown: 2, high: 2, emergency: 3 } as const;
    const look = fc.oneof(fc.double({ min: 9, max: 60, noNaN: true }), fc.constantFrom<Look>(null, "stale"));
    fc.assert(
      fc.property(fc.array(look, { minLength: 2, maxLength: 40 }), (looks) => {
        let state = initialRegime;
        for (const [i, each] of looks.entries()) {
          const before = state.view?.regime ?? "low";
          state = regimeStep(state, minute(i), viewOf(each));
          const now = state.view?.regime ?? "low";
          if (typeof each !== "number") expect(RANK[now]).toBeGreaterThanOrEqual(RANK[before]);
        }
      }),
    );
  });
});
