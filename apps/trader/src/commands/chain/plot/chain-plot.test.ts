import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chainPlot } from "./chain-plot.ts";
import { textWidth } from "./plot-theme.ts";
import { analysisOfFile, plotted, writtenAnalysis } from "./testing/plotted-chain.ts";
import { elementsOf, wordsOf, type ReadElement } from "./testing/strict-xml.ts";

const CHAINS = new URL("../../../../../../../shared/data/chains/", import.meta.url).pathname;
const FILES = ["2026-08-12T1213ET", "2026-08-13T1213ET", "2026-08-14T1138ET"].flatMap((folder) =>
  ["SPY", "QQQ", "IWM"].map((ticker) => `${folder}/${ticker}.csv.gz`),
);

/** Where a line of text begins and ends across the picture, as a wide font would write it. */
function spanOf(text: ReadElement): readonly [number, number] {
  const { x = "", "font-size": size = "12", "text-anchor": anchor = "start" } = text.attributes;
  const width = textWidth(wordsOf(text), Number(size));
  const left = Number(x) - { start: 0, middle: width / 2, end: width }[anchor as "start" | "middle" | "end"];
  return [left, left + width];
}

describe("the picture of a chain", () => {
  it("is one image with a title and a description, and fetches nothing", () => {
    const { root, source } = plotted(writtenAnalysis());

    const [title, desc] = [elementsOf(root, "title")[0], elementsOf(root, "desc")[0]];
    expect(root.attributes).toMatchObject({ role: "img", viewBox: "0 0 1200 900" });
    expect(root.attributes["aria-labelledby"]).toBe(`${title?.attributes["id"]} ${desc?.attributes["id"]}`);
    expect(wordsOf(title ?? "")).toMatch(/^SPY options, expires 2026-08-14/);
    expect(wordsOf(desc ?? "")).toContain("No forecast");
    expect(source.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /https?:|<script|@import|url\(|<image|href/,
    );
  });

  it("says above the panels what it is of, from when, and that it foretells nothing", () => {
    const { texts } = plotted(writtenAnalysis({ forward: 670.2, volatility: 0.15 }));

    expect(texts[0]).toBe(
      "SPYexpires 2026-08-14 · as of 2026-08-14 12:00:00 New York · 4 h 0 min to the close",
    );
    expect(texts[1]).toMatch(
      /^forward 670\.\d\d \(parity of \d+ pairs.* · ATM IV 1[45]\.\d\d % · one standard/,
    );
    expect(texts[2]).toMatch(/SPY\.csv \(yfinance\).*at rate 0\.00 %\.$/);
    expect(texts[3]).toMatch(/^Findings: quoteTimeUnknown/);
    expect(texts[4]).toMatch(/^No forecast/);
  });

  it("marks the quantiles of the lognormal density that the quotes were made of", () => {
    const { texts } = plotted(writtenAnalysis({ forward: 670.2, volatility: 0.15 }));
    const priceAt = (share: number): number =>
      Number(texts.find((words) => words.startsWith(`${share} %`) && words.includes("."))?.split(/\s+/)[2]);

    // 670.2 e^(z s - s² / 2) with s = 0.15 root(4 / 8760); cent ticks leave a few cents open
    const deviation = 0.15 * Math.sqrt(4 / 8760);
    for (const [share, z] of [
      [5, -1.6449],
      [25, -0.6745],
      [50, 0],
      [75, 0.6745],
      [95, 1.6449],
    ] as const)
      expect(Math.abs(priceAt(share) - 670.2 * Math.exp(z * deviation))).toBeLessThan(0.15);
  });

  it("labels the moves by what they are, with the share of the density that ends within", () => {
    const { texts } = plotted(writtenAnalysis());
    const coverage = texts.flatMap((words) => /ends within ([\d.]+) %$/.exec(words)?.[1] ?? []).map(Number);

    expect(texts).toEqual(expect.arrayContaining(["0.85 straddle", "straddle", "one standard deviation"]));
    // a lognormal's own: 50.2, 57.5 and 68.3 %
    expect(coverage).toHaveLength(3);
    for (const [i, share] of [50.2, 57.5, 68.3].entries())
      expect(Math.abs((coverage[i] ?? 0) - share)).toBeLessThan(2);
  });

  it("draws the payoff that the best plan's own figures state", () => {
    const analysis = writtenAnalysis();
    const { texts } = plotted(analysis);
    const best = analysis.plans[0] ?? expect.unreachable("no plan");

    const { maxProfit, maxLoss, breakEvens } = best;
    expect(texts.join("\n")).toContain(
      maxProfit === null ? "max profit: unbounded" : `max profit +$${maxProfit.toFixed(2)}`,
    );
    expect(texts.join("\n")).toContain(`max loss −$${maxLoss.toFixed(2)}`);
    for (const edge of breakEvens) expect(texts).toContain(`break-even ${edge.toFixed(2)}`);
  });

  it("calls a profit without end unbounded, never a big number", () => {
    const analysis = writtenAnalysis();
    const [plan = expect.unreachable("no plan")] = analysis.plans;
    const call = { right: "C", strike: 670, quantity: 1 } as const;
    const { texts } = plotted({
      ...analysis,
      plans: [{ ...plan, legs: [call], entry: 80, maxProfit: null }],
    });

    expect(texts).toContain("max profit: unbounded");
    expect(texts).toContain("max loss −$80.00");
    expect(texts).toContain("break-even 670.80");
  });

  it("keeps the label of a loss that lies beyond the prices shown inside the panel, and says so", () => {
    const analysis = writtenAnalysis();
    const [plan = expect.unreachable("no plan")] = analysis.plans;
    const legs = [
      { right: "C", strike: 670, quantity: -1 },
      { right: "C", strike: 680, quantity: 1 },
    ] as const;
    const { root } = plotted({ ...analysis, plans: [{ ...plan, legs, entry: -90, maxLoss: 910 }] });

    const label = elementsOf(root, "text").find((text) => wordsOf(text).startsWith("max loss"));
    expect(wordsOf(label ?? "")).toBe("max loss −$910.00, beyond these prices");
    expect(Number(label?.attributes["y"])).toBeLessThan(842);
  });

  it("draws vanna and charm on request, each with its formula and unit", () => {
    const analysis = writtenAnalysis();

    expect(chainPlot(analysis)).toContain("$ of delta per 1 % move = sign × gamma × OI × 100 × S² × 0.01");
    expect(chainPlot(analysis, "vanna")).toContain(
      "per volatility point = sign × vanna × OI × 100 × S × 0.01",
    );
    expect(chainPlot(analysis, "charm")).toContain("per day = sign × charm × OI × 100 × S / 365");
  });

  it("keeps what a path holds text", () => {
    const analysis = writtenAnalysis();
    const path = `/home/me/a<b>&"c'/x\u0007]]>.csv`;
    const { texts } = plotted({ ...analysis, snapshot: { ...analysis.snapshot, path } });

    expect(texts[2]).toContain(`a<b>&"c'/x\uFFFD]]>.csv`);
    expect(texts[2]).not.toContain("home");
  });
});

it("counts the families that one reason keeps from being planned", () => {
  const families = ["ironCondor", "ironButterfly", "longCall", "longPut"] as const;
  const noPlans = [
    ...families.map((name) => ({ name, why: "no smile lies in these quotes" })),
    { name: "longStraddle", why: "too few strikes" } as const,
  ];
  const { texts } = plotted({ ...writtenAnalysis(), plans: [], noPlans });

  expect(texts).toContain("4 families: no smile lies in these quotes.");
  expect(texts).toContain("long straddle: too few strikes.");
});

describe("a panel whose input is missing says so", () => {
  const titles = [
    "Smile: implied",
    "Dealers' gamma exposure",
    "Risk-neutral density",
    "Payoff of the best plan",
  ];
  const whole = writtenAnalysis();
  const noSmile = {
    ...whole,
    smile: null,
    density: null,
    moves: [],
    exposures: null,
    expectedMove: null,
    plans: [],
    noPlans: [{ name: "ironCondor", why: "no smile lies in these quotes" }],
  } as const;

  it.each([
    ["without a smile", noSmile, ["No curve:", "without one there is no density", "All: no smile lies"]],
    [
      "without a forward",
      { ...noSmile, forward: { from: null, forward: null }, straddle: null } as const,
      ["No forward: neither", "forward not known"],
    ],
    ["without a contract", { ...noSmile, contracts: [] } as const, ["No forward", "no open interest"]],
    [
      "without open interest",
      {
        ...whole,
        exposures: null,
        contracts: whole.contracts.map((one) => ({
          ...one,
          contract: { ...one.contract, row: { ...one.contract.row, openInterest: null } },
        })),
      },
      ["The file states no open interest"],
    ],
    [
      "without volatilities",
      { ...whole, exposures: null, contracts: whole.contracts.map((one) => ({ ...one, greeks: null })) },
      ["no quote of those contracts gives a volatility"],
    ],
    ["without plans", { ...whole, plans: [] }, ["no plan that could be traded"]],
  ])("%s", (_, analysis, words) => {
    const { texts, source } = plotted(analysis);

    for (const title of titles) expect(texts.join("\n")).toContain(title);
    for (const word of words) expect(texts.join(" ")).toContain(word);
    expect(source).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
  });
});

describe.skipIf(!existsSync(CHAINS))("pictures of real chains", () => {
  it.each(FILES)(
    "%s: all four panels, no broken number, no text outside of the picture or its half",
    (file) => {
      const analysis = analysisOfFile(`${CHAINS}${file}`);
      const { root, texts, source } = plotted(analysis);

      expect(source).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
      expect(texts.filter((words) => /^(Smile|Dealers'|Risk-neutral|Payoff)/.test(words))).toHaveLength(4);
      expect(texts).toContain(`forward ${analysis.forward.forward?.toFixed(2)}`);
      expect(elementsOf(root, "path").length).toBeGreaterThanOrEqual(7);
      for (const text of elementsOf(root, "text").slice(5)) {
        const [from, to] = spanOf(text);
        const edge = from < 608 && Number(text.attributes["x"]) < 604 ? [16, 592] : [608, 1184];
        expect([wordsOf(text), from >= (edge[0] ?? 0), to <= (edge[1] ?? 0)]).toEqual([
          wordsOf(text),
          true,
          true,
        ]);
      }
    },
  );
});
