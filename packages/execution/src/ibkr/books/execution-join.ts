import {
  InvariantError,
  plus,
  usdE4,
  ZERO_USD,
  type BrokerEvent,
  type EpochMicros,
  type ExecutionId,
  type Leg,
  type LegFill,
  type Order,
  type OrderId,
  type UsdE4,
} from "@smart0dte/domain";
import type { ExecutionRow } from "../words/tws-heard.ts";
import { nameExecution, readExecutionName, revisionOf } from "./execution-name.ts";
import {
  feesOfPart,
  leftOf,
  pickLots,
  samePriceRun,
  useUp,
  type LegLot,
  type LotTaking,
} from "./leg-lots.ts";

export type BrokerFill = Extract<BrokerEvent, { kind: "fill" }>;
export type BrokerOrphan = Extract<BrokerEvent, { kind: "orphan" }>;
/** What the desk books. */
export type ToldExecution = BrokerFill | BrokerOrphan;

/** What a person must hear about executions. */
export type JoinNotice =
  /** Some legs of a package filled and the others did not in time. */
  | { readonly kind: "orphanLegs"; readonly orderId: OrderId; readonly instruments: readonly number[] }
  /** More contracts of a leg filled than the order asked for. */
  | { readonly kind: "overFilled"; readonly orderId: OrderId; readonly instruments: readonly number[] }
  /** No commission report in time: the fill carries the fee table's money. */
  | { readonly kind: "feesFromTable"; readonly orderId: OrderId; readonly executionId: ExecutionId }
  /** The broker changed an execution that is booked: money or contracts differ from the book. */
  | {
      readonly kind: "correctedAfterBooking";
      readonly orderId: OrderId;
      readonly execId: string;
      readonly was: UsdE4;
      readonly is: UsdE4;
    }
  /** An execution of an order of ours in a contract that the order does not have, or at prices that make no package. */
  | { readonly kind: "notOfItsOrder"; readonly orderId: OrderId; readonly execId: string };

export interface JoinSettings {
  /** How long a fill waits for its commission reports. */
  readonly feesMs: number;
  /** How long a package's legs wait for each other. */
  readonly orphanMs: number;
  /** What the fee table says, for executions whose commission never came. */
  readonly feesWithout: (legs: readonly LegFill[]) => UsdE4;
}

export interface JoinMoment {
  /** Milliseconds that never go back. */
  readonly at: number;
  readonly now: EpochMicros;
}

/** Contracts of one leg that are in no package fill. */
export interface UnjoinedLeg {
  readonly orderId: OrderId;
  readonly leg: Leg;
  /** Signed. */
  readonly quantity: number;
}

/** An order whose executions may come; `filled` packages of it are booked. */
export type ExpectedOrder = Pick<Order, "id" | "legs" | "quantity" | "filled">;

interface JoinedOrder {
  readonly id: OrderId;
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly lots: ReadonlyMap<number, LegLot[]>;
  /** Packages in fills that are booked or told. */
  joined: number;
  orphanSaid: boolean;
  overFillSaid: boolean;
}

/**
 * Makes package fills out of leg executions.
 *
 * A package's own execution is not money: it is left out. Each contract of each execution is in one fill only,
 * whatever is repeated, re-sent or corrected, and whatever was booked before a restart.
 */
export class ExecutionJoin {
  readonly #settings: JoinSettings;
  readonly #orders = new Map<OrderId, JoinedOrder>();
  /** Those of which anything was executed: only they can wait for something. */
  readonly #traded = new Set<JoinedOrder>();
  readonly #lots = new Map<string, { readonly order: JoinedOrder; readonly lots: LegLot[] }>();
  /** Commission that came before its execution. */
  readonly #early = new Map<string, UsdE4>();
  readonly #booked = new Map<string, number>();
  readonly #notices: JoinNotice[] = [];

  constructor(settings: JoinSettings) {
    this.#settings = settings;
  }

