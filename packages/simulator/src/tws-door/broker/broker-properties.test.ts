import { usdE4 } from "@smart0dte/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signOf } from "../contracts/listed-contract.ts";
import { RequestFault } from "../requests/field-cursor.ts";
import { BrokerUnderTest, aBagRequest, aRequest } from "../testing/broker-builder.ts";

const cents = fc.integer({ min: 1, max: 600 });
const act = fc.oneof(
  fc.record({
    kind: fc.constant("quote" as const),
    of: fc.integer({ min: 1, max: 3 }),
    bid: cents,
    spread: fc.integer({ min: 0, max: 20 }),
    sizes: fc.tuple(fc.nat(6), fc.nat(6)),
  }),
  fc.record({
    kind: fc.constant("place" as const),
    of: fc.integer({ min: 1, max: 3 }),
    with: fc.integer({ min: 0, max: 3 }),
    action: fc.constantFrom("BUY" as const, "SELL" as const),
    limit: cents,
    quantity: fc.integer({ min: 1, max: 5 }),
    tif: fc.constantFrom("DAY" as const, "IOC" as const),
    oca: fc.constantFrom("", "", "g"),
    ocaType: fc.constantFrom(1, 2, 3),
  }),
  fc.record({ kind: fc.constant("cancel" as const), id: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant("look" as const) }),
);

test("no order fills beyond its limit or its quantity, no quote gives more than it shows, and the books agree", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const its = new BrokerUnderTest();
      /** Contracts that each quote may still give, by instrument and side. */
      const shown = new Map<string, { quote: string; left: number }>();
      let [orderId, seen] = [0, 0];
      for (const one of acts) {
        if (one.kind === "quote") {
          const [bid, ask] = [one.bid / 100, (one.bid + one.spread) / 100];
          its.quote(one.of, [bid, ask], one.sizes);
          for (const [side, quote, left] of [
            ["SELL", `${bid} ${one.sizes[0]}`, one.sizes[0]],
            ["BUY", `${ask} ${one.sizes[1]}`, one.sizes[1]],
          ] as const)
            if (shown.get(`${one.of} ${side}`)?.quote !== quote)
              shown.set(`${one.of} ${side}`, { quote, left });
        } else if (one.kind === "look") its.look();
        else
          asked(() => {
            if (one.kind === "cancel") return its.cancel(one.id);
            orderId += 1;
            const { of, action, quantity, tif, oca: ocaGroup, ocaType } = one;
            const over = { action, quantity, tif, ocaGroup, ocaType, limit: usdE4(one.limit * 100) };
            return its.place(
              orderId,
              one.with === 0 || one.with === of
                ? aRequest(its.idOf(of), over)
                : aBagRequest([its.idOf(of), its.idOf(one.with)], over),
            );
          });
        for (const execution of its.broker.ledger.executions.slice(seen)) {
          if (execution.commission === null || execution.contract.secType === "BAG") continue;
          const at = shown.get(`${execution.contract.instrument} ${execution.action}`);
          if (at === undefined) throw new Error("a fill without a quote");
          at.left -= execution.shares;
          expect(at.left).toBeGreaterThanOrEqual(0);
        }
        seen = its.broker.ledger.executions.length;
      }
      for (const { ticket, filled, filledValue, quantity } of [
        ...its.broker.orders.live,
        ...its.broker.orders.over,
      ]) {
        expect(filled).toBeLessThanOrEqual(ticket.quantity);
        expect(filled).toBeLessThanOrEqual(quantity);
        if (ticket.limit !== null)
          expect(signOf(ticket.action) * (filledValue - filled * ticket.limit)).toBeLessThanOrEqual(0);
      }
      booksAgree(its);
    }),
    { numRuns: 300 },
  );
});

/** Cash and positions are exactly what the executions make of the opening cash. */
function booksAgree({ broker }: BrokerUnderTest): void {
  let cash = 10_000_000_000;
  const held = new Map<number, number>();
  for (const { contract, action, shares, price, commission } of broker.ledger.executions) {
    if (contract.secType === "BAG" || commission === null) continue;
    cash -= signOf(action) * shares * contract.units * price + commission.fees;
    held.set(contract.conId, (held.get(contract.conId) ?? 0) + signOf(action) * shares);
  }
  expect(broker.ledger.cash).toBe(cash);
  for (const { conId, quantity } of broker.ledger.positions) expect(quantity).toBe(held.get(conId));
}

/** A refusal by code is an answer. */
function asked(ask: () => void): void {
  try {
    ask();
  } catch (problem) {
    if (!(problem instanceof RequestFault)) throw problem;
  }
}
