import {
  isoDateOf,
  unreachable,
  type BrokerEvent,
  type OptionContract,
  type OrderCommand,
  type OrderId,
} from "@smart0dte/domain";
import { ContractBook } from "../books/contract-book.ts";
import { ExecutionJoin, type ToldExecution } from "../books/execution-join.ts";
import { FIRST_REQUEST_ID, OrderNumbers } from "../orders/order-numbers.ts";
import type { BookedOrder } from "../orders/order-book.ts";
import type { PlaceCommand } from "../orders/order-translation.ts";
import { permits, type Sender } from "../session/send-gate.ts";
import type { SessionState } from "../session/session-state.ts";
import type { DetailsRow, ExecutionRow, TwsHeard } from "../words/tws-heard.ts";
import type { IbkrBroker, IbkrBrokerOptions, IbkrNotice, IbkrView } from "./broker-options.ts";
import { Connection } from "./connection.ts";
import { OrderDesk } from "./order-desk.ts";
import { Outbox } from "./outbox.ts";
import { Synchroniser } from "./synchroniser.ts";
import { differenceWords, joinWords } from "../words/problem-words.ts";

const TICK_MS = 25;

/** A broker that stands still until it is started. */
export const openIbkrBroker = (options: IbkrBrokerOptions): IbkrBroker => new Broker(options);

class Broker implements IbkrBroker {
  readonly #options: IbkrBrokerOptions;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #numbers: OrderNumbers;
  readonly #contracts: ContractBook;
  readonly #join: ExecutionJoin;
  readonly #desk: OrderDesk;
  readonly #sync: Synchroniser;
  readonly #told: ToldExecution[] = [];
  readonly #persons = new Set<OrderId>();
  /** Said after the questions of the snapshot under way: it cannot show them. */
  #saidSince = new Set<OrderId>();
  #requestId = FIRST_REQUEST_ID;
  #serverVersion: number | null = null;
  #stopTicking: (() => void) | null = null;

