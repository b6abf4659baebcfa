import {
  defaultParameters,
  epochMicros,
  planId,
  positionId,
  usdE4,
  type Approved,
  type Position,
  type QuoteOf,
  type RiskEvent,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import { aCommand, aLeg, anOrder, aPlan, aPosition, aQuote } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { DeskOf } from "./desk-of.ts";

const parameters = defaultParameters({
  automation: "AUTO",
  maxLossPerPositionUsd: 2000,
  maxDailyLossPerTickerUsd: 1500,
  maxDailyLossUsd: 2500,
  maxPortfolioRiskUsd: 3000,
});
const TICKERS = ["SPY", "QQQ", "IWM"] as const;
const FAULTS = [null, null, null, null, null, null, "stale", "crossed", "gap"] as const;

export type Happening =
  | { readonly kind: "plan"; readonly ticker: (typeof TICKERS)[number]; readonly strike: number }
  | {
      readonly kind: "market";
      readonly debit: number;
      readonly fault: (typeof FAULTS)[number];
      readonly bidless: boolean;
    }
  | { readonly kind: "timer" }
  | { readonly kind: "fill"; readonly which: number }
  | { readonly kind: "die"; readonly which: number }
  | { readonly kind: "change"; readonly which: number; readonly cents: number }
  | { readonly kind: "limits"; readonly ticker: number; readonly book: number }
  | { readonly kind: "halt"; readonly flatten: boolean }
  | { readonly kind: "regime"; readonly regime: "low" | "high" | "emergency" };

const calm = fc.integer({ min: 50, max: 140 });
const wild = fc.integer({ min: 1, max: 499 });
const planned = fc.record({
  kind: fc.constant("plan" as const),
  ticker: fc.constantFrom(...TICKERS),
  strike: fc.integer({ min: 650, max: 669 }),
});
const looked = fc.record({
  kind: fc.constant("market" as const),
  debit: fc.oneof(calm, wild).map((cents) => cents / 100),
  fault: fc.constantFrom(...FAULTS),
  bidless: fc.boolean(),
});
const limited = fc.record({
  kind: fc.constant("limits" as const),
  ticker: fc.integer({ min: 50, max: 1500 }),
  book: fc.integer({ min: 50, max: 2500 }),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 30, arbitrary: planned },
  { weight: 60, arbitrary: looked },
  { weight: 5, arbitrary: fc.constant({ kind: "timer" as const }) },
  { weight: 40, arbitrary: fc.record({ kind: fc.constant("fill" as const), which: fc.nat(9) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("die" as const), which: fc.nat(9) }) },
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      which: fc.nat(9),
      cents: fc.integer({ min: -10, max: 20 }),
    }),
  },
  { weight: 3, arbitrary: limited },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("halt" as const), flatten: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("regime" as const),
      regime: fc.constantFrom("low", "low", "high", "high", "emergency"),
    }),
  },
);

type Sent = Pick<Approved, "orderId" | "plan" | "quantity">;

/** A desk with a broker of its own that fills and kills what it was sent. */
export class Trial {
  readonly desk = new DeskOf({ parameters });
  #sent: Sent[] = [];
  #exits: Extract<RiskEvent, { type: "exit" }>[] = [];
  readonly #held = new Map<string, Position>();
  #debit = 0.6;
  #fault: (typeof FAULTS)[number] = null;
  #bidless = false;
  #plans = 0;
  #tick = 0;

  play(what: Happening): readonly RiskEvent[] {
    const out = this.#feed(what);
    for (const event of out) {
      if (event.type === "approved") this.#send(event);
      if (event.type === "exit") this.#exits.push(event);
    }
    return out;
  }

  #feed(what: Happening): readonly RiskEvent[] {
    switch (what.kind) {
      case "plan":
        return this.desk.feed({
          kind: "plan",
          plan: this.#plan(what.ticker, what.strike),
          quoteOf: this.quoteOf,
        });
      case "market":
        this.#tick += 1;
        [this.#debit, this.#fault, this.#bidless] = [what.debit, what.fault, what.bidless];
        return this.desk.market(this.quoteOf);
      case "timer":
        return this.desk.timer(this.quoteOf);
      case "fill":
        return this.#fill(what.which);
      case "die":
        return this.#die(what.which);
      case "change":
        return this.#change(what.which, what.cents);
      case "limits":
        return this.#limit(what.ticker, what.book);
      case "halt":
        return this.desk.feed({
          kind: "command",
          command: aCommand({ ...what, reason: "drill" }),
          quoteOf: this.quoteOf,
        });
      case "regime":
        return this.desk.regime(what.regime);
    }
  }

  /** What the broker's own books say: maximum losses of all that is held or may still fill, and what is lost. */
  ledger(ticker: (typeof TICKERS)[number] | null): { readonly atRisk: number; readonly lost: number } {
    const isMine = (plan: TradePlan): boolean => ticker === null || plan.ticker === ticker;
    const working = this.#sent.filter(({ plan }) => isMine(plan));
    const held = [...this.#held.values()].filter(({ plan }) => isMine(plan));
    const risk = (sum: number, { plan, quantity }: { plan: TradePlan; quantity: number }): number =>
      sum + plan.maxLoss * quantity;
    const closed = held.filter(({ quantity }) => quantity === 0);
    const result = closed.reduce((sum, { cash, fees }) => sum + cash - fees, 0);
    return { atRisk: held.reduce(risk, working.reduce(risk, 0)), lost: Math.max(0, -result) };
  }

  #limit(ticker: number, book: number): readonly RiskEvent[] {
    const changes = [
      { name: "maxDailyLossPerTickerUsd", value: ticker },
      { name: "maxDailyLossUsd", value: book },
    ] as const;
    const command = aCommand({ kind: "setParameters", changes, reason: "drill" });
    return this.desk.feed({ kind: "command", command, quoteOf: this.quoteOf });
  }

