import {
  executionId,
  InvariantError,
  orderId,
  planId,
  positionId,
  usdE4,
  type Approved,
  type BrokerEvent,
  type CancelOpening,
  type CommandId,
  type EpochMicros,
  type ExecutionEvent,
  type Exit,
  type Order,
  type OrderCommand,
  type OrderId,
  type Parameters,
  type Position,
  type QuoteOf,
  type SessionStart,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { aPlan, aSessionStart, minute } from "@smart0dte/domain/testing";
import type { ExecutionInput } from "../execution-input.ts";
import { openExecution, type ExecutionState } from "../execution-state.ts";
import { executionStep } from "../execution-step.ts";

type Without<Union> = Union extends unknown ? Omit<Union, "seq" | "at"> : never;
type Fresh<Event> = Event extends unknown ? Omit<Event, "at" | "orderId"> : never;
type Out = readonly (ExecutionEvent | OrderCommand)[];

/** What {@link aPlan}'s legs trade at, dollars, unless a test says otherwise: a credit of 0.60. */
export const ENTRY: Prices = { 10_660: 0.91, 10_655: 0.31 };

/** Dollars a share by instrument; a leg without a price is left out of the fill. */
export type Prices = Readonly<Record<number, number>>;

/** An execution engine that is fed one input after another. */
export class DeskOf {
  state: ExecutionState;
  #seq = 0;
  #at: EpochMicros = minute(60);
  #executions = 0;
  #market: QuoteOf | null = null;

  constructor(over: Partial<SessionStart> = {}) {
    this.state = openExecution(aSessionStart(over));
  }

  at(minutes: number): this {
    this.#at = minute(minutes);
    return this;
  }

  /** From now on inputs bring this market. */
  on(market: QuoteOf): this {
    this.#market = market;
    return this;
  }

  feed(input: Without<ExecutionInput>): Out {
    this.#seq += 1;
    const market = this.#market === null ? {} : { quoteOf: this.#market };
    const { state, out } = executionStep(this.state, {
      ...input,
      ...market,
      seq: this.#seq,
      at: this.#at,
    });
    this.state = state;
    return out;
  }

  approve(over: Partial<Approved> = {}): Out {
    return this.feed({ kind: "approved", approved: anApproval({ at: this.#at, ...over }) });
  }

  /** Closes all of a position at up to 5.00, unless said otherwise. */
  exit(id: OrderId, over: Partial<Exit> = {}): Out {
    const quantity = over.quantity ?? this.position().quantity;
    const exit = anExit({ at: this.#at, orderId: id, ...over, quantity });
    return this.feed({ kind: "exit", exit });
  }

  cancel(id: OrderId, why: CancelOpening["why"] = "person"): Out {
    return this.feed({ kind: "cancel", cancel: { type: "cancelOpening", at: this.#at, orderId: id, why } });
  }

  replace(orderId: OrderId, limit: UsdE4): Out {
    const by = "c-1" as CommandId;
    return this.feed({
      kind: "replace",
      replace: { type: "replaceWorking", at: this.#at, orderId, limit, by },
    });
  }

  tell(id: OrderId, event: Fresh<BrokerEvent>): Out {
    return this.feed({ kind: "broker", event: { ...event, orderId: id, at: this.#at } });
  }

  fill(id: OrderId, quantity: number, prices: Prices = ENTRY): Out {
    this.#executions += 1;
    return this.tell(id, aFill(this.order(id), quantity, { prices, n: this.#executions }));
  }

  tick(): Out {
    return this.feed({ kind: "tick" });
  }

  set(wishes: Partial<Parameters>): Out {
    const changes = Object.entries(wishes).map(([name, to]) => ({ name, from: "", to }));
    const changed = { type: "parametersChanged", at: this.#at, by: "trader", reason: "", changes } as const;
    return this.feed({ kind: "parameters", changed });
  }

  /** These contracts of an order, signed, trade without the others, at what {@link ENTRY} says. */
  orphan(id: OrderId, traded: Readonly<Record<number, number>>): Out {
    this.#executions += 1;
    const legs = Object.entries(traded).map(([instrument, quantity]) => ({
      instrument: Number(instrument),
      quantity,
      price: usdE4(Math.round((ENTRY[Number(instrument)] ?? 0) * 10_000)),
    }));
    return this.tell(id, {
      kind: "orphan",
      executionId: executionId(id, 100_000 + this.#executions),
      legs,
      fees: usdE4(7_000),
    });
  }

  settle(price: number | null, over: Partial<Record<Ticker, number>> = {}): Out {
    const settlingPriceOf = (ticker: Ticker): UsdE4 | null => {
      const dollars = over[ticker] ?? price;
      return dollars === null ? null : usdE4(Math.round(dollars * 10_000));
    };
    if (this.#at < minute(390)) this.at(390);
    return this.feed({ kind: "settle", settlingPriceOf });
  }

  order(id: OrderId): Order {
    return found(this.state.orders.find((order) => order.id === id));
  }

  position(opening: OrderId = OPENING): Position {
    return found(this.state.positions.find(({ id }) => id === positionId(opening)));
  }

  /** States an order has gone through, in order. */
  history(id: OrderId): readonly string[] {
    return this.order(id).history.map(({ state }) => state);
  }
}

export const OPENING = orderId(1, 0);
export const CLOSING = orderId(2, 0);

export const anApproval = (over: Partial<Approved> = {}): Approved => ({
  type: "approved",
  at: minute(60),
  plan: aPlan(),
  orderId: OPENING,
  quantity: 1,
  boundedBy: "tradeSize",
  sizes: { tradeSize: 1 },
  by: "automation",
  ...over,
});

export const anExit = (over: Partial<Exit> = {}): Exit => ({
  type: "exit",
  at: minute(90),
  positionId: positionId(OPENING),
  orderId: CLOSING,
  reason: "target",
  limit: usdE4(50_000),
  quantity: 1,
  dropped: [],
  numbers: {},
  ...over,
});

/** One execution of an order at these leg prices, for $1.42 a package. */
export function aFill(
  { id, legs }: Order,
  quantity: number,
  { prices, n }: { readonly prices: Prices; readonly n: number },
): Fresh<Extract<BrokerEvent, { kind: "fill" }>> {
  const traded = legs.flatMap(({ instrument, ratio }) => {
    const dollars = prices[instrument];
    return dollars === undefined
      ? []
      : [{ instrument, quantity: ratio * quantity, price: usdE4(Math.round(dollars * 10_000)) }];
  });
  const price = usdE4(traded.reduce((sum, leg) => sum + leg.quantity * leg.price, 0) / quantity);
  return {
    kind: "fill",
    executionId: executionId(id, n),
    quantity,
    legs: traded,
    price,
    fees: usdE4(14_200 * quantity),
  };
}

/** Another plan than {@link aPlan}, on the same legs. */
export const anotherPlan = (n: number) => aPlan({ id: planId(n, "SPY") });

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new InvariantError("Nothing of that name");
  return item;
}
