import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { endOf, sessionAt } from "./recording-session.ts";

describe("the session of a recording", () => {
  const { open, optionClose } = aSession();

  it.each([
    ["early in the morning", open - 6 * 3_600_000_000, "2026-03-13"],
    ["until the options stop quoting", optionClose - 1, "2026-03-13"],
    ["the next one from then on", optionClose, "2026-03-16"],
  ])("is %s", (_, at, date) => {
    expect(sessionAt(epochMicros(at)).date).toBe(date);
  });

  it("ends at a time in New York, with the session, or never", () => {
    expect(endOf(aSession(), 9 * 60 + 31)).toBe(open + 60_000_000);
    expect(endOf(aSession(), "session")).toBe(optionClose);
    expect(endOf(aSession(), null)).toBeNull();
  });
});
