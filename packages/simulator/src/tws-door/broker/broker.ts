import {
  epochMicros,
  feeTableOn,
  usdE4,
  type EpochMicros,
  type Session,
  type UsdE4,
} from "@smart0dte/domain";
import type { BrokerBooks } from "../books/broker-books.ts";
import type { ContractBook } from "../contracts/contract-book.ts";
import type { ListedContract } from "../contracts/listed-contract.ts";
import { sideFor } from "../quotes/package-quote.ts";
import type { QuoteBoard, Taken } from "../quotes/quote-board.ts";
import { RequestFault } from "../requests/field-cursor.ts";
import type { PlaceRequest } from "../requests/place-order-request.ts";
import { decimalText } from "../wire/field-text.ts";
import { AccountView } from "./account-view.ts";
import { isOver, type BrokerOrder, type OrderTicket } from "./broker-order.ts";
import type { Execution } from "./execution.ts";
import { ExecutionIds } from "./execution-ids.ts";
import { feesOfTrade } from "./fees.ts";
import { FillBooking } from "./fill-booking.ts";
import { Ledger, emptyLedger } from "./ledger.ts";
import { Matching } from "./matching.ts";
import { Mischief } from "./mischief.ts";
import type { Notice, Tell } from "./notice.ts";
import { admit } from "./order-admission.ts";
import { OrderBook } from "./order-book.ts";
import { OrderLife, type OrderAct } from "./order-life.ts";
import { isClosing, rejectionOf } from "./order-rules.ts";
import type { SeededChance } from "./seeded-chance.ts";

export interface BrokerOptions {
  readonly account: string;
  /** What an empty account begins with. */
  readonly cash: UsdE4;
  readonly contracts: ContractBook;
  readonly board: QuoteBoard;
  readonly session: Session;
  readonly chance: SeededChance;
  /** What it goes on from; null: an empty account. */
  readonly books: BrokerBooks | null;
  /** How far the board is. */
  readonly now: EpochMicros;
  readonly tell: Tell;
}

const PERM_IDS = 1_400_000_000;
const PERM_ID_SPREAD = 100_000_000;
/** Trades outside all orders have their own range. */
const OUTSIDE_PERM_IDS = 200_000_000;
const EXECUTION_IDS = 0x10000;
const EXECUTION_ID_SPREAD = 0x10000;

/** What the broker behind the gateway knows and does; everything it says goes through `tell`, in order. */
export class Broker {
  readonly orders: OrderBook;
  readonly mischief = new Mischief();
  readonly ledger: Ledger;
  readonly view: AccountView;
  readonly #options: BrokerOptions;
  readonly #life: OrderLife;
  readonly #matching: Matching;
  readonly #ids: ExecutionIds;
  readonly #opening: UsdE4;
  #outsidePermId: number;
  #lookedAt: EpochMicros;
  /** What was taken before its books were opened, until the market is there again. */
  #takenBefore: readonly Taken[] | null;

