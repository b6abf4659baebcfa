import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usdE4, type IsoDate } from "../units.ts";
import { instrumentKey } from "./instrument-key.ts";
import { TICKERS, type OptionContract } from "./instrument.ts";
import { formatCompactOsi, formatOsi, parseOsi } from "./osi-symbol.ts";

const anOption = (over: Partial<OptionContract> = {}): OptionContract => ({
  kind: "option",
  root: "SPY",
  expiry: "2026-08-14" as IsoDate,
  right: "C",
  strike: usdE4(5_000_000),
  ...over,
});

describe("an OSI symbol", () => {
  it.each([
    ["SPY   260814C00500000", anOption()],
    ["SPY260814C00500000", anOption()],
    ["QQQ   260814P00612500", anOption({ root: "QQQ", right: "P", strike: usdE4(6_125_000) })],
    ["IWM240229C00000001", anOption({ root: "IWM", expiry: "2024-02-29" as IsoDate, strike: usdE4(10) })],
  ])("reads %s", (text, contract) => {
    expect(parseOsi(text)).toEqual({ ok: true, value: contract });
  });

  it("prints the padded form in 21 characters and the compact one without blanks", () => {
    expect(formatOsi(anOption())).toBe("SPY   260814C00500000");
    expect(formatCompactOsi(anOption())).toBe("SPY260814C00500000");
  });

  it.each([
    ["SPY1  260814C00500000", "ADJUSTED_ROOT"],
    ["SPY1260814C00500000", "ADJUSTED_ROOT"],
    ["1SPY  260814C00500000", "ADJUSTED_ROOT"],
    ["SPY7260814C00500000", "ADJUSTED_ROOT"],
    ["SPX   260814C00500000", "UNKNOWN_ROOT"],
    ["SPYX  260814C00500000", "UNKNOWN_ROOT"],
    ["SPY   260230C00500000", "NOT_A_DATE"],
    ["SPY   261314C00500000", "NOT_A_DATE"],
    ["SPY   260814C00000000", "ZERO_STRIKE"],
    ["SPY  260814C00500000", "NOT_OSI"],
    ["SPY    260814C00500000", "NOT_OSI"],
    [" SPY  260814C00500000", "NOT_OSI"],
    ["spy260814C00500000", "NOT_OSI"],
    ["SPY260814X00500000", "NOT_OSI"],
    ["SPY260814C500", "NOT_OSI"],
    ["SPY", "NOT_OSI"],
    ["", "NOT_OSI"],
  ])("refuses %j as %s", (text, error) => {
    expect(parseOsi(text)).toEqual({ ok: false, error });
  });

  it("comes back as the same contract from either form, whatever the contract", () => {
    const contract = fc.record({
      root: fc.constantFrom(...TICKERS),
      expiry: fc
        .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10) as IsoDate),
      right: fc.constantFrom("C" as const, "P" as const),
      strike: fc.integer({ min: 1, max: 99_999_999 }).map((thousandths) => usdE4(thousandths * 10)),
    });
    fc.assert(
      fc.property(contract, (parts) => {
        const made = anOption(parts);

        expect(parseOsi(formatOsi(made))).toEqual({ ok: true, value: made });
        expect(parseOsi(formatCompactOsi(made))).toEqual({ ok: true, value: made });
        expect(formatOsi(made)).toHaveLength(21);
      }),
    );
  });

  it.each([5, 0, -10_000, 1_000_000_000])("is never printed for a strike of %i ten-thousandths", (strike) => {
    expect(() => formatOsi(anOption({ strike: usdE4(strike) }))).toThrow("No OSI symbol");
  });
});

describe("an instrument's key", () => {
  it("names underlyings, the index and contracts apart", () => {
    expect(instrumentKey({ kind: "underlying", ticker: "QQQ" })).toBe("QQQ");
    expect(instrumentKey({ kind: "index", symbol: "VIX" })).toBe("VIX");
    expect(instrumentKey(anOption({ right: "P" }))).toBe("SPY260814P00500000");
  });
});
