import {
  buyableAt,
  MULTIPLIER,
  usdE4,
  type Leg,
  type Order,
  type Orphan,
  type OrphanPolicy,
  type QuoteOf,
  type UsdE4,
} from "@smart0dte/domain";

/** Legs that traded without the rest of their package. */
export interface Stranded {
  readonly order: Pick<Order, "purpose" | "legs" | "limit">;
  /** Contracts beside the packages, signed as held. */
  readonly legs: Orphan["legs"];
  /** What was paid for them, money, debit positive. */
  readonly cost: UsdE4;
}

export interface RepairRules {
  readonly policy: OrphanPolicy;
  /** The most that repairing an opening may lose, money. */
  readonly bound: UsdE4;
  readonly quoteOf: QuoteOf;
  /** The book is to be flat: reversed whatever the policy and whatever it costs. */
  readonly isFlatDue: boolean;
}

/** A closing order that puts a part of it right. */
export interface RepairOrder {
  readonly legs: readonly Leg[];
  readonly quantity: number;
  /** Worst price of one, debit positive: at worst all of them together lose the bound. */
  readonly limit: UsdE4;
}

/** What to do. `hold`: nothing goes out, a person decides. `wait`: there is no market to do it at. */
export type Repair =
  | { readonly kind: "trade"; readonly orders: readonly RepairOrder[] }
  | { readonly kind: "hold"; readonly why: string }
  | { readonly kind: "wait"; readonly why: string };

/** The contracts are quoted in cents, UsdE4. */
const TICK = 100;

/**
 * Decides what to do about orphan legs at executable prices.
 *
 * What a close left, and whatever is there when the book is to be flat, is closed by every policy, whatever it costs: the bound is how far beyond the market its limit
 * goes. An opening is repaired only where that loses no more than the bound.
 */
export function repairOf(stranded: Stranded, rules: RepairRules): Repair {
  const { policy, bound, quoteOf } = rules;
  const isClose = stranded.order.purpose === "close" || rules.isFlatDue;
  const trades = isClose ? reversal(stranded) : tradesBy(policy, stranded);
  if (trades.length === 0) return { kind: "hold", why: "nothing is left in it that is short and not hedged" };
  const priced: PricedTrade[] = [];
  for (const trade of trades) {
    const price = executable(trade, quoteOf);
    if (price === null) return { kind: "wait", why: `no market to trade ${nameOf(trade.leg)} at` };
    priced.push({ ...trade, price });
  }
  const room = isClose ? bound : bound - lossOf(stranded, priced, policy);
  if (room < 0) return { kind: "hold", why: `its repair would lose more than $${bound / 10_000}` };
  return { kind: "trade", orders: ordersOf(priced, room) };
}

/** So many contracts of a leg to trade, bought positive. */
interface Trade {
  readonly leg: Leg;
  readonly quantity: number;
}

interface PricedTrade extends Trade {
  readonly price: UsdE4;
}

function tradesBy(policy: OrphanPolicy, stranded: Stranded): readonly Trade[] {
  if (policy === "reverse") return reversal(stranded);
  const missing = completion(stranded);
  if (policy === "complete") return missing;
  const exposed = stranded.legs
    .filter(({ quantity }) => quantity < 0)
    .map(({ leg: { contract } }) => contract.right);
  return missing.filter(({ leg, quantity }) => quantity > 0 && exposed.includes(leg.contract.right));
}

const reversal = ({ legs }: Stranded): readonly Trade[] =>
  legs.flatMap(({ leg, quantity }) => (quantity === 0 ? [] : [{ leg, quantity: -quantity }]));

/** What is missing to as few packages as hold all the orphan legs. */
function completion(stranded: Stranded): readonly Trade[] {
  const packages = packagesOf(stranded);
  return stranded.order.legs.flatMap((leg) => {
    const quantity = leg.ratio * packages - heldIn(stranded, leg);
    return quantity === 0 ? [] : [{ leg, quantity }];
  });
}

const packagesOf = (stranded: Stranded): number =>
  Math.max(...stranded.order.legs.map((leg) => Math.ceil(heldIn(stranded, leg) / leg.ratio)));

const heldIn = ({ legs }: Stranded, { instrument }: Leg): number =>
  legs.find(({ leg }) => leg.instrument === instrument)?.quantity ?? 0;

function executable({ leg, quantity }: Trade, quoteOf: QuoteOf): UsdE4 | null {
  const quote = quoteOf(leg.instrument);
  if (quantity > 0) return buyableAt(quote);
  return quote.fault === null ? quote.bid : null;
}

/** What it comes to: of packages that are completed, against the price that they were ordered at. */
function lossOf(stranded: Stranded, trades: readonly PricedTrade[], policy: OrphanPolicy): number {
  const spent = trades.reduce((sum, { quantity, price }) => sum + quantity * price * MULTIPLIER, 0);
  const ordered = policy === "complete" ? stranded.order.limit * MULTIPLIER * packagesOf(stranded) : 0;
  return stranded.cost + spent - ordered;
}

/** As few orders as trade every leg in equal numbers within each; they share the room. */
function ordersOf(trades: readonly PricedTrade[], room: number): readonly RepairOrder[] {
  const groups: { readonly trades: readonly PricedTrade[]; readonly quantity: number }[] = [];
  let left = trades;
  while (left.length > 0) {
    const count = Math.min(...left.map(({ quantity }) => Math.abs(quantity)));
    groups.push({ trades: left, quantity: count });
    left = left
      .map((trade) => ({ ...trade, quantity: trade.quantity - Math.sign(trade.quantity) * count }))
      .filter(({ quantity }) => quantity !== 0);
  }
  return groups.map(({ trades: group, quantity }) => ({
    legs: group.map((trade) => ({ ...trade.leg, ratio: Math.sign(trade.quantity) })),
    quantity,
    limit: limitOf(group, room / groups.length / (MULTIPLIER * quantity)),
  }));
}

function limitOf(group: readonly PricedTrade[], room: number): UsdE4 {
  const natural = group.reduce((sum, { quantity, price }) => sum + Math.sign(quantity) * price, 0);
  const limit = Math.max(natural, Math.floor((natural + room) / TICK) * TICK);
  const isSale = group.every(({ quantity }) => quantity < 0);
  return usdE4(isSale ? Math.min(limit, -TICK) : limit);
}

const nameOf = ({ contract: { root, strike, right } }: Leg): string => `${root} ${strike / 10_000} ${right}`;
