import { usdE4, type EpochMicros, type Session, type UsdE4 } from "@smart0dte/domain";
import { isBag, legsOf, signOf } from "../contracts/listed-contract.ts";
import { executableCount, executablePrice, sideFor } from "../quotes/package-quote.ts";
import type { QuoteBoard } from "../quotes/quote-board.ts";
import { remainingOf, type BrokerOrder } from "./broker-order.ts";
import type { FillBooking } from "./fill-booking.ts";
import type { Mischief } from "./mischief.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderLife } from "./order-life.ts";

export interface MatchingParts {
  readonly board: QuoteBoard;
  readonly orders: OrderBook;
  readonly life: OrderLife;
  readonly booking: FillBooking;
  readonly mischief: Mischief;
  readonly session: Session;
}

/** A stop counts as reached when the market stands beyond it in two looks on end. */
const BEYOND_LOOKS = 2;

/** Trades the working orders against what is displayed, the oldest first. */
export class Matching {
  readonly #parts: MatchingParts;

  constructor(parts: MatchingParts) {
    this.#parts = parts;
  }

  look(now: EpochMicros): void {
    for (const known of this.#parts.orders.live) {
      // what an earlier order's fill did to this one counts
      const order = this.#parts.orders.get(known.clientId, known.orderId);
      if (order === undefined || order !== known) continue;
      if (now >= this.#parts.session.close) this.#expire(order, now);
      else if (!order.isHeld && !order.whyHeld.startsWith("child") && now >= this.#parts.session.open)
        this.#serve(order, now);
    }
  }

  #expire(order: BrokerOrder, now: EpochMicros): void {
    const { life } = this.#parts;
    const hasExpiring = legsOf(order.ticket.contract).some(({ contract }) => contract.secType === "OPT");
    if (order.isHeld || (order.ticket.tif === "GTC" && !hasExpiring)) return;
    life.end(order, now, "the order's time has run out");
  }

  #serve(order: BrokerOrder, now: EpochMicros): void {
    const { life, orders } = this.#parts;
    if (order.status === "PendingCancel") {
      this.#fill(order, { count: remainingOf(order), legPrices: this.#forcedPrices(order), at: now });
      return;
    }
    const isWaiting = order.status === "PreSubmitted" && order.ticket.stop === null;
    if (isWaiting) life.activate(order, now);
    const working = this.#triggered(orders.get(order.clientId, order.orderId) ?? order, now);
    if (working !== null && !working.isBroken) this.#trade(working, now);
    const after = orders.get(order.clientId, order.orderId);
    if (after?.ticket.tif === "IOC" && after.status === "Submitted") life.end(after, now, "");
  }

  /** The order where it may trade now: a stop has to be reached first. */
  #triggered(order: BrokerOrder, now: EpochMicros): BrokerOrder | null {
    const { stop, contract, action } = order.ticket;
    if (stop === null || order.isTriggered) return order;
    const { board, orders, life } = this.#parts;
    const price = executablePrice(board, contract, action);
    const isBeyond = price !== null && (action === "BUY" ? price >= stop : price <= stop);
    if (!isBeyond) {
      if (order.beyondStop > 0) orders.put({ ...order, beyondStop: 0 });
      return null;
    }
    const seen = { ...order, beyondStop: order.beyondStop + 1 };
    if (seen.beyondStop < BEYOND_LOOKS) {
      orders.put(seen);
      return null;
    }
    life.activate({ ...seen, isTriggered: true }, now);
    return orders.get(order.clientId, order.orderId) ?? null;
  }

  #trade(order: BrokerOrder, now: EpochMicros): void {
    const { board, mischief, booking, life } = this.#parts;
    const { contract, action, limit } = order.ticket;
    const price = executablePrice(board, contract, action);
    if (price === null || (limit !== null && (action === "BUY" ? price > limit : price < limit))) return;
    const most = Math.min(executableCount(board, contract, action), remainingOf(order));
    if (most <= 0) return;
    const isCut = remainingOf(order) > 1 && mischief.take("rejectAfterPartial");
    const fill = { count: isCut ? 1 : most, legPrices: this.#legPrices(order), at: now };
    if (isBag(contract) && mischief.take("halfPackage")) {
      this.#take(order, fill.count, 1);
      booking.bookHalf(order, fill);
      return;
    }
    const filled = this.#fill(order, fill);
    if (isCut) life.reject(filled, now, "Order rejected - reason:The exchange has stopped the order.");
  }

  #fill(
    order: BrokerOrder,
    fill: { readonly count: number; readonly legPrices: readonly UsdE4[]; readonly at: EpochMicros },
  ): BrokerOrder {
    const { booking, life } = this.#parts;
    this.#take(order, fill.count, legsOf(order.ticket.contract).length);
    const filled = booking.book(order, fill);
    life.afterFill(filled, fill.count, fill.at);
    return filled;
  }

  #take({ ticket }: BrokerOrder, count: number, legs: number): void {
    for (const leg of legsOf(ticket.contract).slice(0, legs)) {
      const side = sideFor(signOf(ticket.action) * signOf(leg.action));
      this.#parts.board.take(leg.contract.instrument, side, leg.ratio * count);
    }
  }

  #legPrices({ ticket }: BrokerOrder): readonly UsdE4[] {
    return legsOf(ticket.contract).map((leg) => {
      const side = sideFor(signOf(ticket.action) * signOf(leg.action));
      return usdE4(this.#parts.board.priceOf(leg.contract.instrument, side) ?? 0);
    });
  }

  /** Prices of a fill that the market does not offer: the displayed ones, the first leg moved so that the limit is kept. */
  #forcedPrices(order: BrokerOrder): readonly UsdE4[] {
    const { contract, limit, action } = order.ticket;
    const [first = usdE4(0), ...others] = this.#legPrices(order);
    const price = executablePrice(this.#parts.board, contract, action);
    if (limit === null || (price !== null && (action === "BUY" ? price <= limit : price >= limit)))
      return [first, ...others];
    const [leg] = legsOf(contract);
    const net = [first, ...others].reduce((sum, one, i) => {
      const at = legsOf(contract)[i];
      return sum + (at === undefined ? 0 : signOf(at.action) * at.ratio * one);
    }, 0);
    const move = leg === undefined ? 0 : ((limit - net) * signOf(leg.action)) / leg.ratio;
    return [usdE4(Math.max(Math.round(first + move), 0)), ...others];
  }
}
