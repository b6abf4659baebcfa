import {
  isoDateOf,
  unreachable,
  type BrokerEvent,
  type OptionContract,
  type OrderCommand,
  type OrderId,
} from "@smart0dte/domain";
import { ContractBook } from "../books/contract-book.ts";
import { KeptDefinitions } from "../books/kept-definitions.ts";
import { FIRST_REQUEST_ID, OrderNumbers } from "../orders/order-numbers.ts";
import type { Gate, Sender } from "../session/send-gate.ts";
import type { SessionState } from "../session/session-state.ts";
import type { DetailsRow, TwsHeard } from "../words/tws-heard.ts";
import type { IbkrBroker, IbkrBrokerOptions, IbkrNotice, IbkrView } from "./broker-options.ts";
import { BesideOrders } from "./beside-orders.ts";
import { Connection } from "./connection.ts";
import type { HearMargin, MarginWish } from "./margin-desk.ts";
import { FillDesk } from "./fill-desk.ts";
import { routeHeard, type HeardRoutes } from "./heard-routing.ts";
import { OrderDesk } from "./order-desk.ts";
import { OrderGate } from "./order-gate.ts";
import { Outbox } from "./outbox.ts";
import { Synchroniser } from "./synchroniser.ts";
import { differenceWords } from "../words/problem-words.ts";

const TICK_MS = 25;

/** A broker that stands still until it is started. */
export const openIbkrBroker = (options: IbkrBrokerOptions): IbkrBroker => new Broker(options);

class Broker implements IbkrBroker {
  readonly #options: IbkrBrokerOptions;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #numbers: OrderNumbers;
  readonly #contracts: ContractBook;
  readonly #fills: FillDesk;
  readonly #desk: OrderDesk;
  readonly #sync: Synchroniser;
  readonly #gate: OrderGate;
  readonly #beside: BesideOrders;
  readonly #routes: HeardRoutes;
  /** Said after the questions of the snapshot under way: it cannot show them. */
  #saidSince = new Set<OrderId>();
  #requestId = FIRST_REQUEST_ID;
  #serverVersion: number | null = null;
  #stopTicking: (() => void) | null = null;

