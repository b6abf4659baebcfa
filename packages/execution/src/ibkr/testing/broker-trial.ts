import { epochMicros, usdE4, type BrokerEvent, type Order, type OrderCommand } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { DeskOf, OPENING } from "../../core/testing/desk-of.ts";
import type { IbkrBroker, IbkrBrokerOptions, IbkrNotice } from "../broker/broker-options.ts";
import { openIbkrBroker } from "../broker/ibkr-broker.ts";
import type { AcceptedHolding } from "../books/position-comparison.ts";
import type { OrderNumberStore } from "../orders/order-numbers.ts";
import { TWS_PACING } from "../orders/pacing-queue.ts";
import { SESSION_SETTINGS } from "../session/session-settings.ts";
import { ACCOUNT, CLIENT_ID, noHoldings, SpokenTws, type Holdings } from "./spoken-tws.ts";

/** A number store that remembers as a disk does. */
export function aNumberStore(highest = 0): OrderNumberStore {
  let known = highest;
  return {
    highest: () => known,
    raise: (to) => {
      known = Math.max(known, to);
    },
  };
}

/** A broker adapter, the desk's real execution engine behind it, and a TWS in our own words before it. */
export class BrokerTrial {
  readonly events: BrokerEvent[] = [];
  readonly notices: IbkrNotice[] = [];
  readonly connections: SpokenTws[] = [];
  readonly holdings: Holdings = noHoldings();
  readonly accepted: AcceptedHolding[] = [];
  readonly desk: DeskOf;
  readonly broker: IbkrBroker;
  readonly #decided: OrderCommand[] = [];
  isArmed = false;
  #at = 0;
  #tick: () => void = () => undefined;

  constructor(over: Partial<IbkrBrokerOptions> = {}, desk = new DeskOf()) {
    this.desk = desk;
    this.broker = openIbkrBroker({
      address: { host: "127.0.0.1", port: 4002, clientId: CLIENT_ID },
      account: ACCOUNT,
      accountKind: "paper",
      simulatorPort: null,
      session: SESSION_SETTINGS,
      pacing: TWS_PACING,
      join: { feesMs: 1_000, orphanMs: 8_000, feesWithout: () => usdE4(77) },
      resetWindows: [],
      snapshotMs: 5_000,
      orderNumbers: aNumberStore(),
      desk: () => ({ ...this.desk.state, orders: this.#given(), accepted: this.accepted }),
      isArmed: () => this.isArmed,
      hear: (event) => {
        this.#hear(event);
      },
      notice: (notice) => {
        this.notices.push(notice);
      },
      openCodec: (_address, hear) => {
        const connection = new SpokenTws(this.holdings, hear);
        this.connections.push(connection);
        return connection;
      },
      surroundings: {
        monotonic: () => this.#at,
        now: () => epochMicros(minute(60) + this.#at * 1_000),
        chance: () => 0.5,
        every: (_ms, work) => {
          this.#tick = work;
          return () => {
            this.#tick = () => undefined;
          };
        },
        later: (work) => {
          work();
        },
      },
      ...over,
    });
  }

  get tws(): SpokenTws {
    const last = this.connections.at(-1);
    if (last === undefined) throw new Error("no connection was opened");
    return last;
  }

  /** Lets time pass, in ticks; connections answer before each. */
  pass(ms: number): this {
    for (let passed = 0; passed < ms; passed += 25) {
      for (const connection of this.connections)
        if (!connection.isClosed && !connection.isFrozen) connection.answer();
      this.#at += 25;
      this.#tick();
    }
    return this;
  }

  /** Connected and compared, with nothing found. */
  ready(nextValidId = 1): this {
    this.broker.start();
    this.tws.greet(nextValidId);
    return this.pass(500);
  }

  /** The plan's opening order, approved by the core and given to the broker. */
  place(quantity = 2): this {
    const out = this.desk.approve({ quantity });
    for (const made of out) if (made.type === "orderCommand") this.broker.send(made);
    return this.pass(500);
  }

  send(command: OrderCommand): this {
    this.broker.send(command);
    return this.pass(100);
  }

  /** Gives the broker what the desk made of its reports, then what it has just decided, as the run around it does. */
  carryOut(decided: ReturnType<DeskOf["feed"]> = []): this {
    for (const command of [...this.#decided.splice(0), ...decided.filter(isCommand)])
      this.broker.send(command);
    return this.pass(500);
  }

  get state(): string {
    return this.broker.view().session.state;
  }

  kinds(): readonly string[] {
    return this.events.map(({ kind }) => kind);
  }

  get orderState(): string {
    return this.desk.order(OPENING).state;
  }

  differences(): readonly string[] {
    return this.broker.view().differences.map(({ kind }) => kind);
  }

  /** What is decided and not carried out yet is nobody's business. */
  #given(): readonly Order[] {
    const open = this.#decided.map(({ orderId, action }) => (action === "place" ? orderId : null));
    return this.desk.state.orders.filter(({ id }) => !open.includes(id));
  }

  #hear(event: BrokerEvent): void {
    this.events.push(event);
    const { orderId } = event;
    if (this.desk.state.orders.some(({ id }) => id === orderId)) {
      this.#decided.push(...this.desk.feed({ kind: "broker", event }).filter(isCommand));
    }
  }
}

const isCommand = (event: ReturnType<DeskOf["feed"]>[number]): event is OrderCommand =>
  event.type === "orderCommand";
