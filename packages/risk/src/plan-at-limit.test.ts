import { defaultParameters, planId, usdE4, type CommandAct, type RiskEvent } from "@smart0dte/domain";
import { aCommand, aLeg, aPlan } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { planAt } from "./plan-at-limit.ts";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const ask = {
  parameters: defaultParameters({ automation: "ASK", expectancyGate: "off" }),
};
/** Opening the plan of the builders costs just its limit. */
const market = closingAt(0.63, { short: { bid: usdE4(9_100) }, long: { ask: usdE4(3_100) } });

const take = (desk: DeskOf): readonly RiskEvent[] =>
  desk.feed({ kind: "plan", plan: aPlan(), quoteOf: market });
const accept = (desk: DeskOf, over: Partial<CommandAct> = {}): readonly RiskEvent[] =>
  desk.feed({
    kind: "command",
    command: aCommand({
      kind: "acceptPlan",
      planId: planId(1, "SPY"),
      quantity: null,
      ...over,
    } as CommandAct),
    quoteOf: market,
  });

describe("a plan that waits for a person", () => {
  it("can be taken at a person's own limit, at what it may lose then, its exits where they were", () => {
    const desk = new DeskOf(ask);
    take(desk);

    expect(accept(desk, { limit: usdE4(-5_500) })).toMatchObject([
      {
        type: "approved",
        plan: {
          entryLimit: -5_500,
          maxLoss: 4_450_000,
          maxProfit: 550_000,
          breakEvens: [659.45],
          target: { closeAt: 3_516, profit: 170_000 },
          stop: { closeAt: 14_800, loss: 930_000 },
        },
      },
      {},
    ]);
    expect(desk.book.reservations).toMatchObject([{ perPackage: 4_478_400 }]);
  });

  it("waits at its own limit where the market is elsewhere, which a plan's own does not", () => {
    const away = closingAt(0.3);
    const desk = new DeskOf(ask);
    take(desk);
    const at = (limit: number | null): readonly RiskEvent[] =>
      desk.feed({
        kind: "command",
        command: aCommand({
          kind: "acceptPlan",
          planId: aPlan().id,
          quantity: null,
          limit: limit === null ? null : usdE4(limit),
        }),
        quoteOf: away,
      });

    expect(at(null)).toMatchObject([{ code: "PRICE_MOVED" }]);
    expect(at(-6_500)).toMatchObject([{ type: "approved", plan: { entryLimit: -6_500 } }, {}]);
  });

  it("is not taken at a limit that breaks a limit of loss, or is no price", () => {
    const desk = new DeskOf({ parameters: { ...ask.parameters, maxLossPerPositionUsd: 450 } });
    take(desk);

    expect(accept(desk, { limit: usdE4(-5_000) })).toMatchObject([{ code: "LIMIT_POSITION" }]);
    expect(accept(desk, { limit: usdE4(-3_800) })).toMatchObject([{ code: "BAD_PARAMETER" }]);
    expect(accept(desk, { limit: usdE4(-14_800) })).toMatchObject([{ code: "BAD_PARAMETER" }]);
    expect(accept(desk, { limit: usdE4(-5_550) })).toMatchObject([{ code: "BAD_PARAMETER" }]);
    expect(desk.book.pending).toHaveLength(1);
  });

  it("moves its break-evens with the price, each to the side where it earns less", () => {
    const legs = [aLeg(640, "P", 1), aLeg(645, "P", -1), aLeg(670, "C", -1), aLeg(675, "C", 1)];
    const condor = aPlan({ legs, breakEvens: [644.4, 670.6] });

    expect(planAt(condor, usdE4(-5_000)).breakEvens).toEqual([644.5, 670.5]);
  });
});
