import { ALL_INSTRUMENTS } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, option, SPY, strikesAround, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);

function quoted(): TrialMarket {
  const market = new TrialMarket();
  market.quote(SPY, [660, 660.01], { at: AT }).chain({ at: AT, forward: 660, iv: 0.2 }).vix(17, AT).send(AT);
  return market;
}

const states = ({ engine }: TrialMarket): Record<string, string> =>
  Object.fromEntries(engine.health().map(({ scope, state }) => [scope, state]));

describe("feed health", () => {
  it("is absent where nothing has come, and leaves out what the source does not have", () => {
    expect(states(new TrialMarket())).toEqual({
      SPY: "absent",
      "SPY options": "absent",
      QQQ: "absent",
      "QQQ options": "absent",
      VIX: "absent",
    });
  });

  it("is well while quotes are young, and names the worst age", () => {
    const market = quoted();
    market.quote(option(660, "C"), [2, 2.02], { at: later(AT, 3) }).send(later(AT, 4));

    const [, options] = market.engine.health();

    expect(options).toEqual({
      at: later(AT, 4),
      scope: "SPY options",
      state: "well",
      worstAge: 4_000_000,
      lastRecordAt: later(AT, 3),
    });
  });

  it("goes stale by its own class's limit", () => {
    const market = quoted();

    market.engine.passTime(later(AT, 6));

    expect(states(market)).toMatchObject({ SPY: "stale", "SPY options": "stale", VIX: "well" });
  });

  it("of options looks five strikes to each side of the board's middle", () => {
    const market = quoted();
    const refresh = (each: number): string | undefined => {
      const at = later(AT, 7);
      market.chain({ at, forward: 660, iv: 0.2, strikes: strikesAround(660, each) }).send(at);
      return states(market)["SPY options"];
    };

    expect([refresh(4), refresh(5)]).toEqual(["stale", "well"]);
  });

  it("tells a gap and a halt apart, the halt first", () => {
    const market = quoted();
    market.gap(ALL_INSTRUMENTS, later(AT, 1)).send(later(AT, 1));
    const gap = states(market);

    market.status(option(660, "C"), later(AT, 2), true).send(later(AT, 2));

    expect(gap).toMatchObject({ SPY: "gap", "SPY options": "gap", VIX: "gap" });
    expect(states(market)).toMatchObject({ SPY: "gap", "SPY options": "halted", VIX: "gap" });
  });

  it("does not call a crossed or wide market ill: it came", () => {
    const market = quoted();

    market.quote(SPY, [661, 660], { at: AT }).quote(option(660, "C"), [0.1, 5], { at: AT }).send(AT);

    expect(states(market)).toMatchObject({ SPY: "well", "SPY options": "well" });
  });
});
