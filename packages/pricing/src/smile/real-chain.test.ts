import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parityForward, type ParityForward, type ParityPair } from "../parity/parity-forward.ts";
import { probabilityBelow } from "./smile-density.ts";
import { expectationUnder } from "./smile-expectation.ts";
import { fitSmile } from "./smile-fit.ts";
import type { SmilePoint } from "./smile-readings.ts";
import type { Smile } from "./smile.ts";
import { yearsOf } from "../clock/years.ts";

const chains = new URL("../../../../../shared/data/chains/", import.meta.url);

// seconds run from the snapshot to 16:00 in New York
describe.skipIf(!existsSync(chains)).each([
  { folder: "2026-08-14T1138ET", ticker: "SPY", seconds: 15_682, near: 0.85 },
  { folder: "2026-08-14T1138ET", ticker: "IWM", seconds: 15_682, near: 0.85 },
  { folder: "2026-08-13T1213ET", ticker: "SPY", seconds: 13_587, near: 0.9 },
  { folder: "2026-08-13T1213ET", ticker: "IWM", seconds: 13_587, near: 0.9 },
  { folder: "2026-08-12T1213ET", ticker: "SPY", seconds: 13_620, near: 0.9 },
  // half-dollar strikes that are quoted at other moments than their neighbours: their quotes contradict each other
  { folder: "2026-08-14T1138ET", ticker: "QQQ", seconds: 15_682, near: 0.7 },
  { folder: "2026-08-13T1213ET", ticker: "QQQ", seconds: 13_587, near: 0.75 },
  { folder: "2026-08-12T1213ET", ticker: "QQQ", seconds: 13_620, near: 0.6 },
  { folder: "2026-08-12T1213ET", ticker: "IWM", seconds: 13_620, near: 0.5 },
])("the real chain of $ticker at $folder", ({ folder, ticker, seconds, near }) => {
  it("has a parity forward inside its pairs' spread", () => {
    const { parity } = analysed({ folder, ticker, seconds });

    expect(parity.pairs).toBeGreaterThanOrEqual(5);
    expect(parity.low).toBeLessThanOrEqual(parity.forward);
    expect(parity.high).toBeGreaterThanOrEqual(parity.forward);
    expect(parity.high - parity.low).toBeLessThan(0.1);
  });

  it("has a smile inside the quotes of most strikes near the money", () => {
    const { smile, points } = analysed({ folder, ticker, seconds });
    const deviation = smile.atmIv * Math.sqrt(smile.years) * smile.forward;
    const close = points.filter(
      ({ strike, bid }) => bid > 0 && Math.abs(strike - smile.forward) < 2 * deviation,
    );
    const inside = close.filter(({ strike, bid, ask }) => {
      const value = smile.timeValueAt(strike);
      return value >= bid && value <= ask;
    });

    expect(smile.fit.form).toBe("density");
    expect(close.length).toBeGreaterThanOrEqual(4);
    expect(smile.fit.inside).toBeGreaterThanOrEqual(0.69);
    expect(inside.length / close.length).toBeGreaterThanOrEqual(near);
  });

  it("has a density of total one with the forward as its mean", () => {
    const { smile } = analysed({ folder, ticker, seconds });

    expect(expectationUnder(smile, () => 1)).toBeCloseTo(1, 9);
    expect(expectationUnder(smile, (price) => price)).toBeCloseTo(smile.forward, 6);
    expect(probabilityBelow(smile, smile.forward)).toBeGreaterThan(0.4);
    expect(probabilityBelow(smile, smile.forward)).toBeLessThan(0.6);
  });
});

interface Source {
  readonly folder: string;
  readonly ticker: string;
  readonly seconds: number;
}

function analysed({ folder, ticker, seconds }: Source): {
  parity: ParityForward;
  smile: Smile;
  points: readonly SmilePoint[];
} {
  const { pairs, spot } = readExpiring(folder, ticker);
  const parity = parityForward(pairs, spot);
  if (parity === null) throw new Error("No parity forward");
  const points = pairs.map(({ strike, callBid, callAsk, putBid, putAsk }) =>
    strike < parity.forward ? { strike, bid: putBid, ask: putAsk } : { strike, bid: callBid, ask: callAsk },
  );
  const smile = fitSmile({ forward: parity.forward, years: yearsOf(seconds), points });
  if (smile === null) throw new Error("No smile");
  return { parity, smile, points };
}

/** Contracts expiring on the folder's day; a side that is not listed reads as not quoted. */
function readExpiring(folder: string, ticker: string): { pairs: readonly ParityPair[]; spot: number } {
  const text = gunzipSync(readFileSync(new URL(`${folder}/${ticker}.csv.gz`, chains))).toString();
  const [header = "", ...lines] = text.trim().split("\n");
  const names = header.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    return (name: string): string => cells[names.indexOf(name)] ?? "";
  });
  const today = rows.filter((cell) => cell("expiry") === folder.slice(0, 10));
  const quoteOf = (right: string, strike: string) => {
    const cell = today.find((row) => row("type") === right && row("strike") === strike);
    return { bid: Number(cell?.("bid") ?? 0), ask: Number(cell?.("ask") ?? 0) };
  };
  const strikes = [...new Set(today.map((cell) => cell("strike")))];
  const pairs = strikes.map((strike) => {
    const [call, put] = [quoteOf("C", strike), quoteOf("P", strike)];
    return { strike: Number(strike), callBid: call.bid, callAsk: call.ask, putBid: put.bid, putAsk: put.ask };
  });
  return { pairs, spot: Number(today[0]?.("spot")) };
}
