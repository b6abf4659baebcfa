import {
  defaultParameters,
  epochMicros,
  MICROS_PER_MINUTE,
  orderId,
  positionId,
  restingStopId,
  usdE4,
  type BrokerEvent,
  type Leg,
  type Order,
  type OrderCommand,
  type Orphan,
  type Parameters,
  type QuoteOf,
} from "@smart0dte/domain";
import { aPlan, aQuote, aSession, aSessionStart } from "@smart0dte/domain/testing";
import {
  executionStep,
  isTickDue,
  openExecution,
  type ExecutionInput,
  type ExecutionState,
} from "@smart0dte/execution/core";
import {
  machineSurroundings,
  openIbApiCodec,
  openIbkrBroker,
  SESSION_SETTINGS,
  TWS_PACING,
  type IbkrBroker,
  type IbkrNotice,
  type OrderNumberStore,
} from "@smart0dte/execution/ibkr";
import type { Exchange } from "@smart0dte/simulator/exchange";
import type { TwsDoor } from "@smart0dte/simulator/tws-door";

type Unnumbered<Input> = Input extends unknown ? Omit<Input, "seq" | "at"> : never;

/** The core's execution engine with the broker adapter behind it, on a real socket. */
export class IbkrDesk {
  readonly events: BrokerEvent[] = [];
  readonly notices: IbkrNotice[] = [];
  readonly broker: IbkrBroker;
  readonly #exchange: Exchange;
  state: ExecutionState = openExecution(
    aSessionStart({ parameters: defaultParameters({ orphanLossBoundUsd: 5_000 }) }),
  );
  #seq = 0;

  constructor(exchange: Exchange, door: TwsDoor, orderNumbers: OrderNumberStore) {
    this.#exchange = exchange;
    this.broker = openIbkrBroker({
      address: { host: "127.0.0.1", port: door.port, clientId: 7 },
      account: "DU1234567",
      accountKind: "paper",
      simulatorPort: door.port,
      session: {
        ...SESSION_SETTINGS,
        firstBackoffMs: 50,
        syncRetryMs: 500,
        beatEveryMs: 300,
        beatDeadlineMs: 400,
        halfOpenMs: 400,
      },
      pacing: TWS_PACING,
      join: { feesMs: 2_000, orphanMs: 3_000, feesWithout: () => usdE4(0) },
      resetWindows: [],
      quoteLines: 2,
      snapshotMs: 5_000,
      orderNumbers,
      desk: () => ({ ...this.state, accepted: [] }),
      isArmed: () => false,
      hear: (event) => {
        this.events.push(event);
        this.#feed({ kind: "broker", event });
      },
      notice: (notice) => {
        this.notices.push(notice);
      },
      openCodec: openIbApiCodec,
      surroundings: machineSurroundings(() => exchange.now),
    });
  }

  /** An approved plan becomes an order at the broker; limits are dollars, debit positive. */
  place(n: number, legs: readonly Leg[], { quantity, limit }: { quantity: number; limit: number }): Order {
    const plan = aPlan({
      legs,
      entryLimit: usdE4(Math.round(limit * 10_000)),
      validUntil: epochMicros(this.#exchange.now + 60 * MICROS_PER_MINUTE),
    });
    this.#feed({
      kind: "approved",
      approved: {
        type: "approved",
        at: this.#exchange.now,
        plan,
        orderId: orderId(n, 0),
        quantity,
        boundedBy: "tradeSize",
        sizes: { tradeSize: quantity },
        by: "automation",
      },
    });
    return this.order(n);
  }

  set(wishes: Partial<Parameters>): void {
    const changes = Object.entries(wishes).map(([name, to]) => ({ name, from: "", to }));
    const at = this.#exchange.now;
    const changed = { type: "parametersChanged", at, by: "trader", reason: "", changes } as const;
    this.#feed({ kind: "parameters", changed });
  }

  /** Closes all that the opening order has opened, whatever it costs. */
  close(opening: number, n: number): void {
    const id = positionId(orderId(opening, 0));
    const position = this.state.positions.find((one) => one.id === id);
    if (position === undefined) throw new Error(`order ${opening} has opened nothing`);
    const exit = {
      type: "exit",
      at: this.#exchange.now,
      positionId: id,
      orderId: orderId(n, 0),
      reason: "time",
      limit: usdE4(50_000),
      quantity: position.quantity,
      dropped: [],
      numbers: {},
    } as const;
    this.#feed({ kind: "exit", exit });
  }

  /** The n-th stop that rests for what an order has opened. */
  stop(opening: number, n = 1): Order | undefined {
    return this.state.orders.find(({ id }) => id === restingStopId(orderId(opening, 0), n));
  }

  cancel(n: number): void {
    const cancel = {
      type: "cancelOpening",
      at: this.#exchange.now,
      orderId: orderId(n, 0),
      why: "person",
    } as const;
    this.#feed({ kind: "cancel", cancel });
  }

  /** Asks for another limit, dollars, as a walk does. */
  replace(n: number, limit: number): void {
    const { id, purpose } = this.order(n);
    const asked = usdE4(Math.round(limit * 10_000));
    const orders = this.state.orders.map((order) => (order.id === id ? { ...order, asked } : order));
    this.state = { ...this.state, orders };
    const at = this.#exchange.now;
    this.#send({ type: "orderCommand", action: "replace", at, orderId: id, purpose, limit: asked });
  }

  order(n: number): Order {
    const found = this.state.orders.find(({ id }) => id === orderId(n, 0));
    if (found === undefined) throw new Error(`no order ${n}`);
    return found;
  }

  /** What became of the legs of an order that traded alone; time passes for it. */
  stranding(n: number): Orphan {
    this.tick();
    const found = this.state.strandings.find(({ orphan }) => orphan.orderId === orderId(n, 0));
    if (found === undefined) throw new Error(`no legs of order ${n} traded alone`);
    return found.orphan;
  }

  /** Does what time alone makes due. */
  tick(): void {
    if (isTickDue(this.state, this.#exchange.now)) this.#feed({ kind: "tick" });
  }

  get session(): string {
    return this.broker.view().session.state;
  }

  #feed(input: Unnumbered<ExecutionInput>): void {
    this.#seq += 1;
    const { state, out } = executionStep(this.state, {
      ...input,
      seq: this.#seq,
      at: this.#exchange.now,
      quoteOf: anyOption,
    });
    this.state = state;
    for (const made of out) if (made.type === "orderCommand") this.#send(made);
  }

  #send(command: OrderCommand): void {
    this.broker.send(command);
  }
}

/** A market that any option of these tests trades in: what the TWS makes of a limit is its own matter. */
const anyOption: QuoteOf = () => aQuote(0.01, 20);

/** SPY puts around the middle of the list: sells the first, buys the second, so many strikes below it. */
export function aPutVertical(exchange: Exchange, above = 0): readonly Leg[] {
  const puts = exchange.listings.flatMap(({ number, instrument }) =>
    instrument.kind === "option" && instrument.root === "SPY" && instrument.right === "P"
      ? [{ instrument: number, contract: instrument }]
      : [],
  );
  const sorted = puts.sort((left, right) => left.contract.strike - right.contract.strike);
  const middle = Math.floor(sorted.length / 2) + above;
  const [sold, bought] = [sorted[middle], sorted[middle - 2]];
  if (sold === undefined || bought === undefined) throw new Error("nothing is listed there");
  return [
    { ...sold, ratio: -1 },
    { ...bought, ratio: 1 },
  ];
}

export const SESSION = aSession();