  constructor(options: BrokerOptions) {
    const { session, chance, cash, board, books, tell } = options;
    const feeTable = feeTableOn(session.date);
    this.#options = options;
    const first = PERM_IDS + Math.floor(chance.next() * PERM_ID_SPREAD);
    const firstExecution = EXECUTION_IDS + Math.floor(chance.next() * EXECUTION_ID_SPREAD);
    chance.skipTo(books?.counters.draws ?? 0);
    this.#outsidePermId = books?.counters.outsidePermId ?? first + OUTSIDE_PERM_IDS;
    this.#ids = new ExecutionIds(books?.counters.executionId ?? firstExecution);
    this.#opening = books?.opening ?? cash;
    this.#lookedAt = books?.lookedAt ?? epochMicros(0);
    this.#takenBefore = books?.taken ?? null;
    this.orders = new OrderBook(books);
    this.ledger = new Ledger(books ?? emptyLedger(cash));
    this.view = new AccountView({ ...options, ledger: this.ledger, feeTable, opening: this.#opening });
    const { orders, mischief, ledger } = this;
    this.#life = new OrderLife({
      orders,
      mischief,
      session,
      tell,
      chance: () => chance.next(),
      lastPermId: books?.counters.permId ?? first,
      rejectionOf: (order) => this.#rejectionOf(order),
    });
    const booking = new FillBooking({ orders, ledger, feeTable, tell, ids: this.#ids });
    this.#matching = new Matching({ board, orders, mischief, session, booking, life: this.#life });
    if (options.now >= this.#lookedAt) this.#takeUp();
  }

  /** Grows with each change of its books. */
  get revision(): number {
    return this.orders.revision + this.ledger.revision;
  }

  /** What another one goes on from as this one would; its faults excepted. */
  books(): BrokerBooks {
    const { orders, ledger } = this;
    const { board, chance } = this.#options;
    return {
      lookedAt: this.#lookedAt,
      counters: {
        permId: this.#life.permId,
        outsidePermId: this.#outsidePermId,
        executionId: this.#ids.last,
        draws: chance.drawn,
      },
      opening: this.#opening,
      cash: ledger.cash,
      fees: ledger.fees,
      highestIds: orders.highestIds,
      live: orders.live,
      over: orders.over,
      executions: ledger.executions,
      positions: ledger.positions,
      taken: this.#takenBefore ?? board.taken(),
    };
  }

  /** Next id that a client may use. */
  nextIdOf(clientId: number): number {
    return this.orders.highestOf(clientId) + 1;
  }

  /** Takes a new order or the change of one; what is malformed throws a {@link RequestFault}. */
  place(act: OrderAct, request: PlaceRequest): void {
    const { contracts, account } = this.#options;
    const { clientId, orderId } = act;
    if (orderId <= 0) throw new RequestFault(10149, `Invalid order id: ${orderId}`);
    const known = this.orders.get(clientId, orderId);
    if (known !== undefined && isOver(known))
      throw known.status === "Filled" ? new RequestFault(104, "Cannot modify a filled order.") : DUPLICATE;
    if (known === undefined && orderId <= this.orders.highestOf(clientId)) throw DUPLICATE;
    this.orders.use(clientId, orderId);
    const { ticket, warnings } = admit(request, contracts, account);
    for (const warning of warnings) this.#life.refuse(act, warning);
    if (ticket.whatIf) this.#preview(act, ticket);
    else if (known === undefined) this.#life.take(act, ticket);
    else this.#change(known, ticket, act);
  }

  cancel(act: OrderAct): void {
    const known = this.orders.get(act.clientId, act.orderId);
    if (known === undefined)
      throw new RequestFault(10147, `OrderId ${act.orderId} that needs to be cancelled is not found.`);
    if (isOver(known) || known.status === "PendingCancel")
      throw new RequestFault(
        10148,
        `OrderId ${act.orderId} that needs to be cancelled cannot be cancelled, state: ${known.status}.`,
      );
    this.#cancel(known, act.now);
  }

  /** Everything that lives, whoever owns it. */
  cancelAll(now: EpochMicros): void {
    for (const order of this.orders.live) {
      // an earlier one's group or bracket may have ended it
      const left = this.orders.get(order.clientId, order.orderId);
      if (left !== undefined && !isOver(left) && left.status !== "PendingCancel") this.#cancel(left, now);
    }
  }

  /** Looks at the market once: stops, fills and ends. Nothing trades but here, so no order in the moment that it comes. */
  look(now: EpochMicros): void {
    // a market that is gone through again is not traded on again
    if (now <= this.#lookedAt) return;
    this.#lookedAt = now;
    this.#takeUp();
    if (!this.orders.isIdle) this.#matching.look(now);
  }

  /** Closes what is held of the options outside all orders, at the side displayed, else at its mark. */
  closeOut(now: EpochMicros, { isLiquidation }: { readonly isLiquidation: boolean }): number {
    let count = 0;
    for (const { contract, quantity } of this.view.holdings()) {
      if (quantity === 0 || contract.secType !== "OPT") continue;
      this.#closeOne(contract, -quantity, { now, isLiquidation });
      count += 1;
    }
    if (count > 0) this.#options.tell({ kind: "account" });
    return count;
  }

  #takeUp(): void {
    if (this.#takenBefore !== null) this.#options.board.retake(this.#takenBefore);
    this.#takenBefore = null;
  }

  #closeOne(
    contract: ListedContract,
    quantity: number,
    { now, isLiquidation }: { readonly now: EpochMicros; readonly isLiquidation: boolean },
  ): void {
    const { board, account, session, tell } = this.#options;
    const shown = board.priceOf(contract.instrument, sideFor(quantity));
    const price = usdE4(Math.round(shown ?? board.markOf(contract.instrument) ?? 0));
    const fees = feesOfTrade(contract, { quantity, price }, feeTableOn(session.date));
    this.#outsidePermId += 1;
    const execution: Execution = {
      execId: this.#ids.whole(now),
      clientId: 0,
      orderId: 0,
      permId: this.#outsidePermId,
      orderRef: "",
      account,
      contract,
      exchange: "CBOE",
      action: quantity > 0 ? "BUY" : "SELL",
      shares: Math.abs(quantity),
      price,
      at: now,
      cumulative: Math.abs(quantity),
      average: price,
      isLiquidation,
      isLeg: false,
      commission: this.ledger.book({ contract, quantity, price, fees }),
    };
    this.ledger.record(execution);
    tell({ kind: "execution", execution });
    tell({ kind: "commission", execution });
  }

  #cancel(order: BrokerOrder, now: EpochMicros): void {
    const act = { clientId: order.clientId, orderId: order.orderId, now };
    // of a package that half traded nothing is left that could fill as a whole
    const mayFill = !order.isHeld && !order.isBroken && order.status === "Submitted";
    if (mayFill && this.mischief.take("fillAfterCancel")) {
      const pending = this.orders.put({ ...order, status: "PendingCancel", updatedAt: now });
      for (let i = 0; i < 2; i += 1) this.#options.tell({ kind: "order", order: pending });
      return;
    }
    // only the acknowledgement was lost, not what comes after it
    this.#life.cancel({ ...order, isMute: false }, act);
  }

  #change(known: BrokerOrder, ticket: OrderTicket, act: OrderAct): void {
    if (known.status === "PendingCancel")
      throw new RequestFault(104, "Cannot modify an order that is being cancelled.");
    const { ticket: old } = known;
    if (ticket.ocaGroup !== old.ocaGroup) throw new RequestFault(10326, "OCA group revision is not allowed.");
    const isSame =
      ticket.contract.conId === old.contract.conId &&
      ticket.action === old.action &&
      ticket.orderType === old.orderType &&
      ticket.parentId === old.parentId &&
      legText(ticket) === legText(old);
    if (!isSame || ticket.quantity <= known.filled)
      throw new RequestFault(105, "Order being modified does not match original order.");
    this.#life.change(known, ticket, act);
  }

  #preview(act: OrderAct, ticket: OrderTicket): void {
    if (ticket.contract.secType === "BAG" && this.mischief.take("declineWhatIf"))
      throw new RequestFault(360, "No whatif check support for smart combo order.");
    const order = previewOrder(act, ticket);
    const notice: Notice = { kind: "preview", order, preview: this.view.preview(ticket) };
    this.#options.tell(notice);
  }

