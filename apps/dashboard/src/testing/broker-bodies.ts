import type { BrokerLineFrame, FillRow } from "@smart0dte/gateway/contract";

/** A TWS that takes orders: of the simulator, on paper, both books agreed. */
export function aBrokerLine(over: Partial<BrokerLineFrame> = {}): BrokerLineFrame {
  return {
    address: "127.0.0.1:7497",
    simulated: true,
    account: "DU0000000",
    accountKind: "paper",
    serverVersion: 193,
    state: "ready",
    since: 60_000_000,
    until: null,
    heardAt: 62_000_000,
    why: null,
    reset: null,
    reconciled: true,
    differences: [],
    orphans: [],
    waiting: 0,
    values: [],
    valuesAt: null,
    profit: null,
    quotes: { pairs: [], beyondBudget: 0 },
    margins: [],
    notices: [],
    ...over,
  };
}

/** A short put that the broker holds no more. */
export const aDifference = (
  over: Partial<BrokerLineFrame["differences"][number]> = {},
): BrokerLineFrame["differences"][number] => ({
  kind: "quantityDiffers",
  orderId: null,
  halts: true,
  contract: "SPY260313P00510000",
  desk: -1,
  broker: 0,
  sentence: "Position of another size SPY260313P00510000: desk -1, broker 0.",
  toDo: "Bring the position in TWS to the desk's count.",
  ...over,
});

/** One package of a put spread, sold. */
export function aFillRow(over: Partial<FillRow> = {}): FillRow {
  return {
    id: "0001.01",
    at: 61_318_000,
    orderId: "o-1",
    positionId: "x-1",
    purpose: "open",
    quantity: 1,
    price: "-0.6000",
    fees: "1.4200",
    legs: [
      { instrument: 1, symbol: "SPY260313P00510000", quantity: -1, price: "0.9000" },
      { instrument: 2, symbol: "SPY260313P00505000", quantity: 1, price: "0.3000" },
    ],
    quality: { toPlacedMid: "0.0100", toFillMid: "0.0050", toPlan: "-0.0200", sinceIntent: 1_318_000 },
    how: "broker",
    ...over,
  };
}
