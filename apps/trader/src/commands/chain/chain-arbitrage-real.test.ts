import { existsSync } from "node:fs";
import { USD_E4 } from "@smart0dte/domain";
import { readChainFile } from "@smart0dte/feeds";
import { probabilityBelow, quotedArbitrages } from "@smart0dte/pricing";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseChain, type ChainAnalysis } from "./chain-analysis.ts";

const CHAINS = new URL("../../../../../../shared/data/chains/", import.meta.url).pathname;
const FILES = ["2026-08-12T1213ET", "2026-08-13T1213ET", "2026-08-14T1138ET"].flatMap((folder) =>
  ["SPY", "QQQ", "IWM"].map((ticker) => `${folder}/${ticker}.csv.gz`),
);

describe.skipIf(!existsSync(CHAINS)).each(FILES)("the real chain %s", (file) => {
  let read: ChainAnalysis;
  let forward: number;
  beforeAll(() => {
    read = analyseChain({ snapshot: readChainFile(CHAINS + file), at: null, rate: null });
    forward = read.forward.forward ?? expect.unreachable("no forward");
  });

  const near = (count: number) =>
    [...Map.groupBy(read.contracts, ({ strike }) => strike)]
      .sort(([a], [b]) => Math.abs(a - forward) - Math.abs(b - forward))
      .slice(0, count);

  it("gives from neighbouring strikes forwards that lie within cents of each other", () => {
    const misses = near(5)
      .map(([strike, [call, put]]) => Math.abs(strike + (call?.mid ?? NaN) - (put?.mid ?? NaN) - forward))
      .sort((a, b) => a - b);

    // most of them to two cents, the widest quoted (a spread of twenty cents in the money) to ten
    expect(misses[2]).toBeLessThan(0.025);
    expect(misses.at(-1)).toBeLessThan(0.11);
  });

  it("gives call and put at the money one volatility", () => {
    const [call, put] = near(1)[0]?.[1] ?? [];

    expect(Math.abs((call?.ownIv ?? NaN) - (put?.ownIv ?? NaN))).toBeLessThan(0.0065);
    expect(read.findings.map(({ code }) => code)).not.toContain("putCallApart");
  });

  it("reads no volatility from a price that is but exercise and rounding", () => {
    const own = read.contracts.flatMap(({ ownIv }) => (ownIv === null ? [] : [ownIv]));

    expect(own.length).toBeGreaterThan(10);
    expect(Math.min(...own)).toBeGreaterThan(0.04);
  });

  it("has a smile without arbitrage: the density is nowhere negative and no spread or butterfly is free", () => {
    const smile = read.smile ?? expect.unreachable("no smile");
    const reach = 12 * (read.expectedMove ?? NaN);
    const strikes = Array.from({ length: 2_001 }, (_, place) => forward + (reach * (place - 1_000)) / 1_000);
    const below = strikes.map((strike) => probabilityBelow(smile, strike));
    const calls = strikes.map((strike) => Math.max(forward - strike, 0) + smile.timeValueAt(strike));
    for (let place = 1; place < strikes.length; place += 1) {
      const width = (strikes[place] ?? NaN) - (strikes[place - 1] ?? NaN);
      const spread = (calls[place - 1] ?? NaN) - (calls[place] ?? NaN);
      expect((below[place] ?? NaN) - (below[place - 1] ?? NaN)).toBeGreaterThan(-1e-12);
      expect(spread).toBeGreaterThan(-1e-9);
      expect(spread).toBeLessThan(width + 1e-9);
      if (place < 2) continue;
      const wings = (calls[place - 2] ?? NaN) + (calls[place] ?? NaN);
      expect(wings - 2 * (calls[place - 1] ?? NaN)).toBeGreaterThan(-1e-9);
    }
    const listed = [...new Set(read.contracts.map(({ strike }) => strike))].map((strike) => {
      const [call, put] = [Math.max(forward - strike, 0), Math.max(strike - forward, 0)].map(
        (intrinsic) => intrinsic + smile.timeValueAt(strike),
      );
      return { strike, callBid: call ?? 0, callAsk: call ?? 0, putBid: put ?? 0, putAsk: put ?? 0 };
    });
    expect(quotedArbitrages(listed).filter(({ edge }) => edge > 1e-9 * forward)).toEqual([]);
  });

  it("names the trades at the quoted sides that could not lose, as signs of quotes of other moments", () => {
    const { found } = read.arbitrages;
    const codes = read.findings.map(({ code }) => code);

    expect(codes.includes("quotedArbitrage")).toBe(found.length > 0);
    const quotes = new Map(read.contracts.map((one) => [`${one.right}${one.strike}`, one.contract.quote]));
    for (const { kind, right, strikes, edge } of found.filter((each) => each.kind === "vertical")) {
      const [low, high] = strikes.map((strike) => quotes.get(`${right ?? ""}${strike}`));
      const [dear, cheap] = right === "C" ? [low, high] : [high, low];
      const free = ((cheap?.bid ?? 0) - (dear?.ask ?? 0)) / USD_E4;
      const wide =
        ((dear?.bid ?? 0) - (cheap?.ask ?? 0)) / USD_E4 - Math.abs((strikes[1] ?? 0) - (strikes[0] ?? 0));
      expect({ kind, edge: Math.max(free, wide) }).toEqual({ kind, edge: expect.closeTo(edge, 9) as number });
    }
  });

  it("knows a 30-day index of its own, near what its own smile says at the money", () => {
    const index = read.vix.vix?.index ?? expect.unreachable(read.vix.vix === null ? read.vix.why : "");

    expect(index).toBeGreaterThan(8);
    expect(index).toBeLessThan(40);
  });
});