  #rejectionOf(order: BrokerOrder): string | null {
    const { session } = this.#options;
    if (order.updatedAt >= session.close) return "Order rejected - reason:The contract has stopped trading.";
    const rejection = rejectionOf(order, this.orders);
    if (rejection !== null) return rejection;
    if (this.mischief.isArmed("malformedReject")) return "Order rejected - reason:Rejected by the system.";
    // a bracket's exits come with its entry
    if (order.ticket.parentId !== 0 || isClosing(order.ticket, this.ledger)) return null;
    if (this.mischief.take("expiryRefusal")) {
      const figures = this.view.figures().find(({ key }) => key === "PostExpirationExcess");
      return `YOUR ORDER IS NOT ACCEPTED. PROJECTED POST EXPIRATION MARGIN DEFICIT IS ${figures?.value ?? "0"} USD`;
    }
    const { equity, initial } = this.view.preview(order.ticket);
    return equity.after >= initial.after
      ? null
      : `YOUR ORDER IS NOT ACCEPTED. IN ORDER TO OBTAIN THE DESIRED POSITION YOUR EQUITY WITH LOAN VALUE [${decimalText(equity.after)} USD] MUST EXCEED THE INITIAL MARGIN [${decimalText(initial.after)} USD]`;
  }
}

const DUPLICATE = new RequestFault(103, "Duplicate order id");

const legText = ({ contract }: OrderTicket): string =>
  contract.secType === "BAG"
    ? contract.legs.map((leg) => `${leg.contract.conId}:${leg.action}:${leg.ratio}`).join(",")
    : "";

const previewOrder = ({ clientId, orderId, now }: OrderAct, ticket: OrderTicket): BrokerOrder => ({
  clientId,
  orderId,
  permId: 0,
  ticket,
  status: "PreSubmitted",
  isHeld: false,
  quantity: ticket.quantity,
  filled: 0,
  filledValue: 0,
  lastFillPrice: usdE4(0),
  whyHeld: "",
  isTriggered: false,
  beyondStop: 0,
  ocaGroup: ticket.ocaGroup,
  ocaType: ticket.ocaType,
  updatedAt: now,
  endText: "",
  isMute: false,
  isBroken: false,
});
