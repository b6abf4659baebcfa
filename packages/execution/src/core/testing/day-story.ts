import {
  orderId,
  type BrokerEvent,
  type ExecutionEvent,
  type Order,
  type OrderCommand,
  type OrderId,
  type Parameters,
} from "@smart0dte/domain";
import { aMarket, aQuote } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { isHeld } from "../held-orders.ts";
import { anotherPlan, aFill, DeskOf, type Prices } from "./desk-of.ts";

type Out = readonly (ExecutionEvent | OrderCommand)[];

export type Happening =
  | { readonly kind: "approve"; readonly quantity: number }
  | { readonly kind: "exit"; readonly which: number; readonly wings: boolean }
  | { readonly kind: "cancel"; readonly which: number }
  | { readonly kind: "status"; readonly which: number; readonly status: "sent" | "acknowledged" | "working" }
  | {
      readonly kind: "end";
      readonly which: number;
      readonly end: "cancelled" | "rejected" | "expired" | "lost";
    }
  | {
      readonly kind: "fill";
      readonly which: number;
      readonly quantity: number;
      /** Cents. */
      readonly short: number;
      readonly long: number;
      readonly wings: boolean;
    }
  | { readonly kind: "orphan"; readonly which: number; readonly long: boolean; readonly quantity: number }
  /** A broker that trades so many packages more than are open. */
  | { readonly kind: "beyond"; readonly which: number; readonly quantity: number }
  | { readonly kind: "answer"; readonly which: number; readonly accepted: boolean }
  | { readonly kind: "tick" }
  | { readonly kind: "repeat" }
  | { readonly kind: "settle"; readonly price: number | null };

const which = fc.nat(20);
const cents = fc.integer({ min: 1, max: 600 });
const wings = fc.boolean();
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant("approve" as const), quantity: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 30, arbitrary: fc.record({ kind: fc.constant("exit" as const), which, wings }) },
  { weight: 15, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which }) },
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant("status" as const),
      which,
      status: fc.constantFrom("sent", "acknowledged", "working"),
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      kind: fc.constant("end" as const),
      which,
      end: fc.constantFrom("cancelled", "rejected", "expired", "lost"),
    }),
  },
  {
    weight: 70,
    arbitrary: fc.record({
      kind: fc.constant("fill" as const),
      which,
      quantity: fc.integer({ min: 1, max: 4 }),
      short: cents,
      long: cents,
      wings,
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("orphan" as const),
      which,
      long: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("beyond" as const),
      which,
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), which, accepted: fc.boolean() }),
  },
  { weight: 15, arbitrary: fc.constant({ kind: "tick" as const }) },
  { weight: 10, arbitrary: fc.constant({ kind: "repeat" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("settle" as const),
      price: fc.option(fc.integer({ min: 64_000, max: 67_000 }).map((value) => value / 100)),
    }),
  },
);

/** A day in which anything that a desk and a broker can do happens in any order. */
export const story = fc.array(happening, { minLength: 10, maxLength: 100, size: "+1" });

