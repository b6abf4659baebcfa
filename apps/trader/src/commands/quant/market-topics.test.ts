import { describe, expect, it } from "vitest";
import { LineRefusal, type Line } from "./line-fields.ts";
import { expectedMoveTopic, exposureTopic, touchTopic } from "./market-topics.ts";

type Row = Readonly<Record<string, number>>;
const casesOf = (answer: object): readonly Row[] => (answer as { readonly cases: readonly Row[] }).cases;

function codeOf(ask: () => object): string {
  try {
    return JSON.stringify(ask());
  } catch (problem) {
    if (problem instanceof LineRefusal) return problem.code;
    throw problem;
  }
}

describe("the topic of a level's touch", () => {
  const one = { S: 600, B: 606, T: 0.001, vol: 0.2, r: 0, q: 0 };

  it("keeps each case and adds its probability: certain at the level, less the further away", () => {
    const cases = casesOf(touchTopic({ cases: [one, { ...one, B: 600 }, { ...one, B: 612 }] }));

    expect(cases[0]).toMatchObject(one);
    expect(cases[1]?.["touch"]).toBe(1);
    expect(cases[0]?.["touch"]).toBeGreaterThan(cases[2]?.["touch"] ?? Number.NaN);
    expect(cases[2]?.["touch"]).toBeGreaterThan(0);
  });

  it.each([
    [{ cases: [{ ...one, S: 0 }] }, "outOfRange"],
    [{ cases: [{ ...one, B: 1e101 }] }, "outOfRange"],
    [{ cases: [{ ...one, T: 0 }] }, "outOfRange"],
    [{ cases: [{ ...one, T: 1_001 }] }, "outOfRange"],
    [{ cases: [{ ...one, vol: 0 }] }, "outOfRange"],
    [{ cases: [{ ...one, r: 2e6 }] }, "outOfRange"],
    [{ cases: [7] }, "notAnObject"],
    [{}, "notAList"],
  ] satisfies [Line, string][])("refuses %o as %s", (line, code) => {
    expect(codeOf(() => touchTopic(line))).toBe(code);
  });
});

describe("the topic of an expected move", () => {
  const one = { F: 600, tSec: 23_400, vol: 0.2 };

  it("tells the three widths apart by what they cover of a lognormal", () => {
    const [found] = casesOf(expectedMoveTopic({ cases: [one] }));
    const {
      straddle = 0,
      oneSd = 0,
      approx = 0,
      coverStraddle = 0,
      cover085 = 0,
      cover1253 = 0,
    } = found ?? {};

    expect(oneSd).toBeCloseTo(600 * 0.2 * Math.sqrt(23_400 / 31_536_000), 12);
    expect(straddle).toBeCloseTo(approx, 3);
    expect(straddle / oneSd).toBeCloseTo(Math.sqrt(2 / Math.PI), 4);
    expect([cover085, coverStraddle, cover1253].map((share) => share.toFixed(2))).toEqual([
      "0.50",
      "0.58",
      "0.68",
    ]);
  });

  it.each([
    [{ ...one, tSec: 0 }],
    [{ ...one, F: -1 }],
    [{ ...one, vol: 0 }],
    [{ ...one, tSec: 1_001 * 31_536_000 }],
  ])("refuses %o", (bad) => {
    expect(codeOf(() => expectedMoveTopic({ cases: [bad] }))).toBe("outOfRange");
  });
});

describe("the topic of exposures", () => {
  const chain = [
    { K: 595, vol: 0.2, callOI: 100, putOI: 900 },
    { K: 600, vol: 0.18, callOI: 500, putOI: 400 },
    { K: 605, vol: 0.17, callOI: 800, putOI: 50 },
  ];
  const line = { S: 600, T: 0.0008, chain };
  const answerOf = (over: Line = {}) =>
    exposureTopic({ ...line, ...over }) as Row & {
      readonly sign: string;
      readonly perStrike: readonly (readonly number[])[];
      readonly flips: readonly number[];
    };

  it("names its convention, and the other one is the same with the other sign", () => {
    const [long, short] = [answerOf(), answerOf({ sign: "callsShort" })];

    expect([long.sign, short.sign]).toEqual(["callsLong", "callsShort"]);
    for (const name of ["netGEX_usd_per_1pct", "netVEX_usd_delta_per_volpoint", "netCEX_usd_delta_per_day"])
      expect((short[name] ?? 0) / (long[name] ?? 0)).toBeCloseTo(-1, 12);
    expect(short.flips).toEqual(long.flips);
  });

  it("adds up by strike, with the walls where calls and puts weigh most", () => {
    const { perStrike, netGEX_usd_per_1pct: total, callWall, putWall } = answerOf();
    const sum = perStrike.reduce((so, [, calls = 0, puts = 0]) => so + calls + puts, 0);

    expect(perStrike.map(([strike]) => strike)).toEqual([595, 600, 605]);
    expect(sum / (total ?? 0)).toBeCloseTo(1, 12);
    expect([callWall, putWall]).toEqual([600, 600]);
  });

  it.each([
    [{ sign: "both" }, "outOfRange"],
    [{ r: 0.04 }, "rateOrYield"],
    [{ q: 0.01 }, "rateOrYield"],
    [{ S: 0 }, "outOfRange"],
    [{ T: 0 }, "outOfRange"],
    [{ chain: [{ K: 600, vol: 0.2, callOI: -1, putOI: 0 }] }, "outOfRange"],
    [{ chain: [{ K: 600, vol: 0.2, callOI: 1 }] }, "notANumber"],
    [{ chain: ["x"] }, "notAnObject"],
    [{ chain: 5 }, "notAList"],
  ] satisfies [Line, string][])("refuses %o as %s", (over, code) => {
    expect(codeOf(() => answerOf(over))).toBe(code);
  });

  it("refuses by a name of its own what has no exposure although each number is allowed", () => {
    expect(codeOf(() => answerOf({ S: 1e300 }))).not.toMatch(/^\{/);
  });
});