  /** An order whose executions may come, with what is booked of it. */
  know({ id, legs, quantity, filled }: ExpectedOrder, booked: readonly ExecutionId[] = []): void {
    for (const { base, from, count } of booked.flatMap((name) => readExecutionName(id, name) ?? [])) {
      this.#booked.set(base, Math.max(this.#booked.get(base) ?? 0, from + count));
    }
    if (this.#orders.has(id)) return;
    const lots = new Map(legs.map(({ instrument }) => [instrument, []]));
    const nothingSaid = { orphanSaid: false, overFillSaid: false };
    this.#orders.set(id, { id, legs, quantity, lots, joined: filled, ...nothingSaid });
  }

  /** Takes an execution in; false when it is of none of the orders known here. */
  execution(row: ExecutionRow, at: number): boolean {
    const order = this.#orders.get(row.orderRef as OrderId);
    if (order === undefined) return false;
    const { contract } = row;
    if (contract.kind === "package") return true;
    const leg = contract.kind === "option" ? legOf(order, contract.option) : undefined;
    if (leg === undefined || Math.sign(leg.ratio) !== Math.sign(row.quantity)) {
      this.#notices.push({ kind: "notOfItsOrder", orderId: order.id, execId: row.execId });
      return true;
    }
    this.#keep(order, leg, { row, at });
    return true;
  }

  commission(execId: string, fees: UsdE4): void {
    const { base } = revisionOf(execId);
    const lot = this.#lots.get(base)?.lots.find((known) => known.base === base);
    if (lot === undefined) this.#early.set(base, fees);
    else lot.fees = fees;
  }

  /** Fills that are whole now, each said once. */
  take(moment: JoinMoment): readonly BrokerFill[] {
    return [...this.#traded].flatMap((order) => this.#takeOf(order, moment));
  }

  /** What to tell a person, each once; `overdue` first says which orders wait too long for legs. */
  notices({ at }: JoinMoment): readonly JoinNotice[] {
    for (const order of this.#traded) {
      const lonely = lonelyLegs(order);
      const isOverdue = this.#isOverdue(order, at);
      if (isOverdue && !order.orphanSaid) {
        const instruments = lonely.map(({ instrument }) => instrument);
        this.#notices.push({ kind: "orphanLegs", orderId: order.id, instruments });
      }
      order.orphanSaid = isOverdue;
      const over = order.overFillSaid ? [] : overFilledLegs(order);
      if (over.length > 0) {
        order.overFillSaid = true;
        const instruments = over.map(({ instrument }) => instrument);
        this.#notices.push({ kind: "overFilled", orderId: order.id, instruments });
      }
    }
    return this.#notices.splice(0);
  }

  /**
   * Legs that have waited too long for the others, taken for what they are: call it only when the broker has just
   * shown that it has no more. What comes of the others later is an orphan of its own.
   */
  takeOrphans({ at, now }: JoinMoment): readonly BrokerOrphan[] {
    const overdue = [...this.#traded].filter((order) => this.#isOverdue(order, at));
    return overdue.map((order) => this.#orphanOf(order, now));
  }

  /** Contracts by instrument that filled and are in no fill yet, signed. */
  unjoined(): readonly UnjoinedLeg[] {
    return [...this.#traded].flatMap(({ id: orderId, legs, lots }) =>
      legs.flatMap((leg) => {
        const left = leftOf(lots.get(leg.instrument) ?? []);
        return left === 0 ? [] : [{ orderId, leg, quantity: Math.sign(leg.ratio) * left }];
      }),
    );
  }

  /** When the newest execution was heard that waits for other legs or for its commission; null where none does. */
  get newestWaiting(): number | null {
    const waiting = [...this.#traded].flatMap(({ lots }) => [...lots.values()].flatMap(waitingSince));
    return waiting.length === 0 ? null : Math.max(...waiting);
  }

  #isOverdue(order: JoinedOrder, at: number): boolean {
    const lonely = lonelyLegs(order);
    const since = lonely.flatMap(({ instrument }) => waitingSince(order.lots.get(instrument) ?? []));
    return lonely.length > 0 && at - Math.min(...since) >= this.#settings.orphanMs;
  }

  #orphanOf(order: JoinedOrder, at: EpochMicros): BrokerOrphan {
    const taken = order.legs.flatMap((leg) => {
      const { parts } = pickLots(order.lots.get(leg.instrument) ?? [], Number.MAX_SAFE_INTEGER);
      return parts.map((part) => ({ leg, part }));
    });
    const parts = taken.map(({ part }) => part);
    useUp({ parts });
    const legs = taken.map(({ leg, part }): LegFill => {
      const quantity = Math.sign(leg.ratio) * part.count;
      return { instrument: leg.instrument, quantity, price: part.lot.price };
    });
    const executionId = nameExecution(order.id, parts);
    const fees = this.#feesOf(order.id, { executionId, legs, parts });
    return { kind: "orphan", orderId: order.id, executionId, at, legs, fees };
  }

  #keep(order: JoinedOrder, { instrument }: Leg, { row, at }: { row: ExecutionRow; at: number }): void {
    const { base, revision } = revisionOf(row.execId);
    const lots = order.lots.get(instrument) ?? [];
    const place = lots.findIndex((known) => known.base === base);
    const before = lots[place];
    if (before !== undefined && before.revision >= revision) return;
    const used = before?.used ?? this.#booked.get(base) ?? 0;
    const lot: LegLot = {
      base,
      revision,
      size: Math.abs(row.quantity),
      price: row.price,
      heardAt: before?.heardAt ?? at,
      used,
      fees: before?.fees ?? this.#early.get(base) ?? null,
    };
    this.#early.delete(base);
    this.#lots.set(base, { order, lots });
    this.#traded.add(order);
    if (before === undefined) {
      lots.push(lot);
      return;
    }
    lots[place] = lot;
    if (used > 0) this.#sayCorrected(order.id, { row, before, lot });
  }

  #sayCorrected(
    orderId: OrderId,
    { row, before, lot }: { row: ExecutionRow; before: LegLot; lot: LegLot },
  ): void {
    if (before.price === lot.price && before.size === lot.size) return;
    const { execId } = row;
    this.#notices.push({ kind: "correctedAfterBooking", orderId, execId, was: before.price, is: lot.price });
  }

  #takeOf(order: JoinedOrder, moment: JoinMoment): readonly BrokerFill[] {
    const fills: BrokerFill[] = [];
    for (;;) {
      const fill = this.#next(order, moment);
      if (fill === null) return fills;
      fills.push(fill);
    }
  }

