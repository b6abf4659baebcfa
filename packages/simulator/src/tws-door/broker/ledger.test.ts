import { usdE4, type UsdE4 } from "@smart0dte/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aContract } from "../testing/contract-builder.ts";
import { Ledger, emptyLedger } from "./ledger.ts";

const CASH = usdE4(1_000_000_000);
const call = aContract({ right: "C", strike: 600 });
const traded = (ledger: Ledger, quantity: number, price: number, fees = 0) =>
  ledger.book({ contract: call, quantity, price: usdE4(price), fees: usdE4(fees) });

test("an opening trade has no realized profit, a closing one has it with both trades' fees", () => {
  const ledger = new Ledger(emptyLedger(CASH));
  const opened = traded(ledger, 2, 10_000, 14_000);
  const closed = traded(ledger, -1, 15_000, 8_000);

  expect(opened.realized).toBeNull();
  // half of 200 dollars and 1.40 paid, 150 less 0.80 received
  expect(closed.realized).toBe(1_500_000 - 8_000 - (1_000_000 + 7_000));
  expect(ledger.cash).toBe(CASH - 2_000_000 - 14_000 + 1_500_000 - 8_000);
});

test("a trade through zero closes what was held and opens the rest at its own price", () => {
  const ledger = new Ledger(emptyLedger(CASH));
  traded(ledger, 1, 10_000);
  const turned = traded(ledger, -3, 20_000);

  expect(turned.realized).toBe(1_000_000);
  expect(ledger.positionOf(call.conId)).toMatchObject({ quantity: -2, basis: -4_000_000 });
});

test("a row stays at zero when it is closed", () => {
  const ledger = new Ledger(emptyLedger(CASH));
  traded(ledger, -1, 10_000);
  traded(ledger, 1, 4_000);

  expect(ledger.positions).toMatchObject([{ quantity: 0, basis: 0, realized: 600_000 }]);
});

test("money is kept: cash, what is held at cost, and realized profit sum to what was there", () => {
  const trades = fc.array(
    fc.record({
      quantity: fc.integer({ min: -20, max: 20 }).filter((quantity) => quantity !== 0),
      price: fc.integer({ min: 1, max: 5_000 }).map((cents) => usdE4(cents * 100)),
      fees: fc.integer({ min: 0, max: 300_000 }).map((fees): UsdE4 => usdE4(fees)),
    }),
  );
  fc.assert(
    fc.property(trades, (list) => {
      const ledger = new Ledger(emptyLedger(CASH));
      let [quantity, realized] = [0, 0];
      for (const trade of list) {
        realized += ledger.book({ contract: call, ...trade }).realized ?? 0;
        quantity += trade.quantity;
      }
      const position = ledger.positionOf(call.conId);

      expect(ledger.quantityOf(call.conId)).toBe(quantity);
      expect(ledger.cash + (position?.basis ?? 0) - realized).toBe(CASH);
      if (quantity === 0) expect(position?.basis ?? 0).toBe(0);
    }),
  );
});
