import { describe, expect, it } from "vitest";
import { limitEntry, readOwnLimit } from "./own-limit.ts";

const sells = { entryLimit: "-0.6000", maxLoss: "440.0000" };

describe("a limit of one's own", () => {
  it.each([
    ["0.60", "-0.6000", "440.0000"],
    ["0.55", "-0.5500", "445.0000"],
    ["0.70", "-0.7000", "430.0000"],
  ])("of %s is sent as %s and may lose %s", (entry, limit, maxLoss) => {
    expect(readOwnLimit(entry, sells)).toEqual({ ok: true, limit, maxLoss });
  });

  it.each(["", "-1", "half", "0.555", "5"])("%j is refused", (entry) => {
    expect(readOwnLimit(entry, sells)).toMatchObject({ ok: false });
  });

  it("starts at the plan's, even where that is no whole cent", () => {
    expect(readOwnLimit(limitEntry(sells), sells)).toMatchObject({ limit: "-0.6000" });
    expect(readOwnLimit("0.5450", { ...sells, entryLimit: "-0.5450" })).toMatchObject({ ok: true });
  });
});
