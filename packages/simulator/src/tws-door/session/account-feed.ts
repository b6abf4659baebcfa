import { clockText } from "../contracts/trading-hours.ts";
import {
  accountEndReply,
  accountMultiEndReply,
  accountMultiReply,
  accountTimeReply,
  accountValueReply,
  pnlReply,
  pnlSingleReply,
  portfolioReply,
  positionEndReply,
  positionMultiEndReply,
  positionMultiReply,
  positionReply,
  summaryEndReply,
  summaryReply,
  type AccountFigure,
  type PortfolioRow,
} from "../replies/account-reply.ts";
import type { FeedHost, FeedLine } from "./feed-host.ts";

const MOST_SUMMARIES = 2;

/** What one client is told of the account, again when it changes. */
export class AccountFeed {
  readonly #session: FeedLine;
  readonly #host: FeedHost;
  readonly #summaries = new Map<number, ReadonlySet<string> | null>();
  readonly #multi = new Set<number>();
  readonly #positionsMulti = new Set<number>();
  readonly #pnl = new Set<number>();
  readonly #pnlSingle = new Map<number, number>();
  #wantsUpdates = false;
  #wantsPositions = false;

  constructor(session: FeedLine, host: FeedHost) {
    this.#session = session;
    this.#host = host;
  }

  updates(isOn: boolean): void {
    this.#wantsUpdates = isOn;
    if (!isOn) return;
    this.#tellUpdates();
    this.#session.send(accountEndReply(this.#host.account));
  }

  positions(isOn: boolean): void {
    this.#wantsPositions = isOn;
    if (!isOn) return;
    this.#tellPositions();
    this.#session.send(positionEndReply());
  }

  /** False where a client has as many as it may. */
  summary(reqId: number, tags: string): boolean {
    if (!this.#summaries.has(reqId) && this.#summaries.size >= MOST_SUMMARIES) return false;
    const wanted = tags.split(",").map((tag) => tag.trim());
    this.#summaries.set(reqId, wanted.some((tag) => tag.startsWith("$")) ? null : new Set(wanted));
    this.#tellSummary(reqId);
    this.#session.send(summaryEndReply(reqId));
    return true;
  }

  cancelSummary(reqId: number): void {
    this.#summaries.delete(reqId);
  }

  multi(reqId: number): void {
    this.#multi.add(reqId);
    this.#tellMulti(reqId);
    this.#session.send(accountMultiEndReply(reqId));
  }

  cancelMulti(reqId: number): void {
    this.#multi.delete(reqId);
  }

  positionsMulti(reqId: number): void {
    this.#positionsMulti.add(reqId);
    this.#tellPositionsMulti(reqId);
    this.#session.send(positionMultiEndReply(reqId));
  }

  cancelPositionsMulti(reqId: number): void {
    this.#positionsMulti.delete(reqId);
  }

  pnl(reqId: number): void {
    this.#pnl.add(reqId);
    this.#session.send(pnlReply(reqId, this.#host.broker.view.profits()));
  }

  cancelPnl(reqId: number): void {
    this.#pnl.delete(reqId);
  }

  /** False where nothing is known of the contract's position. */
  pnlSingle(reqId: number, conId: number): boolean {
    if (this.#host.broker.view.rowOf(conId) === undefined) return false;
    this.#pnlSingle.set(reqId, conId);
    this.#tellSingle(reqId, conId);
    return true;
  }

  cancelPnlSingle(reqId: number): void {
    this.#pnlSingle.delete(reqId);
  }

  /** Profits, which are told about once a second. */
  beat(): void {
    for (const reqId of this.#pnl) this.#session.send(pnlReply(reqId, this.#host.broker.view.profits()));
    for (const [reqId, conId] of this.#pnlSingle) this.#tellSingle(reqId, conId);
  }

  flushPositions(): void {
    if (this.#wantsPositions) this.#tellPositions();
    for (const reqId of this.#positionsMulti) this.#tellPositionsMulti(reqId);
  }

  /** Everything subscribed that is money, after a change or when its time has come. */
  flushMoney(): void {
    if (this.#wantsUpdates) this.#tellUpdates();
    for (const reqId of this.#summaries.keys()) this.#tellSummary(reqId);
    for (const reqId of this.#multi) this.#tellMulti(reqId);
  }

  #tellUpdates(): void {
    const { account, broker, now } = this.#host;
    for (const figure of broker.view.figures()) this.#session.send(accountValueReply(figure, account));
    for (const row of broker.view.rows()) {
      this.#session.send(portfolioReply(row, account));
      this.#session.send(accountTimeReply(clockText(now)));
    }
    this.#session.send(accountTimeReply(clockText(now)));
  }

  #tellPositions(): void {
    for (const row of this.#rows()) this.#session.send(positionReply(row, this.#host.account));
  }

  #tellPositionsMulti(reqId: number): void {
    for (const row of this.#rows()) this.#session.send(positionMultiReply(reqId, row, this.#host.account));
  }

  #tellSummary(reqId: number): void {
    const wanted = this.#summaries.get(reqId) ?? null;
    const isWanted = ({ key }: AccountFigure): boolean => wanted === null || wanted.has(key);
    for (const figure of this.#host.broker.view.figures().filter(isWanted))
      this.#session.send(summaryReply(reqId, figure, this.#host.account));
  }

  #tellMulti(reqId: number): void {
    for (const figure of this.#host.broker.view.figures())
      this.#session.send(accountMultiReply(reqId, figure, this.#host.account));
  }

  #tellSingle(reqId: number, conId: number): void {
    const row = this.#host.broker.view.rowOf(conId);
    if (row !== undefined) this.#session.send(pnlSingleReply(reqId, row, row.unrealized + row.realized));
  }

  #rows(): readonly PortfolioRow[] {
    return this.#host.broker.view.rows();
  }
}
