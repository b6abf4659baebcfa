import { usdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { analyseChain } from "./chain-analysis.ts";
import { builtSnapshot, instant } from "./testing/built-snapshot.ts";

const at = instant("2026-08-13T20:00:00Z");

/** Two expiries of one root, the later one's call at 100 offered for so many cents. */
function twoExpiries(root: string, cents: number) {
  const [near, next] = ["2026-08-14", "2026-08-17"].map((date, place) =>
    builtSnapshot([{ root, date }], { seconds: (1 + 3 * place) * 86_400 }),
  );
  if (near === undefined || next === undefined) return expect.unreachable("two series");
  const cheap = next.rows.map((row) => {
    const { right, strike } = row.contract;
    return right === "C" && strike === 1_000_000 ? { ...row, bid: usdE4(100), ask: usdE4(cents * 100) } : row;
  });
  return analyseChain({ snapshot: { ...near, rows: [...near.rows, ...cheap] }, at, rate: 0 });
}

describe("a trade at the quoted sides that could not lose", () => {
  it("is not found in a chain of one moment", () => {
    const { arbitrages, findings } = twoExpiries("SPY", 90);

    expect(arbitrages).toMatchObject({ found: [], against: { date: "2026-08-17" } });
    expect(findings.map(({ code }) => code)).not.toContain("quotedArbitrage");
  });

  it("is a later American option offered below the earlier one's bid, with what it brings", () => {
    const { arbitrages, findings, contracts } = twoExpiries("SPY", 30);
    const bid =
      (contracts.find(({ right, strike }) => right === "C" && strike === 100)?.contract.quote.bid ?? 0) / 1e4;

    expect(arbitrages.found).toMatchObject([{ kind: "calendar", right: "C", strikes: [100] }]);
    expect(arbitrages.found[0]?.edge).toBeCloseTo(bid - 0.3, 9);
    expect(findings.find(({ code }) => code === "quotedArbitrage")?.detail).toContain("calendar C 100");
  });

  it("is no later European one: it cannot be exercised as early", () => {
    expect(twoExpiries("XSP", 30).arbitrages).toEqual({ found: [], explained: [], against: null });
  });
});
