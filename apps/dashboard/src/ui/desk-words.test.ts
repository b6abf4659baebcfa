import { describe, expect, it } from "vitest";
import { symbolWords } from "./desk-words.ts";

describe("a contract's symbol in words", () => {
  it.each([
    ["QQQ261125P00586000", "586 P"],
    ["IWM260313C00202500", "202.5 C"],
    ["STK SPY", "STK SPY"],
    ["#17", "#17"],
  ])("%s reads %s", (symbol, words) => {
    expect(symbolWords(symbol)).toBe(words);
  });
});