  /** Odd instruments are the longs. */
  readonly quoteOf: QuoteOf = (instrument) => {
    const over = { at: epochMicros(this.#tick), fault: this.#fault };
    const isLong = instrument % 2 === 1;
    return isLong
      ? aQuote(this.#bidless ? null : 0.3, 0.31, over)
      : aQuote(this.#debit + 0.29, this.#debit + 0.3, over);
  };

  #plan(ticker: (typeof TICKERS)[number], strike: number): TradePlan {
    this.#plans += 1;
    const base = TICKERS.indexOf(ticker) * 100_000 + strike * 2;
    const legs = [
      aLeg(strike, "P", -1, { instrument: base }),
      aLeg(strike - 5, "P", 1, { instrument: base + 1 }),
    ];
    const entryLimit = usdE4(Math.round(this.#debit * 10_000) - 200);
    const price = usdE4(-entryLimit);
    const maxLoss = usdE4((50_000 - entryLimit) * 100);
    return aPlan({
      id: planId(this.#plans, ticker),
      ticker,
      legs,
      entryLimit: price,
      natural: price,
      maxLoss,
    });
  }

  #send({ orderId: id, plan, quantity }: Approved): void {
    this.#sent.push({ orderId: id, plan, quantity });
    this.#tell({ orderId: id, plan, quantity }, plan.entryLimit);
  }

  #tell({ orderId: id, plan, quantity }: Sent, limit: UsdE4): void {
    const { ticker, legs } = plan;
    this.desk.tell(anOrder({ id, positionId: positionId(id), ticker, legs, quantity, limit }));
  }

  /** The broker takes the new limit, but who knows when: what may be lost never gets less by it. */
  #change(which: number, cents: number): readonly RiskEvent[] {
    const sent = this.#sent[which % Math.max(1, this.#sent.length)];
    const order = this.desk.book.orders.find(({ id }) => id === sent?.orderId);
    if (sent === undefined || order === undefined) return [];
    const limit = usdE4(order.limit + cents * 100);
    const command = aCommand({ kind: "replaceOrder", orderId: order.id, limit });
    const out = this.desk.feed({ kind: "command", command, quoteOf: this.quoteOf });
    if (!out.some(({ type }) => type === "replaceWorking")) return out;
    const { entryLimit, maxLoss } = sent.plan;
    const more = Math.max(0, limit - entryLimit);
    const plan = {
      ...sent.plan,
      entryLimit: usdE4(entryLimit + more),
      maxLoss: usdE4(maxLoss + more * 100),
    };
    this.#sent = this.#sent.map((one) => (one === sent ? { ...sent, plan } : one));
    this.#tell(sent, limit);
    return out;
  }

  #fill(which: number): readonly RiskEvent[] {
    const exit = this.#exits.shift();
    if (exit !== undefined) return this.#close(exit);
    const sent = this.#sent[which % Math.max(1, this.#sent.length)];
    if (sent === undefined) return [];
    this.#sent = this.#sent.filter((other) => other !== sent);
    const { orderId: id, plan, quantity } = sent;
    const order = anOrder({
      id,
      ticker: plan.ticker,
      legs: plan.legs,
      quantity,
      filled: quantity,
      state: "filled",
    });
    const held = aPosition({ id: positionId(id), plan, quantity });
    return [...this.desk.tell(order), ...this.#hold(held)];
  }

  #close({
    positionId: id,
    orderId: closing,
    quantity,
    reason,
  }: Extract<RiskEvent, { type: "exit" }>): readonly RiskEvent[] {
    const held = this.desk.book.positions.find((position) => position.id === id);
    if (held === undefined) return [];
    const cash = usdE4(held.cash - Math.round(this.#debit * 10_000) * 100 * quantity);
    const flat: Position = { ...held, quantity: 0, cash, openCost: usdE4(0) };
    const order = anOrder({
      id: closing,
      purpose: "close",
      reason,
      quantity,
      filled: quantity,
      state: "filled",
    });
    return [...this.desk.tell(order), ...this.#hold(flat)];
  }

  #hold(position: Position): readonly RiskEvent[] {
    this.#held.set(position.id, position);
    return this.desk.hold(position);
  }

  #die(which: number): readonly RiskEvent[] {
    const sent = this.#sent[which % Math.max(1, this.#sent.length)];
    if (sent === undefined) return [];
    this.#sent = this.#sent.filter((other) => other !== sent);
    return this.desk.tell(anOrder({ id: sent.orderId, state: "expired", quantity: sent.quantity }));
  }
}

/** A day in which anything happens in any order. */
export const story = fc.array(happening, { minLength: 20, maxLength: 150, size: "+1" });
