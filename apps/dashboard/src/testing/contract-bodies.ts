import type {
  ChainFrame,
  ContractCell,
  Hello,
  OrderRow,
  PositionRow,
  Problem,
} from "@smart0dte/gateway/contract";

/** Bodies as the gateway sends them; a test names only what it is about. */
export function aCell(over: Partial<ContractCell> = {}): ContractCell {
  return {
    instrument: 1,
    bid: "1.5000",
    ask: "1.5400",
    bidSize: 10,
    askSize: 12,
    mid: "1.5200",
    iv: 0.18,
    delta: 0.5,
    gamma: 0.04,
    theta: -0.04,
    vega: 0.02,
    volume: 100,
    openInterest: 1_000,
    at: 60_000_000,
    fault: null,
    ...over,
  };
}

/** Rows of whole dollars from `low` on, `count` of them; the middle one is at the money. */
export function aChainFrame(low: number, count = 5, over: Partial<ChainFrame> = {}): ChainFrame {
  const stamp = { at: 60_000_000, how: "quoted", src: "simulated" } as const;
  const rows = Array.from({ length: count }, (_, place) => ({
    strike: `${low + place}.0000`,
    call: aCell({ instrument: (low + place) * 2 }),
    put: aCell({ instrument: (low + place) * 2 + 1 }),
  }));
  return {
    ticker: "SPY",
    expiry: "2026-03-13",
    at: 60_000_000,
    secondsToExpiry: 19_000,
    how: "quoted",
    src: "simulated",
    spot: { v: `${low + Math.floor(count / 2)}.1000`, ...stamp },
    forward: { v: low + 2, ...stamp },
    forwardFrom: "parity",
    atmIv: { v: 0.18, ...stamp },
    expectedMove: { v: 3.9, ...stamp },
    straddle: { v: "3.1000", ...stamp },
    atm: `${low + Math.floor(count / 2)}.0000`,
    rows,
    inadmissible: 0,
    ...over,
  };
}

export function aHello(over: Partial<Hello> = {}): Hello {
  return {
    type: "hello",
    mode: "demo",
    word: "SIMULATED",
    source: "simulated:42",
    src: "simulated",
    options: "quoted",
    planted: true,
    findings: [],
    session: {
      date: "2026-03-13",
      open: 0,
      close: 23_400_000_000,
      optionClose: 24_300_000_000,
      early: false,
    },
    ageLimits: { underlying: 5_000_000, option: 5_000_000, index: 60_000_000 },
    underlyings: [{ ticker: "SPY", instrument: 1 }],
    user: { name: "trader-1", role: "trader" },
    build: "test",
    ...over,
  };
}

/** A sold put spread of two packages, markable. */
export function aPositionRow(over: Partial<PositionRow> = {}): PositionRow {
  const leg = {
    symbol: "SPY260313P00510000",
    right: "P",
    expiry: "2026-03-13",
    bid: null,
    ask: null,
    quoteAt: null,
  } as const;
  return {
    id: "x-1",
    planId: "p-1",
    ticker: "SPY",
    strategy: "putCreditVertical",
    legs: [
      { ...leg, instrument: 1, strike: "510.0000", ratio: -1 },
      { ...leg, instrument: 2, strike: "505.0000", ratio: 1 },
    ],
    quantity: 2,
    opened: 2,
    entry: "-0.6000",
    residual: [],
    orphan: null,
    closeMid: "0.5000",
    closeExecutable: "0.5200",
    pnlMid: "18.0000",
    pnlExecutable: "14.0000",
    unmarkable: null,
    quoteAt: 60_000_000,
    stopAt: "1.4800",
    stopHits: 0,
    stopPersist: 3,
    targetAt: "0.1500",
    timeExitAt: 22_500_000_000,
    invalidation: { above: null, below: "507.0000" },
    protection: "DESK",
    unprotected: null,
    brokerStops: [],
    closing: null,
    openedAt: 50_000_000,
    closedAt: null,
    realised: null,
    fees: "2.8400",
    how: "quoted",
    ...over,
  };
}

export function anOrderRow(over: Partial<OrderRow> = {}): OrderRow {
  return {
    id: "o-1",
    planId: "p-1",
    positionId: "x-1",
    ticker: "SPY",
    purpose: "open",
    reason: "entry",
    legs: [],
    quantity: 2,
    filled: 0,
    limit: "-0.6000",
    trigger: null,
    asked: null,
    state: "working",
    validUntil: 90_000_000,
    history: [{ state: "working", at: 60_000_000, note: null }],
    ...over,
  };
}

export function aProblem(code: string): Problem {
  return { type: "about:blank", title: code, status: 409, detail: `${code}.`, code, requestId: "r-1" };
}
