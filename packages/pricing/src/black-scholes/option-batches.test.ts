import { InvariantError } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greeksOf } from "./black-scholes-greeks.ts";
import type { OptionTerms } from "./black-scholes-terms.ts";
import { allGreeksOfEach, chainAllGreeks, chainGreeks, greeksOfEach } from "./greeks-batch.ts";
import { allGreeksOf } from "./higher-greeks.ts";
import { impliedVolatility } from "../implied-volatility/implied-volatility.ts";
import { normalBelow } from "../elementary/mills-ratio.ts";
import { allGreeksAnswers, greeksAnswers, optionColumns, volatilityAnswers } from "./option-columns.ts";
import { REFUSAL_CODES, refusalOf } from "./terms-refusal.ts";
import { chainVolatilities, impliedVolatilities } from "../implied-volatility/volatility-batch.ts";

describe("a batch of independent options", () => {
  it("has the price and the thirteen Greeks of each, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(anyTerms, { minLength: 1, maxLength: 400 }), (rows) => {
        const columns = columnsOf(rows);
        const first = greeksAnswers(rows.length);
        const all = allGreeksAnswers(rows.length);

        greeksOfEach(columns, first);
        allGreeksOfEach(columns, all);

        for (const [n, terms] of rows.entries()) {
          for (const [name, value] of Object.entries(allGreeksOf(terms)))
            expect(rowOf(all, n)[name]).toBe(value);
          for (const [name, value] of Object.entries(greeksOf(terms)))
            expect(rowOf(first, n)[name]).toBe(value);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has the volatility or the refusal of each", () => {
    fc.assert(
      fc.property(fc.array(anyQuote, { minLength: 1, maxLength: 400 }), (rows) => {
        const answers = volatilityAnswers(rows.length);

        impliedVolatilities({ ...columnsOf(rows), price: pricesOf(rows) }, answers);

        for (const [n, quote] of rows.entries()) {
          const found = impliedVolatility(quote);
          expect(answers.volatility[n]).toBe(found.ok ? found.value : 0);
          expect(refusalOf(answers.refusal[n] ?? 0)).toBe(found.ok ? null : found.error);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("refuses one option and answers the others, nothing but the reason left of it", () => {
    const rows = [anOption, { ...anOption, strike: -1 }, { ...anOption, volatility: Number.NaN }, anOption];
    const answers = allGreeksAnswers(4);
    for (const column of Object.values(answers)) column.fill(7);

    allGreeksOfEach(columnsOf(rows), answers);

    expect([...answers.refusal].map(refusalOf)).toEqual([
      null,
      "strikeOutOfRange",
      "volatilityOutOfRange",
      null,
    ]);
    expect(rowOf(answers, 1)).toEqual({ ...zeros(), refusal: REFUSAL_CODES.strikeOutOfRange });
    expect(rowOf(answers, 3)).toEqual(rowOf(answers, 0));
  });

  it("takes columns of one length, and answers with room for them", () => {
    const columns = columnsOf([anOption, anOption]);

    expect(() => greeksOfEach(columns, greeksAnswers(1))).toThrow(InvariantError);
    expect(() => greeksOfEach({ ...columns, rate: new Float64Array(1) }, greeksAnswers(2))).toThrow(
      InvariantError,
    );
    expect(() => greeksOfEach(columns, greeksAnswers(300))).not.toThrow();
    expect(() => {
      impliedVolatilities({ ...columns, price: new Float64Array(3) }, volatilityAnswers(3));
    }).toThrow(InvariantError);
  });
});

describe("a chain", () => {
  const anyChain = fc.record({
    terms: anyTermsOfChain(),
    strikes: fc.array(fc.record({ right: anyRight(), strike: anyStrike(), volatility: anyVolatility() }), {
      maxLength: 300,
    }),
  });

  it("is its options one by one, to the last bit", () => {
    fc.assert(
      fc.property(anyChain, ({ terms, strikes }) => {
        const rows = strikes.map((each) => ({ ...terms, ...each }));
        const { calls, strike, volatility } = columnsOf(rows);
        const [alone, together] = [allGreeksAnswers(rows.length), allGreeksAnswers(rows.length)];
        const [firstAlone, first] = [greeksAnswers(rows.length), greeksAnswers(rows.length)];
        const [found, foundTogether] = [volatilityAnswers(rows.length), volatilityAnswers(rows.length)];

        allGreeksOfEach(columnsOf(rows), alone);
        chainAllGreeks(terms, { calls, strike, volatility }, together);
        greeksOfEach(columnsOf(rows), firstAlone);
        chainGreeks(terms, { calls, strike, volatility }, first);
        impliedVolatilities({ ...columnsOf(rows), price: alone.price }, found);
        chainVolatilities(terms, { calls, strike, price: alone.price }, foundTogether);

        expect(together).toEqual(alone);
        expect(first).toEqual(firstAlone);
        expect(foundTogether).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });

  it("with a forward in place of the spot has the rate for its yield", () => {
    const chain = { spot: 600, years: 0.02, rate: 0.05, dividendYield: 0.05 };
    const answers = greeksAnswers(1);

    chainGreeks(
      chain,
      { calls: Uint8Array.of(1), strike: Float64Array.of(600), volatility: Float64Array.of(0.2) },
      answers,
    );

    // Black's formula at the money: the discounted forward times 2 N(s / 2) - 1
    expect(answers.price[0]).toBeCloseTo(
      600 * Math.exp(-0.001) * (2 * normalBelow(0.1 * Math.sqrt(0.02)) - 1),
      12,
    );
  });

  it("of which nothing can be priced is refused strike by strike, and an empty one has no answers", () => {
    const chain = { spot: 600, years: -1, rate: 0, dividendYield: 0 };
    const answers = volatilityAnswers(2);

    chainVolatilities(
      chain,
      { calls: new Uint8Array(2), strike: Float64Array.of(600, 601), price: Float64Array.of(1, 1) },
      answers,
    );
    chainVolatilities(
      chain,
      { calls: new Uint8Array(0), strike: new Float64Array(0), price: new Float64Array(0) },
      volatilityAnswers(0),
    );

    expect([...answers.refusal].map(refusalOf)).toEqual(["yearsOutOfRange", "yearsOutOfRange"]);
  });
});

const anOption: OptionTerms = {
  right: "C",
  spot: 600,
  strike: 598,
  years: 0.0007,
  volatility: 0.2,
  rate: 0.04,
  dividendYield: 0.01,
};

function anyRight() {
  return fc.constantFrom("C" as const, "P" as const);
}
function anyStrike() {
  return fc.oneof(fc.integer({ min: 300, max: 900 }), fc.double({ min: 590, max: 610, noNaN: true }));
}
function anyVolatility() {
  return fc.oneof(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.constantFrom(0, 1e-30, 60));
}
function anyTermsOfChain() {
  return fc.record({
    spot: fc.oneof(fc.constant(600), fc.double({ min: 100, max: 900, noNaN: true })),
    years: fc.oneof(fc.double({ min: 1e-8, max: 0.1, noNaN: true }), fc.constantFrom(0, 2)),
    rate: fc.double({ min: -0.01, max: 0.08, noNaN: true }),
    dividendYield: fc.double({ min: 0, max: 0.03, noNaN: true }),
  });
}
const anyTerms = fc
  .tuple(
    anyTermsOfChain(),
    fc.record({ right: anyRight(), strike: anyStrike(), volatility: anyVolatility() }),
  )
  .map(([shared, own]): OptionTerms => ({ ...shared, ...own }));
const anyQuote = fc
  .tuple(
    anyTerms,
    fc.oneof(fc.double({ min: 1e-300, max: 300, noNaN: true }), fc.constantFrom(0, -1, 1e9, Number.NaN)),
  )
  .map(([terms, price]) => ({ ...terms, price }));

function columnsOf(rows: readonly OptionTerms[]) {
  const columns = { ...optionColumns(rows.length), volatility: new Float64Array(rows.length) };
  for (const [n, { right, ...terms }] of rows.entries()) {
    columns.calls[n] = right === "C" ? 1 : 0;
    columns.spot[n] = terms.spot;
    columns.strike[n] = terms.strike;
    columns.years[n] = terms.years;
    columns.rate[n] = terms.rate;
    columns.dividendYield[n] = terms.dividendYield;
    columns.volatility[n] = terms.volatility;
  }
  return columns;
}

const pricesOf = (rows: readonly { readonly price: number }[]): Float64Array =>
  Float64Array.from(rows, ({ price }) => price);

const rowOf = (columns: object, n: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(columns as Readonly<Record<string, ArrayLike<number>>>).map(([name, column]) => [
      name,
      column[n] ?? Number.NaN,
    ]),
  );

const zeros = () => rowOf(allGreeksAnswers(1), 0);
