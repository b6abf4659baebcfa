import { usdE4, type Factor } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { factorsOf, WEIGHTS, type FactorInput } from "./factors.ts";
import { aMinute, minutesOf, zigzag } from "./testing/minutes-of.ts";
import { TickerHistory } from "./ticker-history.ts";

function historyOf(closes: readonly number[], volume: number | null = 1_000): TickerHistory {
  const history = new TickerHistory("SPY", aSession());
  for (const mark of minutesOf("SPY", closes)) history.take({ ...mark, volume });
  return history;
}

const MODELLED: FactorInput["gap"] = { kind: "absent", how: "modelled", why: "Options are modelled" };
const inputOf = (over: Partial<FactorInput> = {}): FactorInput => ({
  history: historyOf(zigzag(40)),
  richness: [],
  gap: MODELLED,
  ...over,
});

function factor(name: string, over: Partial<FactorInput>): Factor {
  return factorsOf(inputOf(over)).find((each) => each.name === name) ?? expect.unreachable(name);
}

const after = (closes: readonly number[]): FactorInput["history"] => historyOf([...zigzag(40), ...closes]);

describe("the factors", () => {
  it("come from four families, always in the same order", () => {
    expect(factorsOf(inputOf()).map(({ family, name }) => `${family}/${name}`)).toEqual([
      "price/vwapDistance",
      "price/openingRange",
      "volume/signedVolume",
      "volatility/realisedOverImplied",
      "correlation/divergence",
    ]);
  });

  it.each<[string, string, Partial<FactorInput>, "up" | "down" | "nothing"]>([
    ["vwapDistance", "far above the session's price", { history: after([602]) }, "down"],
    ["vwapDistance", "far below it", { history: after([598]) }, "up"],
    ["openingRange", "above the opening range", { history: after([602]) }, "up"],
    ["openingRange", "below it", { history: after([598]) }, "down"],
    ["openingRange", "inside it", { history: after([600.1]) }, "nothing"],
    ["signedVolume", "rising on volume", { history: after([600, 600.1, 600.2, 600.3, 600.4]) }, "up"],
    ["signedVolume", "falling on volume", { history: after([600, 599.9, 599.8, 599.7, 599.5]) }, "down"],
    [
      "realisedOverImplied",
      "a rise with more movement than the options expect",
      { history: after([600, 601, 602]), gap: { kind: "known", logRatio: 0.3 } },
      "up",
    ],
    [
      "realisedOverImplied",
      "a rise with less",
      { history: after([600, 601, 602]), gap: { kind: "known", logRatio: -0.3 } },
      "down",
    ],
    [
      "divergence",
      "rich against both",
      {
        richness: [
          { partner: "QQQ", z: 2 },
          { partner: "IWM", z: 3 },
        ],
      },
      "down",
    ],
    [
      "divergence",
      "cheap against both",
      {
        richness: [
          { partner: "QQQ", z: -2 },
          { partner: "IWM", z: -3 },
        ],
      },
      "up",
    ],
    ["divergence", "rich against the only partner", { richness: [{ partner: "QQQ", z: 2 }] }, "down"],
    ["divergence", "within one deviation", { richness: [{ partner: "QQQ", z: 0.9 }] }, "nothing"],
    [
      "divergence",
      "contradicted by a partner",
      {
        richness: [
          { partner: "QQQ", z: 3 },
          { partner: "IWM", z: -3 },
        ],
      },
      "nothing",
    ],
  ])("%s: %s speaks for %s", (name, _, over, wanted) => {
    const { contribution, raw, weight } = factor(name, over);

    expect(raw).not.toBeNull();
    const said = contribution === 0 ? "nothing" : contribution > 0 ? "up" : "down";
    expect(said).toBe(wanted);
    expect(Math.abs(contribution)).toBeLessThanOrEqual(Math.abs(weight));
  });

  it("takes the weaker of what the partners say, and tells both", () => {
    const found = factor("divergence", {
      richness: [
        { partner: "QQQ", z: 3 },
        { partner: "IWM", z: 2 },
      ],
    });

    expect(found).toMatchObject({ raw: 2, weight: WEIGHTS.divergence, how: "derived" });
    expect(found.contribution).toBeCloseTo(-0.8 * Math.tanh(1), 12);
    expect(found.why).toBe("3.0 sd against QQQ, 2.0 sd against IWM");
  });

  it.each<[string, string, Partial<FactorInput>]>([
    ["vwapDistance", "no volume is known", { history: historyOf(zigzag(40), null) }],
    ["vwapDistance", "the price has not moved", { history: historyOf(zigzag(40, { step: 0 })) }],
    ["openingRange", "the opening half-hour is not over", { history: historyOf(zigzag(20)) }],
    ["openingRange", "it had no range", { history: historyOf(zigzag(40, { step: 0 })) }],
    ["signedVolume", "no volume is known", { history: historyOf(zigzag(40), null) }],
    ["realisedOverImplied", "options are modelled", {}],
    ["divergence", "there is no partner", {}],
  ])("%s is null, weighs nothing and says why where %s", (name, _, over) => {
    const found = factor(name, over);

    expect(found).toMatchObject({ raw: null, weight: 0, contribution: 0 });
    expect(found.why).toMatch(/[a-z]{3}/);
  });

  it("is labelled modelled where it could only read the model back", () => {
    expect(factor("realisedOverImplied", {}).how).toBe("modelled");
  });

  it("takes no volume-weighted price from a session whose volume is mostly unknown", () => {
    const history = new TickerHistory("SPY", aSession());
    for (const [i, close] of zigzag(40).entries()) {
      history.take(aMinute(i + 1, close, { volume: i < 20 ? 1_000 : null }));
    }

    expect(factor("vwapDistance", { history })).toMatchObject({
      raw: null,
      why: "Volume is known in only 20 of 40 min",
    });
  });

  it("does not depend on the size of the price", () => {
    const scaled = new TickerHistory("SPY", aSession());
    for (const mark of minutesOf("SPY", [...zigzag(40), 600, 601, 602])) {
      const twice = (price: number): ReturnType<typeof usdE4> => usdE4(price * 2);
      const { open, high, low, close } = mark;
      scaled.take({ ...mark, open: twice(open), high: twice(high), low: twice(low), close: twice(close) });
    }

    const [one, two] = [after([600, 601, 602]), scaled].map((history) => factorsOf(inputOf({ history })));
    for (const [i, { contribution }] of (one ?? []).entries())
      expect(two?.[i]?.contribution).toBeCloseTo(contribution, 9);
  });
});
