import { describe, expect, it } from "vitest";
import { aBrokerLine, aDifference } from "../../testing/broker-bodies.ts";
import {
  accountWord,
  glanceSpan,
  glanceWord,
  shortAccount,
  toneOf,
  type BrokerLine,
} from "./broker-words.ts";

const NOW = 63_500_000;
const glance = (line: BrokerLine, unknown = 0, now: number | null = NOW): string =>
  `${glanceWord(line, unknown)} ${glanceSpan(line, unknown, now)}`.trim();

describe("the broker at a glance", () => {
  it.each([
    ["SIMULATED 1.5s", "well", {}],
    ["PAPER 1.5s", "well", { simulated: false }],
    ["DIFFERS 1", "danger", { reconciled: false, differences: [aDifference()] }],
    ["RECONCILING 3.5s", "caution", { state: "synchronising", reconciled: false }],
    ["CONNECTING 3.5s", "caution", { state: "connecting" }],
    ["RESET 5m left", "caution", { state: "nightlyReset", until: NOW + 300_000_000 }],
    ["DOWN 3.5s", "danger", { state: "backingOff" }],
    ["HALF OPEN 3.5s", "danger", { state: "halfOpen" }],
    ["REFUSED 3.5s", "danger", { state: "refused" }],
  ] as const)("says %s as %s", (words, tone, over) => {
    const line = aBrokerLine({ ...over, differences: "differences" in over ? [...over.differences] : [] });

    expect(glance(line)).toBe(words);
    expect(toneOf(line, 0)).toBe(tone);
  });

  it("puts an order of which nothing is known before everything, and counts it", () => {
    const line = aBrokerLine({ state: "backingOff" });

    expect(glance(line, 2)).toBe("UNKNOWN ORDER 2");
    expect(toneOf(aBrokerLine(), 1)).toBe("danger");
  });

  it("claims no age before the desk's clock is known", () => {
    expect(glance(aBrokerLine(), 0, null)).toBe("SIMULATED");
  });

  it("counts only the differences that a person must settle", () => {
    const differences = [aDifference(), aDifference({ kind: "missingFill", halts: false })];

    expect(glance(aBrokerLine({ reconciled: false, differences }))).toBe("DIFFERS 1");
  });

  it("tells paper, simulated and live accounts apart", () => {
    expect(accountWord(aBrokerLine({ simulated: false, accountKind: "live" }))).toBe("LIVE");
    expect(shortAccount("DU1234821")).toBe("DU…4821");
  });
});
