import { formatCompactOsi, usdE4, type ExecutionId, type Fill, type LegFill } from "@smart0dte/domain";
import { anOrder, aPosition, minute } from "@smart0dte/domain/testing";
import type { BrokerTrade, BrokerTruth, DeskLedger, Evidence } from "../checks/evidence.ts";

const ORDER = anOrder({ state: "filled", filled: 1 });
const POSITION = aPosition();
const [SOLD, BOUGHT] = ORDER.legs;
if (SOLD === undefined || BOUGHT === undefined) throw new Error("The plan of the tests has two legs");

/** What the order of the evidence traded, leg by leg: sold at 0.91, bought at 0.31. */
export const LEG_FILLS: readonly LegFill[] = [
  { instrument: SOLD.instrument, quantity: -1, price: usdE4(9_100) },
  { instrument: BOUGHT.instrument, quantity: 1, price: usdE4(3_100) },
];
const FEES_OF_LEG = usdE4(7_100);

export const SOLD_CONTRACT = formatCompactOsi(SOLD.contract);
export const BOUGHT_CONTRACT = formatCompactOsi(BOUGHT.contract);

export function aTrade(over: Partial<BrokerTrade> = {}): BrokerTrade {
  return {
    execId: "0001.01.01",
    orderId: ORDER.id,
    contract: SOLD_CONTRACT,
    quantity: -1,
    price: usdE4(9_100),
    fees: FEES_OF_LEG,
    ...over,
  };
}

export function aFill(over: Partial<Fill> = {}): Fill {
  return {
    type: "fill",
    at: minute(61),
    executionId: "o-1-0.1" as ExecutionId,
    orderId: ORDER.id,
    positionId: ORDER.positionId,
    purpose: "open",
    quantity: 1,
    legs: LEG_FILLS,
    price: usdE4(-6_000),
    fees: usdE4(14_200),
    quality: { toPlacedMid: null, toFillMid: null, toPlan: null, sinceIntent: 0 },
    how: "quoted",
    ...over,
  };
}

export function aDeskLedger(over: Partial<DeskLedger> = {}): DeskLedger {
  return {
    run: "demo-2026-03-13-abc",
    orders: new Map([[ORDER.id, ORDER]]),
    fills: [aFill()],
    positions: new Map([[POSITION.id, POSITION]]),
    placed: [
      { seq: 1, orderId: ORDER.id, purpose: "open", isHalted: false, link: "ready", isDisarmed: false },
    ],
    exits: [],
    ...over,
  };
}

export function aBrokerTruth(over: Partial<BrokerTruth> = {}): BrokerTruth {
  return {
    orders: [{ orderId: ORDER.id, orderRef: `${ORDER.id}@abc`, isLive: false }],
    trades: [
      aTrade(),
      aTrade({ execId: "0002.02.01", contract: BOUGHT_CONTRACT, quantity: 1, price: usdE4(3_100) }),
    ],
    positions: new Map([
      [SOLD_CONTRACT, -1],
      [BOUGHT_CONTRACT, 1],
    ]),
    cash: usdE4(600_000 - 14_200),
    ...over,
  };
}

/** One package opened, and nothing wrong with it. */
export function anEvidence(over: Partial<Evidence> = {}): Evidence {
  return {
    desk: aDeskLedger(),
    day: {
      at: minute(62),
      mid: usdE4(0),
      executable: usdE4(0),
      realised: usdE4(-14_200),
      fees: usdE4(14_200),
      unmarkable: [],
      how: "quoted",
    },
    broker: aBrokerTruth(),
    wire: [{ orderId: ORDER.id, number: 1, life: 1, unanswered: [] }],
    lives: [{ life: 1, seq: 0 }],
    sentAtKill: [{ orderRef: `${ORDER.id}@abc`, isCommitted: true }],
    unclosed: [],
    isFlatDue: false,
    tooLongUnknown: [],
    unrest: null,
    deaths: [],
    ...over,
  };
}
