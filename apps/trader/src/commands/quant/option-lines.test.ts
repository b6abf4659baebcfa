import { describe, expect, it } from "vitest";
import { LineRefusal, type Line } from "./line-fields.ts";
import { americanLine, greeksLine, ivLine } from "./option-lines.ts";

const CALL = { type: "C", S: 600, K: 601, T: 0.01, vol: 0.2, r: 0.04, q: 0.01 };
const PUT = { ...CALL, type: "P", T: 0.5 };
const numbersOf = (answer: object): Readonly<Record<string, number>> => answer as never;

function refusalOf(ask: () => object): { readonly code: string; readonly detail: string } {
  try {
    return { code: "none", detail: JSON.stringify(ask()) };
  } catch (problem) {
    if (problem instanceof LineRefusal) return { code: problem.code, detail: problem.message };
    throw problem;
  }
}

describe("the line of an option's Greeks", () => {
  it("has the price, its time value and the twelve Greeks, each a finite number", () => {
    const answer = numbersOf(greeksLine(CALL));

    expect(Object.keys(answer).sort()).toEqual(
      [
        ...["price", "timeValue", "probITM", "cond"],
        ...["delta", "gamma", "vega", "theta", "rho", "phi", "dualDelta"],
        ...["vanna", "charm", "vomma", "speed", "zomma", "color"],
      ].sort(),
    );
    expect(Object.values(answer).every(Number.isFinite)).toBe(true);
  });

  it("keeps parity between call and put of one strike", () => {
    const [call, put] = [numbersOf(greeksLine(CALL)), numbersOf(greeksLine({ ...CALL, type: "P" }))];
    const discounted = 600 * Math.exp(-0.01 * 0.01) - 601 * Math.exp(-0.04 * 0.01);

    expect((call["price"] ?? 0) - (put["price"] ?? 0)).toBeCloseTo(discounted, 10);
    expect(call["gamma"]).toBeCloseTo(put["gamma"] ?? Number.NaN, 12);
    expect((call["probITM"] ?? 0) + (put["probITM"] ?? 0)).toBeCloseTo(1, 12);
  });

  it("tells how much the price magnifies errors of its inputs, and nothing where there is no price", () => {
    const far = greeksLine({ ...CALL, K: 900, T: 1e-6 });

    expect(numbersOf(greeksLine(CALL))["cond"]).toBeGreaterThan(1);
    expect(far).toMatchObject({ price: 0, cond: null });
  });

  it("takes a missing yield for none", () => {
    const { q: _, ...noYield } = CALL;

    expect(greeksLine(noYield)).toEqual(greeksLine({ ...CALL, q: 0 }));
  });

  it.each([
    [{ T: 0 }, "expired"],
    [{ T: 1_001 }, "yearsOutOfRange"],
    [{ vol: 2e6 }, "volatilityOutOfRange"],
    [{ vol: -0.1 }, "outOfRange"],
    [{ r: 2e6 }, "rateOutOfRange"],
    [{ q: -2e6 }, "yieldOutOfRange"],
    [{ S: 1e101 }, "spotOutOfRange"],
    [{ K: 1e-101 }, "strikeOutOfRange"],
  ] as const)("refuses %o as %s, with a sentence", (over, code) => {
    const refusal = refusalOf(() => greeksLine({ ...CALL, ...over }));

    expect(refusal.code).toBe(code);
    expect(refusal.detail).toMatch(/\.$/);
  });
});

describe("the line of an implied volatility", () => {
  it("gives back the volatility that made the price", () => {
    const { price } = numbersOf(greeksLine(CALL));
    const { status, iv } = ivLine({ ...CALL, price }) as { status: string; iv: number };

    expect(status).toBe("ok");
    expect(iv).toBeCloseTo(0.2, 12);
  });

  it.each([
    [{ price: 0 }, "zeroPrice"],
    [{ S: 700, price: 98 }, "belowIntrinsic"],
    [{ price: 601 }, "aboveMax"],
  ] as const)("answers %o with the reason and no number", (over, status) => {
    expect(ivLine({ ...CALL, ...over })).toEqual({ status, iv: null });
  });
});

describe("the line of an American value", () => {
  it("is the European one and what exercise adds: nothing for a call without yield, more for a deep put", () => {
    const call = numbersOf(americanLine({ ...CALL, q: 0 }));
    const put = numbersOf(americanLine({ ...PUT, K: 700 }));

    expect(call["premium"]).toBeCloseTo(0, 9);
    expect(put["premium"]).toBeGreaterThan(0.5);
    expect(put["american"]).toBeGreaterThanOrEqual(100);
    expect((put["american"] ?? 0) - (put["european"] ?? 0)).toBe(put["premium"]);
  });

  it("over one cash dividend tells from which spot a call is exercised; of a put it does not", () => {
    const dividend = { q: 0, T: 0.02, div: 1.5, tDiv: 0.01 };
    const call = numbersOf(americanLine({ ...CALL, ...dividend, K: 580 }));

    expect(call["premium"]).toBeGreaterThan(0);
    expect(call["criticalSpotAtEx"]).toBeGreaterThan(580);
    expect(americanLine({ ...PUT, ...dividend })).not.toHaveProperty("criticalSpotAtEx");
  });

  it.each([
    [{ ...CALL, div: 1, tDiv: 0.005 }, "yieldAndDividend"],
    [{ ...CALL, q: 0, div: 1, tDiv: 0.02 }, "exDateOutOfRange"],
    [{ ...CALL, q: 0, div: 0, tDiv: 0.005 }, "outOfRange"],
    [{ ...CALL, q: 0, div: 1 }, "notANumber"],
    [{ ...CALL, r: -0.01 }, "negativeRate"],
    [{ ...CALL, q: -0.01 }, "negativeYield"],
    [{ ...CALL, vol: 31, T: 0.01 }, "deviationOutOfRange"],
    [{ ...CALL, vol: 0 }, "outOfRange"],
  ] satisfies [Line, string][])("refuses %o as %s", (line, code) => {
    expect(refusalOf(() => americanLine(line)).code).toBe(code);
  });
});
