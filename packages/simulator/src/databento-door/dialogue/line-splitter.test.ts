import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineSplitter, fieldsOf } from "./line-splitter.ts";

const LINES = [
  "auth=x|dataset=OPRA.PILLAR",
  "",
  "schema=trades|symbols=SPY   260313C00680000",
  "start_session",
];

describe("the client's lines", () => {
  test("come out the same however the bytes arrive", () => {
    const bytes = Buffer.from(LINES.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
        const splitter = new LineSplitter();
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const lines = edges.slice(1).flatMap((to, i) => splitter.push(bytes.subarray(edges[i], to)) ?? []);

        expect(lines).toEqual(LINES);
      }),
    );
  });

  test("are kept from a buffer that the socket uses again", () => {
    const splitter = new LineSplitter();
    const buffer = Buffer.from("start_");
    splitter.push(buffer);
    buffer.fill(0);

    expect(splitter.push(Buffer.from("session\r\n"))).toEqual(["start_session"]);
  });

  test.each([
    [65_536, false],
    [65_537, true],
  ])("of %i bytes are refused: %s", (length, isRefused) => {
    const splitter = new LineSplitter();
    splitter.push(Buffer.alloc(length - 10, 97));

    expect(splitter.push(Buffer.alloc(10, 97)) === null).toBe(isRefused);
  });

  test("without an end are not kept beyond the longest line, whatever comes", () => {
    const splitter = new LineSplitter();
    const answers = Array.from({ length: 20 }, () => splitter.push(Buffer.alloc(10_000, 0xff)));

    expect(answers.filter((lines) => lines === null)).toHaveLength(14);
  });
});

describe("a line's fields", () => {
  test.each([
    ["a=1|b=x=y|", { a: "1", b: "x=y" }],
    ["symbols=SPY   260313C00680000,QQQ", { symbols: "SPY   260313C00680000,QQQ" }],
    ["", {}],
    ["a=1|a=2", { a: "2" }],
  ])("of %j are read", (line, fields) => {
    expect(Object.fromEntries(fieldsOf(line) ?? [])).toEqual(fields);
  });

  test.each(["a", "=1", "a=1|b", "\u0000\u0001"])("of %j are none", (line) => {
    expect(fieldsOf(line)).toBeNull();
  });
});
