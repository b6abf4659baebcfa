import { describe, expect, it } from "vitest";
import { money } from "../../ui/format/number-format.ts";
import { moreWords, readNewLimit } from "./new-limit.ts";

const sells = { limit: "-0.6000", quantity: 3, filled: 1 };
const buys = { limit: "1.1000", quantity: 2, filled: 0 };

describe("another limit", () => {
  it.each([
    ["a credit is sent negative, and less of it costs more", sells, "0.55", "-0.5500", "10.0000"],
    ["a better credit costs less", sells, "0.70", "-0.7000", "-20.0000"],
    ["a debit is sent positive", buys, "1.25", "1.2500", "30.0000"],
    ["nothing is no credit", sells, "0", "0.0000", "120.0000"],
  ])("%s", (_why, order, entry, limit, more) => {
    expect(readNewLimit(entry, order)).toEqual({ ok: true, limit, more });
  });

  it.each([
    ["", "A limit is a price from 0; you entered nothing."],
    ["-0.5", "A limit is a price from 0; you entered -0.5."],
    ["0.555", "A package is priced in whole cents; you entered 0.555."],
    ["0.60", "This is the limit that works now."],
  ])("%j is refused", (entry, sentence) => {
    expect(readNewLimit(entry, sells)).toEqual({ ok: false, sentence });
  });

  it("says what it costs more or less", () => {
    expect(moreWords("10.0000", money)).toBe("$10.00 more than at the present limit");
    expect(moreWords("-20.0000", money)).toBe("$20.00 less than at the present limit");
  });
});
