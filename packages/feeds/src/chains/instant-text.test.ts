import fc from "fast-check";
import { epochMicros } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { formatInstant, parseInstant } from "./instant-text.ts";

describe("an instant with its offset", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2026-08-14T15:38:38.726610+00:00", 1_786_721_918_726_610],
    ["2026-08-14 11:38:38.72661-04:00", 1_786_721_918_726_610],
    ["2026-08-14T15:38Z", 1_786_721_880_000_000],
    // a nanosecond stamp keeps its whole microseconds
    ["2026-08-14T15:38:38.726610999Z", 1_786_721_918_726_610],
  ])("is read from %s", (text, micros) => {
    expect(parseInstant(text)).toBe(micros);
  });

  it.each([
    "2026-08-14T15:38:38",
    "2026-08-14",
    "2026-02-30T10:00:00Z",
    "2026-08-14T25:00:00Z",
    "2026-08-14T15:38:38+99:00",
    "yesterday",
    "",
  ])("is not read from %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("is printed in UTC, with a fraction only where there is one", () => {
    expect(formatInstant(epochMicros(1_786_721_918_726_610))).toBe("2026-08-14T15:38:38.726610Z");
    expect(formatInstant(epochMicros(1_786_721_918_000_000))).toBe("2026-08-14T15:38:38Z");
  });

  it("comes back from its own print, whatever the instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (micros) => {
        expect(parseInstant(formatInstant(epochMicros(micros)))).toBe(micros);
      }),
    );
  });
});
