import { ALL_INSTRUMENTS } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, option, SPY, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const CALL = option(660, "C");
const PUT = option(660, "P");
const faultOf = ({ engine }: TrialMarket, number: number): string | null => engine.quote(number).fault;

function quoted(): TrialMarket {
  const market = new TrialMarket();
  for (const number of [CALL, PUT]) market.quote(number, [1, 1.02], { at: AT });
  market.quote(SPY, [660, 660.01], { at: AT }).send(AT);
  return market;
}

describe("a gap of the feed", () => {
  it("kills what came before it, of its instrument alone", () => {
    const market = quoted();

    market.gap(CALL, later(AT, 1)).send(later(AT, 1));

    expect([CALL, PUT, SPY].map((number) => faultOf(market, number))).toEqual(["gap", null, null]);
  });

  it("of all instruments kills all, those listed later too", () => {
    const market = quoted();
    const next = {
      kind: "option",
      root: "SPY",
      expiry: "2026-03-13",
      right: "C",
      strike: 7_000_000,
    } as never;

    market.gap(ALL_INSTRUMENTS, later(AT, 1)).send(later(AT, 1));
    market.engine.list([{ number: 700, instrument: next }]);
    market.quote(700, [1, 1.02], { at: later(AT, 1) }).send(later(AT, 1));

    expect([CALL, PUT, SPY, 700].map((number) => faultOf(market, number))).toEqual([
      "gap",
      "gap",
      "gap",
      "gap",
    ]);
  });

  it("keeps a quote dead that is stamped exactly at it, whichever came first", () => {
    const market = quoted();
    market.quote(PUT, [1, 1.02], { at: later(AT, 1) });

    market.gap(CALL, later(AT, 1)).gap(PUT, later(AT, 1));
    market.quote(CALL, [1, 1.02], { at: later(AT, 1) }).send(later(AT, 1));

    expect([faultOf(market, CALL), faultOf(market, PUT)]).toEqual(["gap", "gap"]);
  });

  it("kills what arrived before it even when its own stamp is behind", () => {
    const market = quoted();

    market.gap(CALL, later(AT, -2)).send(AT);

    expect(faultOf(market, CALL)).toBe("gap");
  });

  it("ends for each instrument with its next quote", () => {
    const market = quoted();
    market.gap(CALL, later(AT, 1)).gap(PUT, later(AT, 1)).send(later(AT, 1));

    market.quote(CALL, [1, 1.02], { at: later(AT, 1.000001) }).send(later(AT, 2));

    expect([faultOf(market, CALL), faultOf(market, PUT)]).toEqual([null, "gap"]);
  });
});

describe("a halt", () => {
  it("stops the instrument however fresh its quote", () => {
    const market = quoted();

    market
      .status(CALL, AT, true)
      .quote(CALL, [1, 1.02], { at: later(AT, 1) })
      .send(later(AT, 1));

    expect([faultOf(market, CALL), faultOf(market, PUT)]).toEqual(["halted", null]);
  });

  it("of the underlying stops its options", () => {
    const market = quoted();

    market.status(SPY, AT, true).send(AT);

    expect([CALL, PUT, SPY].map((number) => faultOf(market, number))).toEqual(["halted", "halted", "halted"]);
  });

  it("ends with the first quote after the resumption, not with the last one before it", () => {
    const market = quoted();
    market.status(SPY, later(AT, 1), true).send(later(AT, 1));
    market.status(SPY, later(AT, 2), false).send(later(AT, 2));
    const before = [CALL, SPY].map((number) => faultOf(market, number));

    for (const number of [CALL, SPY]) market.quote(number, [1, 1.02], { at: later(AT, 2.5) });
    market.send(later(AT, 3));

    expect(before).toEqual(["halted", "halted"]);
    expect([CALL, SPY].map((number) => faultOf(market, number))).toEqual([null, null]);
  });

  it("of an option alone outlasts the end of its underlying's", () => {
    const market = quoted();
    market.status(CALL, AT, true).status(SPY, AT, true).send(AT);

    market.status(SPY, later(AT, 1), false);
    for (const number of [CALL, PUT]) market.quote(number, [1, 1.02], { at: later(AT, 2) });
    market.send(later(AT, 2));

    expect([faultOf(market, CALL), faultOf(market, PUT)]).toEqual(["halted", null]);
  });

  it("that never was does not end: a status of trading kills no quote", () => {
    const market = quoted();

    market.status(CALL, later(AT, 1), false).send(later(AT, 1));

    expect(faultOf(market, CALL)).toBeNull();
  });
});

describe("the VIX", () => {
  it("counts as stale by age, and after a gap until it comes again", () => {
    const market = new TrialMarket();
    const staleAt = (seconds: number): boolean => {
      market.engine.passTime(later(AT, seconds));
      return market.engine.vix().stale;
    };
    market.vix(17.5, AT).send(AT);
    const young = [staleAt(60), staleAt(61)];

    market.vix(18, later(AT, 62)).gap(ALL_INSTRUMENTS, later(AT, 63)).send(later(AT, 63));
    const inGap = market.engine.vix();
    market.vix(18.25, later(AT, 64)).vix(0, later(AT, 65)).send(later(AT, 65));

    expect(young).toEqual([false, true]);
    expect(inGap).toMatchObject({ level: 18, stale: true });
    expect(market.engine.vix()).toMatchObject({ level: 18.25, stale: false, why: null, at: later(AT, 64) });
  });
});
