import { describe, expect, it } from "vitest";
import { ageState } from "./age-badge.tsx";

const LIMIT = 5_000_000;

describe("the age of a value", () => {
  it.each([
    [0, "fresh"],
    [LIMIT / 2, "fresh"],
    [LIMIT / 2 + 1, "ageing"],
    [LIMIT, "ageing"],
    [LIMIT + 1, "stale"],
  ])("of %d microseconds under a limit of five seconds is %s", (age, state) => {
    expect(ageState({ now: 60_000_000 + age, grain: 0 }, 60_000_000, LIMIT)).toBe(state);
  });

  it("is none while the desk's time or the value's is not known", () => {
    expect(ageState({ now: null, grain: 0 }, 1, LIMIT)).toBe("none");
    expect(ageState({ now: 1, grain: 0 }, null, LIMIT)).toBe("none");
  });

  it("is not called stale for the desk time that passes between two looks at a fast desk", () => {
    const grain = 24_000_000;

    expect(ageState({ now: 60_000_000 + LIMIT + grain, grain }, 60_000_000, LIMIT)).toBe("ageing");
    expect(ageState({ now: 60_000_001 + LIMIT + grain, grain }, 60_000_000, LIMIT)).toBe("stale");
  });

  it("owns no limit: without the server's, nothing is called stale", () => {
    expect(ageState({ now: 900_000_000, grain: 0 }, 1, undefined)).toBe("fresh");
  });
});