  constructor(options: IbkrBrokerOptions) {
    this.#options = options;
    this.#numbers = new OrderNumbers(options.orderNumbers);
    this.#join = new ExecutionJoin(options.join);
    const nextRequestId = (): number => (this.#requestId += 1);
    this.#contracts = new ContractBook(nextRequestId);
    this.#connection = new Connection(options, {
      hear: (heard) => this.#hear(heard),
      dropped: () => this.#dropped(),
      probe: () => this.#outbox.ask({ say: "currentTime" }, "exit"),
      synchronise: () => this.#synchronise(),
      changed: (before, after) => this.#changed(before, after),
    });
    this.#outbox = new Outbox(options.pacing, {
      say: (words) => this.#connection.say(words),
      mayLeave: (order) => this.#mayLeave(order),
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
    this.#sync = new Synchroniser({
      options,
      join: this.#join,
      nextRequestId,
      told: () => this.#told,
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
    this.#connection.step({ kind: "stop" });
  }

  send(command: OrderCommand, sender: Sender = "desk"): void {
    const permission = permits(this.#gate(), command, sender);
    if (command.action === "cancel") {
      // without a connection the wish is kept and said once there is one
      this.#desk.cancel(command.orderId, "asked");
    } else if (command.action === "replace") {
      this.#desk.replace(command, permission.ok ? null : permission.error.code);
    } else if (!permission.ok && !this.#mayWait(command)) {
      this.#desk.refuse(command, permission.error.code);
    } else {
      if (sender === "person") this.#persons.add(command.orderId);
      const { orderId: id, legs, quantity } = command;
      this.#join.know({ id, legs, quantity, filled: 0 });
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
      isReconciled: this.#sync.isReconciled,
      differences: this.#sync.differences,
      waiting: this.#outbox.length,
      accountValues: this.#sync.accountValues,
      unjoined: this.#join.unjoined(),
    };
  }

  /** An exit waits for a comparison that is under way: refused, it would have to be thought of again. */
  #mayWait({ purpose }: PlaceCommand): boolean {
    return purpose === "close" && this.#connection.state.state === "synchronising";
  }

  get #isSpeaking(): boolean {
    const { state } = this.#connection.state;
    return state === "ready" || state === "synchronising";
  }

  /** Without a connection everything keeps its place, cancels too. */
  #pump(): void {
    if (this.#isSpeaking) this.#outbox.pump(this.#at());
  }

  #gate(): Parameters<typeof permits>[0] {
    const { accountKind, isArmed } = this.#options;
    return {
      session: this.#connection.state,
      isReconciled: this.#sync.isReconciled,
      isArmed: accountKind === "paper" || isArmed(),
    };
  }

  #mayLeave(order: BookedOrder): "now" | "later" | "never" {
    const sender = this.#persons.has(order.id) ? "person" : "desk";
    const permission = permits(this.#gate(), order.command, sender);
    if (permission.ok) return "now";
    if (permission.error.code === "SESSION_NOT_READY") return "later";
    this.#desk.reject(order, permission.error.code);
    return "never";
  }

  #tick(): void {
    const at = this.#at();
    this.#contracts.beginDay(isoDateOf(this.#options.surroundings.now()));
    this.#connection.step({ kind: "tick" });
    this.#desk.advance();
    this.#desk.expire();
    this.#desk.overdue();
    this.#tellFills();
    this.#finishSync(at);
    if (this.#sync.isHeldOtherwise(at)) {
      this.#connection.step({ kind: "doubt", why: "positions changed by themselves" });
    }
    this.#pump();
  }

  #hear(heard: TwsHeard): void {
    this.#sync.hear(heard, this.#at());
    this.#connection.hearForSession(heard);
    this.#read(heard);
    for (const say of this.#contracts.hear(heard)) this.#outbox.ask(say, "order");
    this.#desk.advance();
    this.#tellFills();
    this.#finishSync(this.#at());
    this.#pump();
  }

  #read(heard: TwsHeard): void {
    switch (heard.hear) {
      case "opened":
        this.#serverVersion = heard.serverVersion;
        return;
      case "nextValidId":
        this.#numbers.suggested(heard.orderNumber);
        return;
      case "openOrder":
        this.#desk.hearRow(heard.row);
        return;
      case "orderStatus":
        this.#desk.hearStatus(heard);
        return;
      case "execution":
        this.#hearExecution(heard.row, heard.requestId === null);
        return;
      case "commission":
        this.#join.commission(heard.execId, heard.commission);
        return;
      case "notice":
        this.#hearNotice(heard);
        return;
      case "unreadable":
        this.#notice("alert", "unreadable", `${heard.what}: ${heard.why}`);
        return;
      default:
    }
  }

  #hearNotice({ code, text, about }: Extract<TwsHeard, { hear: "notice" }>): void {
    if (about === null || about >= FIRST_REQUEST_ID) this.#notice("info", String(code), text);
    else this.#desk.hearCode(about, code, text);
  }

  #hearExecution(row: ExecutionRow, isLive: boolean): void {
    if (row.clientId === this.#options.address.clientId) this.#numbers.seen(row.orderNumber);
    if (row.account !== this.#options.account || this.#join.execution(row, this.#at()) || !isLive) return;
    this.#notice("alert", row.liquidation ? "liquidation" : "tradedByHand", `${row.execId}: ${row.quantity}`);
    this.#connection.step({ kind: "doubt", why: "an execution of no order of ours" });
  }

  #tellFills(): void {
    const moment = { at: this.#at(), now: this.#options.surroundings.now() };
    for (const fill of this.#join.take(moment)) this.#tell(fill);
    for (const notice of this.#join.notices(moment)) {
      this.#notice("alert", notice.kind, joinWords(notice));
      if (notice.kind === "feesFromTable") continue;
      this.#connection.step({ kind: "doubt", why: notice.kind });
    }
  }

  #tell(event: BrokerEvent): void {
    if (event.kind === "fill" || event.kind === "orphan") this.#told.push(event);
    if (event.kind === "fill") this.#desk.filled(event.orderId, event.quantity);
    if (event.kind === "sent") this.#saidSince.add(event.orderId);
    this.#options.hear(event);
  }

  #synchronise(): void {
    const { orders, executions } = this.#options.desk();
    for (const order of orders) {
      this.#join.know(order, executions);
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
        this.#sayDifferences();
        this.#connection.step({ kind: "synchronised" });
        this.#tellOrphans();
        return;
      default:
        unreachable(outcome);
    }
  }

  /** The broker has just shown twice that it has no more: the desk must know what it holds. */
  #tellOrphans(): void {
    const moment = { at: this.#at(), now: this.#options.surroundings.now() };
    const orphans = this.#join.takeOrphans(moment);
    for (const orphan of orphans) this.#tell(orphan);
    if (orphans.length > 0)
      this.#connection.step({ kind: "doubt", why: "orphan legs are in the desk's book" });
  }

  #sayDifferences(): void {
    for (const difference of this.#sync.differences) {
      this.#notice(difference.halts ? "alert" : "info", difference.kind, differenceWords(difference));
    }
  }

  #dropped(): void {
    this.#outbox.clear();
    this.#sync.abandon();
    this.#contracts.reconnected();
    this.#desk.dropped();
  }

  #changed(before: SessionState, after: SessionState): void {
    const why = "why" in after ? `: ${after.why}` : "";
    this.#notice(after.state === "refused" ? "alert" : "info", after.state, `after ${before.state}${why}`);
    if (after.state !== "ready") return;
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
