import {
  defaultParameters,
  orderId,
  usdE4,
  type CommandAct,
  type HaltCause,
  type Order,
  type OrderId,
  type RiskEvent,
} from "@smart0dte/domain";
import { aCommand, aMarket, anOrder, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

/** Opening the plan of the builders costs just its limit. */
const market = closingAt(0.63, { short: { bid: usdE4(9_100) }, long: { ask: usdE4(3_100) } });
const dark = aMarket({});
const parameters = defaultParameters({ automation: "AUTO", expectancyGate: "off", tradeSize: 1 });
const manual: HaltCause = { kind: "manual", by: "trader-1", reason: "lunch", at: minute(10) };

/** A desk whose opening order works at the plan's worst price, -0.60. */
function opened(over: Partial<Order> = {}, limits: Partial<typeof parameters> = {}) {
  const desk = new DeskOf({ parameters: { ...parameters, ...limits } });
  const [approved] = desk.feed({ kind: "plan", plan: aPlan(), quoteOf: market });
  if (approved?.type !== "approved") return expect.unreachable("the plan was not approved");
  const { orderId: id, quantity } = approved;
  desk.tell(anOrder({ id, quantity, ...over }));
  return { desk, id };
}

const change = (desk: DeskOf, id: OrderId, cents: number, quoteOf = market): readonly RiskEvent[] => {
  const act: CommandAct = { kind: "replaceOrder", orderId: id, limit: usdE4(cents * 100) };
  return desk.feed({ kind: "command", command: aCommand(act), quoteOf });
};
const answer = (out: readonly RiskEvent[]): string => {
  const [first] = out;
  return first?.type === "refused" ? first.code : (first?.type ?? "nothing");
};

describe("another limit for an opening order", () => {
  it("is allowed under the id of the person's command", () => {
    const { desk, id } = opened();

    expect(change(desk, id, -65)).toMatchObject([
      { type: "replaceWorking", orderId: id, limit: -6_500 },
      { type: "commandDone" },
    ]);
  });

  it("that pays less risks less: neither a halt nor a dead market holds it up", () => {
    const { desk, id } = opened();
    desk.feed({
      kind: "command",
      command: aCommand({ kind: "halt", flatten: false, reason: "" }),
      quoteOf: market,
    });

    expect(answer(change(desk, id, -65, dark))).toBe("replaceWorking");
    expect(change(desk, id, -59)).toMatchObject([{ code: "HALTED", numbers: { by: "trader-1" } }]);
  });

  it.each([
    ["the cutoff has come", "EXPIRY_CUTOFF", (desk: DeskOf) => desk.at(365), market],
    ["the market is not known", "QUOTE_STALE", (desk: DeskOf) => desk, dark],
    [
      "the broker is not ready",
      "BROKER_NOT_READY",
      (desk: DeskOf) => {
        desk.feed({ kind: "brokerLink", link: { state: "notReady", why: "down" } });
        return desk;
      },
      market,
    ],
  ] as const)("that pays more is judged anew: refused when %s", (_, code, prepare, quoteOf) => {
    const { desk, id } = opened({ limit: usdE4(-7_000), validUntil: minute(390) });

    expect(answer(change(prepare(desk), id, -65, quoteOf))).toBe(code);
  });

  it("beyond the plan's worst price is held against the limits at what it may lose then, and reserved at once", () => {
    const { desk, id } = opened({}, { maxDailyLossPerTickerUsd: 450 });

    expect(change(desk, id, -50)).toMatchObject([
      {
        code: "LIMIT_TICKER_DAILY",
        numbers: { limitUsd: 450, leftUsd: 450, packageUsd: 452.84, packages: 1 },
      },
    ]);
    expect(answer(change(desk, id, -55))).toBe("replaceWorking");
    expect(desk.book.reservations).toMatchObject([{ orderId: id, perPackage: 4_478_400, quantity: 1 }]);
  });

  it("counts what the order has filled against the limit of one position", () => {
    const wide = { tradeSize: 2, maxDailyLossPerTickerUsd: 5000, maxDailyLossUsd: 5000 };
    const { desk, id } = opened(
      { quantity: 2, filled: 1, state: "partlyFilled" },
      { ...wide, maxLossPerPositionUsd: 900 },
    );

    expect(change(desk, id, -50)).toMatchObject([{ code: "LIMIT_POSITION", numbers: { packages: 2 } }]);
    expect(answer(change(desk, id, -57))).toBe("replaceWorking");
  });

  it.each([
    [-60, "works at -0.6 already"],
    [-65.5, "whole cents"],
    [-501, "at most the structure's width"],
    [-500, "could lose nothing"],
    [-148, "stop would be no loss"],
    [-38, "target brings nothing after costs"],
  ])("of %d cents is no price: %s", (cents, words) => {
    const { desk, id } = opened();

    expect(change(desk, id, cents)).toMatchObject([
      { code: "BAD_PARAMETER", numbers: { sentence: expect.stringContaining(words) as string } },
    ]);
  });

  it.each([
    [{ state: "sent" }, "it is sent"],
    [{ state: "cancelRequested" }, "it is cancelRequested"],
    [{ state: "unknown" }, "it is unknown"],
    [{ asked: usdE4(-5_900) }, "has not answered"],
  ] as const)("is refused for an order that is %j", (over, why) => {
    const { desk, id } = opened(over);

    expect(change(desk, id, -65)).toMatchObject([
      { code: "NOT_REPLACEABLE", numbers: { order: id, why: expect.stringContaining(why) as string } },
    ]);
  });

  it("is refused for an order that nobody knows", () => {
    expect(answer(change(new DeskOf(), orderId(9, 9), -65))).toBe("UNKNOWN_ORDER");
  });
});

describe("another limit for a close", () => {
  const closing = (over: Partial<Order> = {}) => {
    const id = orderId(6, 0);
    const order = anOrder({ id, purpose: "close", reason: "target", limit: usdE4(3_500), ...over });
    return { desk: new DeskOf({ halts: [manual] }, { orders: [order], positions: [aPosition()] }), id };
  };

  it("that waits at its price is allowed, halted or not, whatever the market", () => {
    const { desk, id } = closing();

    expect(change(desk, id, 40, dark)).toMatchObject([
      { type: "replaceWorking", orderId: id, limit: 4_000 },
      {},
    ]);
  });

  it.each(["stop", "time", "breaker", "flatten", "invalidation", "orphan"] as const)(
    "that must happen (%s) is refused",
    (reason) => {
      const { desk, id } = closing({ reason });

      expect(change(desk, id, 40)).toMatchObject([{ code: "NOT_REPLACEABLE", numbers: { reason } }]);
    },
  );

  it("never costs more than the structure is wide, and none is asked for after the close", () => {
    const { desk, id } = closing();

    expect(answer(change(desk, id, 501))).toBe("BAD_PARAMETER");
    expect(answer(change(desk.at(390), id, 40))).toBe("NOT_OPEN");
  });
});
