import { usdE4, type EpochMicros, type FeeTable, type UsdE4 } from "@smart0dte/domain";
import { isBag, legsOf, signOf, type BagLeg } from "../contracts/listed-contract.ts";
import { averageOf, type BrokerOrder } from "./broker-order.ts";
import type { Execution } from "./execution.ts";
import type { ExecutionIds } from "./execution-ids.ts";
import { feesOfTrade } from "./fees.ts";
import type { Ledger } from "./ledger.ts";
import type { Tell } from "./notice.ts";
import type { OrderBook } from "./order-book.ts";

/** What an order trades in one go. */
export interface Fill {
  /** Contracts, or packages. */
  readonly count: number;
  /** A share, of each leg in order. */
  readonly legPrices: readonly UsdE4[];
  readonly at: EpochMicros;
}

export interface BookingParts {
  readonly orders: OrderBook;
  readonly ledger: Ledger;
  readonly ids: ExecutionIds;
  readonly feeTable: FeeTable;
  readonly tell: Tell;
}

/** Books fills and tells them in the order in which the gateway does. */
export class FillBooking {
  readonly #parts: BookingParts;

  constructor(parts: BookingParts) {
    this.#parts = parts;
  }

  /** The order as the fill leaves it. */
  book(order: BrokerOrder, fill: Fill): BrokerOrder {
    const { tell } = this.#parts;
    const filled = this.#filled(order, fill);
    if (!isBag(order.ticket.contract)) {
      const execution = this.#executeLeg(filled, fill, 0);
      tell({ kind: "execution", execution });
      tell({ kind: "order", order: filled });
      tell({ kind: "order", order: filled });
      tell({ kind: "commission", execution });
    } else this.#bookPackage(filled, fill);
    tell({ kind: "account" });
    return filled;
  }

  /** The first leg alone; the package counts as unfilled and is broken. */
  bookHalf(order: BrokerOrder, fill: Fill): BrokerOrder {
    const { orders, tell } = this.#parts;
    const broken = orders.put({ ...order, isBroken: true, isMute: false, updatedAt: fill.at });
    const execution = this.#executeLeg(broken, fill, 0);
    tell({ kind: "execution", execution });
    tell({ kind: "order", order: broken });
    tell({ kind: "commission", execution });
    tell({ kind: "account" });
    return broken;
  }

  #bookPackage(order: BrokerOrder, fill: Fill): void {
    const { ledger, ids, tell } = this.#parts;
    const { ticket } = order;
    const whole: Execution = {
      ...namesOf(order),
      execId: ids.whole(fill.at),
      contract: ticket.contract,
      exchange: "SMART",
      action: ticket.action,
      shares: fill.count,
      price: order.lastFillPrice,
      at: fill.at,
      cumulative: order.filled,
      average: averageOf(order),
      isLiquidation: false,
      isLeg: false,
      commission: null,
    };
    ledger.record(whole);
    tell({ kind: "execution", execution: whole });
    tell({ kind: "order", order });
    const legs = legsOf(ticket.contract).map((_, i) => this.#executeLeg(order, fill, i));
    for (const execution of legs) {
      tell({ kind: "execution", execution });
      tell({ kind: "order", order });
    }
    for (const execution of legs) {
      tell({ kind: "order", order });
      tell({ kind: "commission", execution });
    }
  }

  #executeLeg(order: BrokerOrder, { count, legPrices, at }: Fill, index: number): Execution {
    const { ledger, ids, feeTable } = this.#parts;
    const { ticket } = order;
    const leg: BagLeg | undefined = legsOf(ticket.contract)[index];
    const price = legPrices[index];
    if (leg === undefined || price === undefined) throw new RangeError(`no leg ${index}`);
    const isLeg = isBag(ticket.contract);
    const quantity = signOf(ticket.action) * signOf(leg.action) * leg.ratio * count;
    const fees = feesOfTrade(leg.contract, { quantity, price }, feeTable);
    const execution: Execution = {
      ...namesOf(order),
      execId: isLeg ? ids.leg(at, index) : ids.whole(at),
      contract: leg.contract,
      exchange: leg.contract.secType === "OPT" ? "CBOE" : "ARCA",
      action: quantity > 0 ? "BUY" : "SELL",
      shares: Math.abs(quantity),
      price,
      at,
      cumulative: isLeg ? Math.abs(quantity) : order.filled,
      average: isLeg ? price : averageOf(order),
      isLiquidation: false,
      isLeg,
      commission: ledger.book({ contract: leg.contract, quantity, price, fees }),
    };
    ledger.record(execution);
    return execution;
  }

  #filled(order: BrokerOrder, { count, legPrices, at }: Fill): BrokerOrder {
    const price = netPrice(order, legPrices);
    const filled = order.filled + count;
    const isFull = filled >= order.quantity;
    return this.#parts.orders.put({
      ...order,
      filled,
      filledValue: order.filledValue + price * count,
      lastFillPrice: price,
      status: isFull ? "Filled" : order.status === "PendingCancel" ? "PendingCancel" : "Submitted",
      whyHeld: "",
      updatedAt: at,
      endText: isFull ? `Filled Size: ${filled}` : "",
      isMute: false,
    });
  }
}

/** A share, as the order's own prices are meant. */
const netPrice = ({ ticket }: BrokerOrder, prices: readonly UsdE4[]): UsdE4 =>
  usdE4(
    legsOf(ticket.contract).reduce(
      (sum, leg, i) => sum + signOf(leg.action) * leg.ratio * (prices[i] ?? 0),
      0,
    ),
  );

const namesOf = ({ clientId, orderId, permId, ticket }: BrokerOrder) => ({
  clientId,
  orderId,
  permId,
  orderRef: ticket.orderRef,
  account: ticket.account,
});
