import { describe, expect, it } from "vitest";
import { aLeg } from "./testing/index.ts";
import { worstOwed } from "./worst-owed.ts";

const put = (strike: number, quantity: number) => ({ leg: aLeg(strike, "P", 1), quantity });
const call = (strike: number, quantity: number) => ({ leg: aLeg(strike, "C", 1), quantity });

describe("the most that contracts can come to owe", () => {
  it.each([
    ["nothing where all are long", [put(660, 2), call(670, 1)], 0],
    ["the strike of a short put", [put(660, -1)], 66_000],
    ["the width of a vertical", [put(660, -2), put(655, 2)], 1_000],
    ["the width of a call vertical", [call(670, -1), call(675, 1)], 500],
    ["no more than one side of two", [put(660, -1), put(655, 1), call(670, -1), call(675, 1)], 500],
    ["what is over of uneven legs", [put(660, -2), put(655, 1)], 66_500],
  ])("is %s", (_what, held, usd) => {
    expect(worstOwed(held)).toBe(usd * 10_000);
  });

  it("has no end where a call is short that no other covers, whatever puts there are", () => {
    expect(worstOwed([call(670, -1)])).toBeNull();
    expect(worstOwed([call(670, -2), call(675, 1), put(660, 5)])).toBeNull();
  });
});
