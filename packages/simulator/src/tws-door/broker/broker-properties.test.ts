import fc from "fast-check";
import { expect, test } from "vitest";
import { signOf } from "../contracts/listed-contract.ts";
import { brokerAct, happen } from "../testing/broker-acts.ts";
import { BrokerUnderTest } from "../testing/broker-builder.ts";

test("no order fills beyond its limit or its quantity, no quote gives more than it shows, and the books agree", () => {
  fc.assert(
    fc.property(fc.array(brokerAct, { maxLength: 60 }), (acts) => {
      const its = BrokerUnderTest.open();
      /** Contracts that each quote may still give, by instrument and side. */
      const shown = new Map<string, { quote: string; left: number }>();
      let [orderId, seen] = [0, 0];
      for (const one of acts) {
        if (one.kind === "quote") {
          const [bid, ask] = [one.bid / 100, (one.bid + one.spread) / 100];
          for (const [side, quote, left] of [
            ["SELL", `${bid} ${one.sizes[0]}`, one.sizes[0]],
            ["BUY", `${ask} ${one.sizes[1]}`, one.sizes[1]],
          ] as const)
            if (shown.get(`${one.of} ${side}`)?.quote !== quote)
              shown.set(`${one.of} ${side}`, { quote, left });
        }
        if (one.kind === "place") orderId += 1;
        happen(its, one, orderId);
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