  constructor(options: IbkrBrokerOptions) {
    this.#options = options;
    this.#numbers = new OrderNumbers(options.orderNumbers);
    this.#fills = new FillDesk({
      options,
      tell: (event) => this.#tell(event),
      notice: (severity, code, text) => this.#notice(severity, code, text),
      doubt: (why) => this.#connection.step({ kind: "doubt", why }),
      seen: (orderNumber) => this.#numbers.seen(orderNumber),
    });
    const nextRequestId = (): number => (this.#requestId += 1);
    const kept = new KeptDefinitions(options, (text) => this.#notice("warning", "definitions", text));
    this.#contracts = new ContractBook(nextRequestId, kept);
    this.#connection = new Connection(options, {
      hear: (heard) => this.#hear(heard),
      dropped: () => this.#dropped(),
      probe: () => this.#outbox.ask({ say: "currentTime" }, "exit"),
      synchronise: () => this.#synchronise(),
      changed: (before, after) => this.#changed(before, after),
    });
    this.#outbox = new Outbox(options.pacing, {
      say: (words) => this.#connection.say(words),
      mayLeave: (order) => this.#gate.mayLeave(order),
    });
    this.#desk = new OrderDesk({
      options,
      numbers: this.#numbers,
      contracts: this.#contracts,
      outbox: this.#outbox,
      tell: (event) => this.#tell(event),
      doubt: (why) => this.#connection.step({ kind: "doubt", why }),
      warn: (code, text) => this.#notice("warning", code, text),
    });
    this.#beside = new BesideOrders({
      account: options.account,
      numbers: this.#numbers,
      contracts: this.#contracts,
      outbox: this.#outbox,
      nextRequestId,
      lines: options.quoteLines ?? 0,
      isReady: () => this.#connection.state.state === "ready",
      at: () => this.#at(),
      now: () => options.surroundings.now(),
    });
    this.#gate = new OrderGate({
      gate: () => this.#standing(),
      refuse: (order, why) => this.#desk.reject(order, why),
    });
    this.#routes = {
      desk: this.#desk,
      fills: this.#fills,
      numbers: this.#numbers,
      opened: (serverVersion) => (this.#serverVersion = serverVersion),
      notice: (severity, code, text) => this.#notice(severity, code, text),
    };
    this.#sync = new Synchroniser({
      options,
      join: this.#fills.join,
      nextRequestId,
      told: () => this.#fills.told,
      isUnsaid: (id) => this.#desk.book.of(id)?.stage === "waiting" || this.#saidSince.has(id),
      ask: (words) => this.#outbox.ask(words, "order"),
    });
  }

  start(): void {
    this.#stopTicking ??= this.#options.surroundings.every(TICK_MS, () => {
      this.#tick();
    });
    this.#connection.step({ kind: "start" });
  }

  stop(): void {
    this.#stopTicking?.();
    this.#stopTicking = null;
    this.#contracts.keep();
    this.#connection.step({ kind: "stop" });
  }

  send(command: OrderCommand, sender: Sender = "desk"): void {
    const permission = this.#gate.permission(command, sender);
    if (command.action === "cancel") {
      // without a connection the wish is kept and said once there is one
      this.#desk.cancel(command.orderId, "asked");
    } else if (command.action === "replace") {
      this.#desk.replace(command, permission.ok ? null : permission.error.code);
    } else if (!permission.ok && !this.#gate.mayWait(command)) {
      this.#desk.refuse(command, permission.error.code);
    } else {
      const { orderId: id, legs, quantity } = command;
      this.#gate.wanted(id, sender);
      this.#fills.join.know({ id, legs, quantity, filled: 0 });
      this.#desk.place(command);
    }
    this.#pump();
  }

  globalCancel(): boolean {
    return this.#isSpeaking && this.#connection.say({ say: "globalCancel" });
  }

  resynchronise(why: string): void {
    this.#notice("info", "resynchronise", why);
    this.#connection.step({ kind: "doubt", why });
  }

  define(contracts: readonly OptionContract[]): void {
    for (const say of this.#contracts.ask(contracts, this.#at())) this.#outbox.ask(say, "query");
  }

  margin(wish: MarginWish, hear: HearMargin): void {
    this.#beside.margin(wish, hear);
    this.#pump();
  }

  watch(contracts: readonly OptionContract[]): void {
    this.#beside.quotes.watch(contracts);
  }

  definition(contract: OptionContract): DetailsRow | null {
    return this.#contracts.details(contract) ?? null;
  }

  view(): IbkrView {
    const { account, accountKind } = this.#options;
    return {
      session: this.#connection.state,
      account,
      accountKind,
      serverVersion: this.#serverVersion,
      reset: this.#connection.reset,
      isReconciled: this.#sync.isReconciled,
      differences: this.#sync.differences,
      waiting: this.#outbox.length,
      accountValues: this.#beside.account.told,
      profit: this.#beside.account.profit,
      quotes: this.#beside.quotes.told,
      quotesBeyondBudget: this.#beside.quotes.beyondBudget,
      unjoined: this.#fills.join.unjoined(),
    };
  }

  get #isSpeaking(): boolean {
    const { state } = this.#connection.state;
    return state === "ready" || state === "synchronising";
  }

  /** Without a connection everything keeps its place, cancels too. */
  #pump(): void {
    if (this.#isSpeaking) this.#outbox.pump(this.#at());
  }

  #standing(): Gate {
    const { accountKind, isArmed } = this.#options;
    return {
      session: this.#connection.state,
      isReconciled: this.#sync.isReconciled,
      isArmed: accountKind === "paper" || isArmed(),
    };
  }

  #tick(): void {
    const at = this.#at();
    this.#contracts.beginDay(isoDateOf(this.#options.surroundings.now()));
    this.#contracts.rest(at);
    this.#connection.step({ kind: "tick" });
    this.#desk.advance();
    this.#beside.advance();
    this.#desk.expire();
    this.#desk.overdue();
    this.#fills.advance();
    this.#finishSync(at);
    if (this.#sync.isHeldOtherwise(at)) {
      this.#connection.step({ kind: "doubt", why: "positions changed by themselves" });
    }
    this.#pump();
  }

  #hear(heard: TwsHeard): void {
    this.#sync.hear(heard, this.#at());
    this.#connection.hearForSession(heard);
    if (!this.#beside.hear(heard)) routeHeard(heard, this.#routes);
    for (const say of this.#contracts.hear(heard, this.#at())) this.#outbox.ask(say, "order");
    this.#desk.advance();
    this.#fills.advance();
    this.#finishSync(this.#at());
    this.#pump();
  }

  #tell(event: BrokerEvent): void {
    this.#fills.remember(event);
    if (event.kind === "fill") this.#desk.filled(event.orderId, event.quantity);
    if (event.kind === "sent") this.#saidSince.add(event.orderId);
    this.#options.hear(event);
  }

  #synchronise(): void {
    const { orders, executions } = this.#options.desk();
    for (const order of orders) {
      this.#fills.join.know(order, executions);
      this.#desk.recover(order);
    }
    this.#saidSince = new Set();
    this.#sync.begin();
    this.#pump();
  }

  #finishSync(at: number): void {
    const outcome = this.#sync.outcome(at);
    if (outcome === null) return;
    for (const event of outcome.found?.events ?? []) {
      this.#desk.follow(event);
      this.#tell(event);
    }
    for (const orderNumber of outcome.found?.cancel ?? []) {
      this.#outbox.ask({ say: "cancelOrder", orderNumber }, "exit");
    }
    switch (outcome.kind) {
      case "again":
        this.#notice("warning", "unsynchronised", outcome.why);
        this.#connection.step({ kind: "unsynchronised", why: outcome.why });
        return;
      case "whole":
        this.#beside.account.compared(this.#sync.accountValues ?? []);
        this.#sayDifferences();
        this.#connection.step({ kind: "synchronised" });
        this.#fills.tellOrphans();
        return;
      default:
        unreachable(outcome);
    }
  }

  #sayDifferences(): void {
    for (const difference of this.#sync.differences) {
      this.#notice(difference.halts ? "alert" : "info", difference.kind, differenceWords(difference));
    }
  }

  #dropped(): void {
    this.#outbox.clear();
    this.#sync.abandon();
    this.#beside.dropped();
    this.#contracts.reconnected();
    this.#desk.dropped();
  }

  #changed(before: SessionState, after: SessionState): void {
    const why = "why" in after ? `: ${after.why}` : "";
    this.#notice(after.state === "refused" ? "alert" : "info", after.state, `after ${before.state}${why}`);
    if (after.state !== "ready") return;
    this.#beside.ready();
    this.#desk.repeatCancels();
    this.#outbox.release();
  }

  #notice(severity: IbkrNotice["severity"], code: string, text: string): void {
    this.#options.notice({ at: this.#options.surroundings.now(), severity, code, text });
  }

  #at(): number {
    return this.#options.surroundings.monotonic();
  }
}
