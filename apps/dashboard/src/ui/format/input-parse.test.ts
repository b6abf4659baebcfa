import { describe, expect, it } from "vitest";
import { parseDecimal, parsePrice } from "./input-parse.ts";

describe("what a person may type", () => {
  it.each([
    ["12", "12"],
    [" 1,234.5 ", "1234.5"],
    ["-3", "-3"],
    ["−3", "-3"],
    ["0.05", "0.05"],
  ])("reads %j", (entry, decimal) => {
    expect(parseDecimal(entry)).toBe(decimal);
  });

  it.each(["", "12a", "1,23", "1.2.3", "1e3", "Infinity", "--1", ".", "12,3456", "0x10", "१२"])(
    "refuses %j and never bends it into a number",
    (entry) => {
      expect(parseDecimal(entry)).toBeNull();
    },
  );

  it.each([
    ["0.42", "0.4200"],
    ["1,234.5", "1234.5000"],
    ["007", "7.0000"],
    ["-0", "0.0000"],
  ])("writes the price %j in the wire's form", (entry, price) => {
    expect(parsePrice(entry)).toBe(price);
  });

  it("refuses a price finer than a ten-thousandth", () => {
    expect(parsePrice("0.12345")).toBeNull();
  });
});