  #next(order: JoinedOrder, moment: JoinMoment): BrokerFill | null {
    // what is beyond the order is no package of it: it waits, and goes as orphan legs
    const count = Math.min(packagesWhole(order), order.quantity - order.joined);
    if (count <= 0) return null;
    const picked = order.legs.map((leg) => ({
      leg,
      taking: pickLots(order.lots.get(leg.instrument) ?? [], Math.abs(leg.ratio) * count),
    }));
    const parts = picked.flatMap(({ taking }) => taking.parts);
    if (parts.some(({ lot }) => lot.fees === null && moment.at - lot.heardAt < this.#settings.feesMs))
      return null;
    for (const { taking } of picked) useUp(taking);
    order.joined += count;
    return this.#fillOf(order, { count, picked, parts }, moment.now);
  }

  #fillOf(
    { id: orderId }: JoinedOrder,
    { count, picked, parts }: { count: number; picked: readonly PickedLeg[]; parts: LotTaking["parts"] },
    at: EpochMicros,
  ): BrokerFill {
    const legs = picked.map(({ leg, taking }): LegFill => {
      if (taking.price === null) throw new InvariantError("A leg without one price", { order: orderId });
      return { instrument: leg.instrument, quantity: leg.ratio * count, price: taking.price };
    });
    const executionId = nameExecution(orderId, parts);
    const paid = legs.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    const fees = this.#feesOf(orderId, { executionId, legs, parts });
    return {
      kind: "fill",
      orderId,
      executionId,
      at,
      quantity: count,
      legs,
      price: usdE4(paid / count),
      fees,
    };
  }

  #feesOf(orderId: OrderId, { executionId, legs, parts }: ExecutionMoney): UsdE4 {
    const shares = parts.map(feesOfPart);
    const known = shares.filter((share) => share !== null);
    const isWhole = known.length === shares.length;
    if (!isWhole) this.#notices.push({ kind: "feesFromTable", orderId, executionId });
    const fees = isWhole ? plus(...known) : this.#settings.feesWithout(legs);
    // a rebate is not a fee; the account has it all the same
    return fees < 0 ? ZERO_USD : fees;
  }
}

interface ExecutionMoney {
  readonly executionId: ExecutionId;
  readonly legs: readonly LegFill[];
  readonly parts: LotTaking["parts"];
}

interface PickedLeg {
  readonly leg: Leg;
  readonly taking: LotTaking;
}

const legOf = ({ legs }: JoinedOrder, option: Leg["contract"]): Leg | undefined =>
  legs.find(
    ({ contract }) =>
      contract.root === option.root &&
      contract.expiry === option.expiry &&
      contract.right === option.right &&
      contract.strike === option.strike,
  );

/** Legs with contracts that are in no fill yet. */
const lonelyLegs = ({ legs, lots }: JoinedOrder): readonly Leg[] =>
  legs.filter(({ instrument }) => leftOf(lots.get(instrument) ?? []) > 0);

const overFilledLegs = ({ legs, lots, quantity }: JoinedOrder): readonly Leg[] =>
  legs.filter(({ instrument, ratio }) => {
    const traded = (lots.get(instrument) ?? []).reduce((sum, { size }) => sum + size, 0);
    return traded > Math.abs(ratio) * quantity;
  });

const waitingSince = (lots: readonly LegLot[]): readonly number[] =>
  lots.filter(({ size, used }) => used < size).map(({ heardAt }) => heardAt);

/** Packages that every leg's executions make up at one price a leg; one where a package of its own mixes prices evenly. */
function packagesWhole({ legs, lots }: JoinedOrder): number {
  const of = ({ instrument }: Leg): readonly LegLot[] => lots.get(instrument) ?? [];
  if (legs.some((leg) => leftOf(of(leg)) < Math.abs(leg.ratio))) return 0;
  const together = Math.min(...legs.map((leg) => Math.floor(samePriceRun(of(leg)) / Math.abs(leg.ratio))));
  if (together > 0) return together;
  const isEven = legs.every((leg) => pickLots(of(leg), Math.abs(leg.ratio)).price !== null);
  return isEven ? 1 : 0;
}
