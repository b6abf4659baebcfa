import { describe, expect, it } from "vitest";
import { checkedSubscription, subscriptionLines, type Subscription } from "./subscription-lines.ts";

const parents: Subscription = { schema: "cmbp-1", stypeIn: "parent", symbols: ["SPY.OPT", "QQQ.OPT"] };

describe("subscriptionLines", () => {
  it("says what the captured client says", () => {
    expect(subscriptionLines(parents, 1, 0n)).toBe(
      "schema=cmbp-1|stype_in=parent|id=1|start=0|symbols=SPY.OPT,QQQ.OPT|snapshot=0|is_last=1\n",
    );
  });

  it("sends a raw symbol with its blanks, and a snapshot without start", () => {
    const book: Subscription = {
      schema: "mbo",
      stypeIn: "raw_symbol",
      symbols: ["SPY   260821C00640000"],
      snapshot: true,
    };

    expect(subscriptionLines(book, 2, null)).toBe(
      "schema=mbo|stype_in=raw_symbol|id=2|symbols=SPY   260821C00640000|snapshot=1|is_last=1\n",
    );
  });

  it.each([
    [1, [1]],
    [500, [500]],
    [501, [500, 1]],
    [1_000, [500, 500]],
    [1_201, [500, 500, 201]],
  ])("cuts %i symbols into lines of at most 500 under one id, only the last marked so", (count, sizes) => {
    const symbols = Array.from({ length: count }, (_, n) => `S${String(n)}`);

    const lines = subscriptionLines({ ...parents, symbols }, 9, null).split("\n");

    expect(lines.pop()).toBe("");
    const named = lines.map((line) => (/symbols=([^|]*)/.exec(line)?.[1] ?? "").split(","));
    expect(named.map((some) => some.length)).toEqual(sizes);
    expect(named.flat()).toEqual(symbols);
    expect(lines.every((line) => line.includes("|id=9|"))).toBe(true);
    expect(lines.map((line) => line.endsWith("|is_last=1"))).toEqual(
      sizes.map((_, n) => n === sizes.length - 1),
    );
  });
});

describe("checkedSubscription", () => {
  it.each<[string, Partial<Subscription>]>([
    ["a schema that does not exist", { schema: "cmbp-2" as "cmbp-1" }],
    ["a symbology that live does not know", { stypeIn: "isin" as "parent" }],
    ["no symbol", { symbols: [] }],
    ["an empty symbol", { symbols: [""] }],
    ["a blank symbol", { symbols: ["  "] }],
    ["a symbol with |", { symbols: ["SPY|snapshot=1"] }],
    ["a symbol with ,", { symbols: ["SPY,QQQ"] }],
    ["a symbol with a line end", { symbols: ["SPY\nstart_session"] }],
    ["a symbol outside of ASCII", { symbols: ["SPÝ"] }],
    ["an instrument id that is none", { stypeIn: "instrument_id", symbols: ["SPY"] }],
    ["ALL_SYMBOLS with others", { symbols: ["ALL_SYMBOLS", "SPY"] }],
    ["a negative start", { start: -1n }],
    ["a snapshot of quotes", { snapshot: true }],
    ["a snapshot with a start", { schema: "mbo", snapshot: true, start: 1n }],
  ])("refuses %s", (_, wrong) => {
    expect(() => checkedSubscription({ ...parents, ...wrong })).toThrow(
      expect.objectContaining({ code: "badSubscription" }),
    );
  });

  it("is not reached by what the caller does to its symbols later", () => {
    const symbols = ["SPY.OPT"];

    const checked = checkedSubscription({ ...parents, symbols });
    symbols.push("a|b");

    expect(checked.symbols).toEqual(["SPY.OPT"]);
  });
});