/** A desk whose broker reports in any order, late and twice. */
export class DayStory {
  readonly desk = new DeskOf().on(aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) }));
  #minutes = 60;
  #n = 0;
  /** Contracts that traded without the others, by order and leg. */
  readonly #alone = new Map<string, number>();
  #lastFill: { readonly id: OrderId; readonly event: ReturnType<typeof aFill> } | null = null;

  constructor(over: Partial<Parameters> = {}) {
    this.desk.set({ walkSteps: 3, walkEverySeconds: 30, ...over });
  }

  play(what: Happening): Out {
    this.#minutes += 0.5;
    this.desk.at(this.#minutes);
    switch (what.kind) {
      case "approve":
        return this.#approve(what.quantity);
      case "exit":
        return this.#exit(what.which, what.wings);
      case "cancel":
        return this.#toAny(what.which, ({ id }) => this.desk.cancel(id));
      case "status":
        return this.#tell(what.which, { kind: what.status });
      case "end":
        return this.#tell(what.which, { kind: what.end, why: "so" });
      case "fill":
        return this.#toOrder(what.which, (order) => this.#fill(order, what));
      case "orphan":
        return this.#toOrder(what.which, (order) => this.#orphan(order, what));
      case "beyond":
        return this.#toOrder(what.which, (order) =>
          this.#tellFill(order, order.quantity - order.filled + what.quantity, {
            10_660: 0.91,
            10_655: 0.31,
          }),
        );
      case "answer":
        return this.#toOrder(what.which, ({ id, asked }) =>
          asked === null
            ? []
            : this.desk.tell(
                id,
                what.accepted ? { kind: "replaced", limit: asked } : { kind: "replaceRefused", why: "so" },
              ),
        );
      case "tick":
        return this.desk.tick();
      case "repeat":
        return this.#lastFill === null ? [] : this.desk.tell(this.#lastFill.id, this.#lastFill.event);
      case "settle":
        this.#minutes = Math.max(this.#minutes, 390);
        return this.desk.settle(what.price);
    }
  }

  #newId(): OrderId {
    this.#n += 1;
    return orderId(this.#n, 0);
  }

  #approve(quantity: number): Out {
    const id = this.#newId();
    return this.desk.approve({ orderId: id, plan: anotherPlan(this.#n), quantity });
  }

  /** As risk does: only what is held and is not being closed. */
  #exit(index: number, keepsWings: boolean): Out {
    const open = this.desk.state.positions.filter(
      ({ quantity, closing }) => quantity > 0 && closing === null,
    );
    const position = open[index % Math.max(1, open.length)];
    if (position === undefined) return [];
    const { id: positionId, quantity } = position;
    const dropped = keepsWings ? [10_655] : [];
    return this.desk.exit(this.#newId(), { positionId, quantity, dropped });
  }

  /** One that the broker was given. */
  #toOrder(index: number, act: (order: Order) => Out): Out {
    const { orders } = this.desk.state;
    return this.#toAny(
      index,
      act,
      orders.filter((order) => !isHeld(order) && !isUnsent(order)),
    );
  }

  #toAny(index: number, act: (order: Order) => Out, orders = this.desk.state.orders): Out {
    const order = orders[index % Math.max(1, orders.length)];
    return order === undefined ? [] : act(order);
  }

  #tell(index: number, event: Extract<Report, { kind: string }>): Out {
    return this.#toOrder(index, ({ id }) => this.desk.tell(id, event));
  }

  #fill(
    order: Order,
    { quantity, short, long, wings: keepsWings }: Extract<Happening, { kind: "fill" }>,
  ): Out {
    const count = Math.min(quantity, ...order.legs.map(({ instrument }) => this.#leftOf(order, instrument)));
    if (count <= 0) return [];
    const all = { 10_660: short / 100, 10_655: long / 100 };
    const sellsLong = order.legs.some(({ instrument, ratio }) => instrument === 10_655 && ratio < 0);
    const leavesLong = order.purpose === "close" && keepsWings && order.legs.length > 1 && sellsLong;
    return this.#tellFill(order, count, leavesLong ? { 10_660: short / 100 } : all);
  }

  #tellFill(order: Order, count: number, prices: Prices): Out {
    this.#n += 1;
    const event = aFill(order, count, { prices, n: this.#n });
    this.#lastFill = { id: order.id, event };
    return this.desk.tell(order.id, event);
  }

  #orphan(order: Order, { long, quantity }: Extract<Happening, { kind: "orphan" }>): Out {
    const leg = order.legs.find(({ instrument }) => instrument === (long ? 10_655 : 10_660));
    if (leg === undefined) return [];
    const count = Math.min(quantity, this.#leftOf(order, leg.instrument));
    if (count <= 0) return [];
    const alone = this.#alone.get(`${order.id} ${leg.instrument}`) ?? 0;
    this.#alone.set(`${order.id} ${leg.instrument}`, alone + count);
    return this.desk.orphan(order.id, { [leg.instrument]: leg.ratio * count });
  }

  /** Contracts that may still trade, by a broker who counts right. */
  #leftOf({ id, quantity, filled }: Order, instrument: number): number {
    return quantity - filled - (this.#alone.get(`${id} ${instrument}`) ?? 0);
  }
}

type Fresh<Event> = Event extends unknown ? Omit<Event, "at" | "orderId"> : never;
type Report = Fresh<Exclude<BrokerEvent, { kind: "fill" | "orphan" }>>;

/** Over before the broker was given it. */
const isUnsent = ({ state, history, filled }: Order): boolean =>
  state === "cancelled" && filled === 0 && history.at(-2)?.state === "approved";
