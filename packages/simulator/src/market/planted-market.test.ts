import { describe, expect, test } from "vitest";
import { DivergenceEpisode } from "./divergence-episode.ts";
import { REQUESTED, SWING } from "./model-parameters.ts";
import { PriceProcess } from "./price-process.ts";
import { RandomStream } from "./random-stream.ts";
import { sessionGrid } from "./session-grid.ts";
import { aSession } from "@smart0dte/domain/testing";
import { aMarket, correlationAt, pathsOf, returnsOf } from "./testing/market-builder.ts";

const LAG_SECONDS = 5;

/** Correlation of IWM's one-second returns with SPY's, by how many seconds earlier SPY's are. */
function leadLag(market: "planted" | "null"): readonly number[] {
  const [spy = [], , iwm = []] = pathsOf(aMarket({ seed: 2, market }), 1, 3_600).map(returnsOf);
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].map((lag) => correlationAt(spy, iwm, lag));
}

describe("the lead of SPY over IWM", () => {
  test("shows where it is planted, at its lag and nowhere else", { timeout: 30_000 }, () => {
    const correlations = leadLag("planted");

    expect(correlations[LAG_SECONDS]).toBeGreaterThan(0.6);
    for (const [lag, correlation] of correlations.entries()) {
      if (Math.abs(lag - LAG_SECONDS) > 1) expect(Math.abs(correlation)).toBeLessThan(0.15);
    }
  });

  test("is absent in the null market, where the two move at once", { timeout: 30_000 }, () => {
    const correlations = leadLag("null");

    expect(correlations[0]).toBeGreaterThan(0.6);
    for (const correlation of correlations.slice(2)) expect(Math.abs(correlation)).toBeLessThan(0.1);
  });
});

/** Whether QQQ, far from SPY over the last quarter of an hour, comes back over the next: wins and cases. */
function reversions(planted: boolean): { readonly won: number; readonly cases: number } {
  let won = 0;
  let cases = 0;
  const grid = {
    ...sessionGrid(aSession(), 306, undefined),
    stepMicros: 5_000_000,
    steps: 4_680,
    dx: 1 / 4_680,
  };
  for (let seed = 0; seed < 30; seed += 1) {
    const chance = (name: string): RandomStream => new RandomStream(`${seed}/${name}`);
    const opens = { SPY: 680, QQQ: 600, IWM: 250 };
    const process = new PriceProcess({ grid, length: 1, opens, planted, chance });
    const residual: number[] = [];
    for (let step = 0; step < grid.steps; step += 1) {
      process.step();
      if (step % 12 === 0) residual.push(Math.log(process.price(1)) - 1.209 * Math.log(process.price(0)));
    }
    // 12 bp: two and a half of its own deviations over a quiet quarter of an hour
    for (let minute = 15; minute + 15 < residual.length; minute += 15) {
      const now = residual[minute] ?? 0;
      const gone = now - (residual[minute - 15] ?? 0);
      if (Math.abs(gone) < 0.0016) continue;
      cases += 1;
      if (((residual[minute + 15] ?? 0) - now) * gone < 0) won += 1;
    }
  }
  return { won, cases };
}

describe("divergences", () => {
  test("are frequent and revert where they are planted", { timeout: 30_000 }, () => {
    const { won, cases } = reversions(true);

    expect(cases).toBeGreaterThan(100);
    expect(won / cases).toBeGreaterThan(0.75);
  });

  test("in the null market are as likely to go on as to revert", { timeout: 30_000 }, () => {
    const planted = reversions(true);
    const { won, cases } = reversions(false);

    expect(cases).toBeLessThan(planted.cases);
    expect(Math.abs(won / cases - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / cases));
  });

  test.each([SWING, REQUESTED])(
    "of %j reach their amplitude, never exceed it and end at nothing",
    (shape) => {
      const episode = new DivergenceEpisode();
      episode.begin(shape, -0.002);
      const seen: number[] = [];
      while (episode.isRunning) {
        episode.step(250_000);
        seen.push(episode.displacement);
      }

      expect(Math.min(...seen)).toBeCloseTo(-0.002, 6);
      expect(Math.max(...seen)).toBeLessThanOrEqual(0.002);
      expect(Math.max(...seen.map((value, i) => Math.abs(value - (seen[i - 1] ?? 0))))).toBeLessThan(0.00001);
      expect(seen.at(-1)).toBe(0);
    },
  );
});
