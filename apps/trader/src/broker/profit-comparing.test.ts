import { epochMicros, usdE4, type DayPnl, type UsdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { ProfitComparing } from "./profit-comparing.ts";

const aDay = (mid: UsdE4 | null): DayPnl => ({
  at: epochMicros(1),
  mid,
  executable: mid,
  realised: usdE4(50_000),
  fees: usdE4(0),
  unmarkable: [],
  how: "quoted",
});
const told = (at: number) => ({
  at: epochMicros(at),
  daily: usdE4(200_000),
  unrealised: usdE4(150_000),
  realised: null,
});

describe("the broker's count of the day", () => {
  it("stands beside the desk's of the moment at which it came", () => {
    let day = aDay(usdE4(190_000));
    const comparing = new ProfitComparing(() => day);
    const first = told(2);
    expect(comparing.of(first)).toEqual({ ...first, own: { daily: 190_000, realised: 50_000 } });

    day = aDay(null);
    expect(comparing.of(first)?.own.daily).toBe(190_000);
    expect(comparing.of(told(3))).toMatchObject({ at: 3, own: { daily: null } });
  });

  it("is nothing before the broker counts, and stays as it was while it says nothing", () => {
    const comparing = new ProfitComparing(() => aDay(null));
    expect(comparing.of(null)).toBeNull();
    comparing.of(told(2));

    expect(comparing.of(null)).toMatchObject({ at: 2 });
  });
});
