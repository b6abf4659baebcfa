import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { parsePort, parseSource, parseSpeed, type SourceWords } from "./source-choice.ts";

describe("the words that name a source", () => {
  it("take the simulated market of seed 42 with planted patterns unless told otherwise", () => {
    expect(parseSource({ source: "simulated" })).toEqual({
      kind: "simulated",
      seed: 42,
      market: "planted",
      date: null,
    });
    expect(parseSource({ source: "simulated:7", market: "null", date: "2026-03-13" })).toEqual({
      kind: "simulated",
      seed: 7,
      market: "null",
      date: "2026-03-13",
    });
  });

  it("keep a folder with a colon and what is stated of its stamps", () => {
    const words = {
      source: "minutes:a:b/../c",
      date: "2026-03-13",
      zone: "UTC",
      stamp: "end",
      vixDaily: "v.csv",
    };

    expect(parseSource(words)).toEqual({
      kind: "minutes",
      dir: "c",
      date: "2026-03-13",
      zone: "UTC",
      stamp: "end",
      vixDaily: "v.csv",
    });
  });

  const refused: readonly (readonly [string, SourceWords, RegExp])[] = [
    ["an unknown source", { source: "random" }, /"random" is none of/],
    ["a source of a later release", { source: "live" }, /live is not offered yet/],
    ["minutes without their folder", { source: "minutes:", date: "2026-03-13" }, /needs its folder/],
    ["minutes without a date", { source: "minutes:x" }, /needs --date/],
    ["a seed that is no number", { source: "simulated", seed: "1.5" }, /seed "1.5"/],
    ["two seeds", { source: "simulated:7", seed: "8" }, /--seed does not go with it/],
    ["a seed beside files", { source: "minutes:x", date: "2026-03-13", seed: "1" }, /simulated market/],
    ["a market of another kind", { source: "simulated", market: "wild" }, /"wild" is none/],
    ["a stamp of no side", { source: "minutes:x", date: "2026-03-13", stamp: "middle" }, /"middle" is none/],
    [
      "a zone beside a simulated market",
      { source: "simulated", zone: "UTC" },
      /--zone goes with minute files/,
    ],
  ];
  it.each(refused)("are refused for %s", (_, words, sentence) => {
    expect(() => parseSource(words)).toThrow(BadInputError);
    expect(() => parseSource(words)).toThrow(sentence);
  });

  it("read speeds and ports, and refuse what is none", () => {
    expect([parseSpeed("max"), parseSpeed("0.5"), parsePort("0")]).toEqual(["max", 0.5, 0]);
    for (const text of ["", " ", "0", "-1", "fast", "NaN", "Infinity"])
      expect(() => parseSpeed(text)).toThrow(BadInputError);
    for (const text of ["", "-1", "70000", "80a"]) expect(() => parsePort(text)).toThrow(BadInputError);
  });
});
