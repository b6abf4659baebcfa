import { epochMicros } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { resetWindowAt, type ResetWindow } from "./reset-windows.ts";

const nightly: ResetWindow = {
  name: "nightly reset",
  zone: "America/New_York",
  days: [1, 2, 3, 4, 5],
  from: "23:45",
  to: "00:45",
};

describe("a reset window", () => {
  it.each([
    ["Friday 23:44", "2026-03-14T03:44:00Z", false],
    ["Friday 23:45", "2026-03-14T03:45:00Z", true],
    ["over midnight into Saturday", "2026-03-14T04:44:00Z", true],
    ["its end is out", "2026-03-14T04:45:00Z", false],
    ["Saturday is not among its days", "2026-03-15T03:50:00Z", false],
  ])("%s", (_what, time, isIn) => {
    const at = epochMicros(Date.parse(time) * 1_000);

    expect(resetWindowAt([nightly], at) !== null).toBe(isIn);
  });
});
