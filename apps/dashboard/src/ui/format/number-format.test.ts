import { describe, expect, it } from "vitest";
import * as print from "./number-format.ts";

describe("how numbers are printed", () => {
  it.each([
    ["an option's price", print.optionPrice("2.3100"), "2.31"],
    ["a price of thousands", print.underlyingPrice("5123.4000"), "5,123.40"],
    ["a credit", print.packagePrice("-0.4200"), "0.42 cr"],
    ["a debit", print.packagePrice("1.1000"), "1.10 db"],
    ["an average fill with all four places", print.averageFill("2.3125"), "2.3125"],
    ["a gain", print.signedMoney("1234.5000"), "+$1,234.50"],
    ["a loss with a true minus", print.signedMoney("-87.0000"), "−$87.00"],
    ["no money without a sign", print.signedMoney("0.0000"), "$0.00"],
    ["a loss below half a cent as none", print.signedMoney("-0.0049"), "$0.00"],
    ["a fee without a plus", print.money("3.0800"), "$3.08"],
    ["a day's result in the title, ASCII", print.titleMoney("-148.4000"), "-$148"],
    ["a title without a result", print.titleMoney("0.4000"), "$0"],
    ["a rise", print.priceChange("0.4200"), "+0.42"],
    ["a fall", print.priceChange("-0.3100"), "−0.31"],
    ["no change without a sign", print.priceChange("0.0000"), "0.00"],
    ["a change in percent", print.percentChange(0.0008), "+0.08%"],
    ["a volatility", print.volatility(0.184), "18.4%"],
    ["a change of volatility", print.volatilityChange(0.006), "+0.6 pt"],
    ["a delta", print.delta(-0.312), "−0.31"],
    ["a delta that rounds to none without a sign", print.delta(-0.001), "0.00"],
    ["a gamma", print.gamma(0.0421), "0.042"],
    ["theta of one contract an hour", print.theta(-0.041), "−$4.10/h"],
    ["vega of one contract a point", print.vega(0.023), "$2.30/pt"],
    ["a Greek whose unit is in the header", print.perContract(-0.0412), "−4.12"],
    ["dollars of analysis", print.signedDollars(10.9), "+$10.90"],
    ["a loss of analysis", print.signedDollars(-2.904), "−$2.90"],
    ["a probability", print.probability(0.624), "62%"],
    [
      "a probability with its basis",
      print.probabilityWithBasis(0.62, { low: 0.55, high: 0.68, n: 214 }),
      "62% (55-68) n=214",
    ],
    ["how much lies inside", print.coverage(0.5752), "57.5%"],
    ["an exposure of billions", print.exposure(1_237_000_000), "+$1.24B"],
    ["an exposure of millions", print.exposure(-67_400_000), "−$67.4M"],
    ["an exposure of thousands", print.exposure(12_444), "+$12.4k"],
    ["an exposure that rounds up to the next size", print.exposure(999_960), "+$1.0M"],
    ["an exposure of dollars", print.exposure(-412), "−$412"],
    ["a small exposure of a column of millions", print.exposureLike(4e8)(-312_000), "−$0.3M"],
    ["none in a column of millions", print.exposureLike(4e8)(-312), "$0.0M"],
    ["no exposure without a sign", print.exposure(-0.2), "$0"],
    ["shares of a position", print.shares(-61.98), "−62.0"],
    ["a moment", print.moment(-0.4249), "−0.42"],
    ["a correlation", print.correlation(0.87), "+0.87"],
    ["a negative correlation", print.correlation(-0.4), "−0.40"],
    ["an interval in little room", print.correlationInterval(-0.4, 0.02), "−.40 – .02"],
    ["a beta", print.beta(1.118), "1.12"],
    ["a z-score", print.zScore(-2.41), "−2.4 sd"],
    ["a count", print.count(12_340), "12,340"],
    ["packages held", print.quantity(3), "3x"],
    ["packages owed", print.quantity(-3), "−3x"],
    ["a long leg", print.signedCount(1), "+1"],
    ["a whole strike", print.strike("512.0000"), "512"],
    ["a half strike", print.strike("512.5000"), "512.5"],
    ["an index level", print.level(17.82), "17.82"],
  ])("prints %s", (_what, printed, golden) => {
    expect(printed).toBe(golden);
  });

  it("reads money of the wire only with its four places, so that no float is ever taken for money", () => {
    expect(print.toE4("-1.2500")).toBe(-12_500);
    expect(() => print.toE4("1.25")).toThrow(RangeError);
    expect(() => print.toE4("1,250.0000")).toThrow(RangeError);
  });

  it.each([0, 1, 12_500, -12_500, -1, 98_765_432])("writes %d ten-thousandths as it reads them", (e4) => {
    expect(print.toE4(print.fromE4(e4))).toBe(e4);
  });

  it("copies a true minus as an ASCII one", () => {
    expect(print.asCopied("exec −$87.00, delta −0.31")).toBe("exec -$87.00, delta -0.31");
  });
});
