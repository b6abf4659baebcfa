import { describe, expect, it } from "vitest";
import { base32, oneTimeCode, stepOfCode } from "./one-time-code.ts";

/** The secret of RFC 6238, appendix B; its eight-digit codes end in these six. */
const SECRET = Buffer.from("12345678901234567890");

describe("a one-time code", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at second %i is that of RFC 6238", (second, code) => {
    expect(oneTimeCode(SECRET, second * 1_000)).toBe(code);
  });

  it("is taken one step early and late, and not two", () => {
    const nowMs = 1_111_111_109_000;
    const step = Math.floor(nowMs / 30_000);
    const at = (steps: number) =>
      stepOfCode(SECRET, oneTimeCode(SECRET, nowMs + steps * 30_000), { nowMs, after: 0 });

    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step - 1, step, step + 1, null]);
  });

  it("is not taken again, nor an older one after it", () => {
    const nowMs = 59_000;
    const code = oneTimeCode(SECRET, nowMs);

    expect(stepOfCode(SECRET, code, { nowMs, after: 1 })).toBeNull();
    expect(stepOfCode(SECRET, oneTimeCode(SECRET, 0), { nowMs, after: 1 })).toBeNull();
  });

  it.each(["", "28708", "2870822", "28708x", "２87082"])("is never %j", (code) => {
    expect(stepOfCode(SECRET, code, { nowMs: 59_000, after: 0 })).toBeNull();
  });
});

it.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("base32 of %j is %s, as RFC 4648 says", (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});
