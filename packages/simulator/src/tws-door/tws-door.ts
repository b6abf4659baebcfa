import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import {
  BadInputError,
  err,
  ok,
  usdE4,
  type EpochMicros,
  type Result,
  type Session,
  type UsdE4,
} from "@smart0dte/domain";
import type { Exchange } from "../exchange/index.ts";
import { answerRequest, isLocal } from "./answers/request-desk.ts";
import { BookKeeper } from "./books/book-keeper.ts";
import type { BooksStore } from "./books/books-store.ts";
import type { BrokerBooks } from "./books/broker-books.ts";
import { Broker } from "./broker/broker.ts";
import type { BrokerOrder } from "./broker/broker-order.ts";
import type { Execution, Position } from "./broker/execution.ts";
import type { Notice } from "./broker/notice.ts";
import { SeededChance } from "./broker/seeded-chance.ts";
import { ContractBook } from "./contracts/contract-book.ts";
import { momentText } from "./contracts/trading-hours.ts";
import { boardOf } from "./quotes/board-opening.ts";
import type { QuoteBoard } from "./quotes/quote-board.ts";
import { ClientSession } from "./session/client-session.ts";
import type { GatewayClient } from "./session/gateway-client.ts";
import { MessagePace } from "./session/message-pace.ts";
import { NoticeTeller } from "./session/notice-teller.ts";
import { Outage } from "./session/outage.ts";
import type { SessionHost } from "./session/session-host.ts";
import { Weather } from "./session/weather.ts";
import type { TwsFault } from "./tws-fault.ts";
import { DEFAULT_VERSION, HIGHEST_VERSION, LOWEST_VERSION } from "./wire/server-versions.ts";

export interface TwsDoorOptions {
  readonly exchange: Exchange;
  readonly account: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** 173 to 200, 193 unless said otherwise; a client that speaks less gets less. */
  readonly serverVersion?: number;
  readonly seed?: number;
  /** What the account begins with; $1,000,000 unless said otherwise. */
  readonly cash?: UsdE4;
  /** Of all clients together, 50 unless said otherwise; 0 sets no limit. */
  readonly messagesPerSecond?: number;
  /** Where the broker's books last; unless said otherwise they end with the door. */
  readonly books?: BooksStore;
  log(line: string): void;
}

/** What the broker truly has, whoever has heard of it. */
export interface TwsSnapshot {
  readonly orders: readonly BrokerOrder[];
  readonly positions: readonly Position[];
  readonly executions: readonly Execution[];
  readonly cash: UsdE4;
}

export interface TwsDoor {
  readonly port: number;
  readonly serverVersion: number;
  /** Clients that have started the API. */
  readonly clients: number;
  fault(fault: TwsFault): Result<void, string>;
  snapshot(): TwsSnapshot;
  close(): Promise<void>;
}

/** Serves the exchange as a gateway of the broker does. Refuses a version that it does not speak and books that it cannot read. */
export async function openTwsDoor(options: TwsDoorOptions): Promise<TwsDoor> {
  const { serverVersion = DEFAULT_VERSION } = options;
  if (!Number.isInteger(serverVersion) || serverVersion < LOWEST_VERSION || serverVersion > HIGHEST_VERSION)
    throw new BadInputError(
      `The server version is a whole number from ${LOWEST_VERSION} to ${HIGHEST_VERSION}.`,
    );
  const { exchange, account, books, log } = options;
  const contracts = new ContractBook(exchange.listings, exchange.session);
  const title = { date: exchange.session.date, seed: exchange.seed, account };
  const keeper = books === undefined ? null : new BookKeeper(books, title);
  const opened = { contracts, keeper, books: keeper?.read(contracts, log) ?? null };
  const server = createServer();
  await listen(server, options.port, options.host ?? "127.0.0.1");
  return new ServedGateway(server, { ...options, serverVersion }, opened);
}

interface Opened {
  readonly contracts: ContractBook;
  readonly keeper: BookKeeper | null;
  readonly books: BrokerBooks | null;
}

const DEFAULT_CASH = usdE4(10_000_000_000);
const DEFAULT_PACE = 50;
const TICK_EVERY_MS = 250;
const BEAT_EVERY_MS = 1_000;
const ACCOUNT_EVERY_BEATS = 180;

class ServedGateway implements TwsDoor, SessionHost {
  readonly port: number;
  readonly session: Session;
  readonly account: string;
  readonly serverVersion: number;
  readonly weather = new Weather();
  readonly pace: MessagePace;
  readonly board: QuoteBoard;
  readonly contracts: ContractBook;
  readonly broker: Broker;
  readonly sessions = new Set<GatewayClient>();
  readonly log: (line: string) => void;
  readonly #server: Server;
  readonly #exchange: Exchange;
  readonly #outage: Outage;
  readonly #teller: NoticeTeller;
  readonly #stop: () => void;
  readonly #timers: readonly NodeJS.Timeout[];
  #beats = 0;

  constructor(
    server: Server,
    options: TwsDoorOptions & { readonly serverVersion: number },
    { contracts, keeper, books }: Opened,
  ) {
    const { exchange, account, serverVersion, log, cash = DEFAULT_CASH } = options;
    this.#server = server;
    this.#exchange = exchange;
    this.session = exchange.session;
    this.account = account;
    this.serverVersion = serverVersion;
    this.log = log;
    this.pace = new MessagePace(options.messagesPerSecond ?? DEFAULT_PACE);
    // a server that listens on a port has one
    this.port = (server.address() as AddressInfo).port;
    this.board = boardOf(exchange);
    this.contracts = contracts;
    this.broker = new Broker({
      account,
      cash,
      contracts,
      board: this.board,
      session: exchange.session,
      chance: new SeededChance(options.seed ?? exchange.seed),
      books,
      now: exchange.now,
      tell: (notice: Notice) => this.#teller.tell(notice),
    });
    this.#outage = new Outage(this);
    this.#teller = new NoticeTeller(this, this.#outage, () => keeper?.keep(this.broker));
    this.weather.onLast = () => this.cutAll();
    this.#stop = exchange.onBatch((batch, now) => {
      this.board.apply(batch);
      this.broker.look(now);
      this.settle();
    });
    this.#timers = [
      setInterval(() => this.#tick(), TICK_EVERY_MS),
      setInterval(() => this.#beat(), BEAT_EVERY_MS),
    ];
    server.on("connection", (socket) => this.#welcome(socket));
  }

  get now(): EpochMicros {
    return this.#exchange.now;
  }

  get clients(): number {
    return [...this.sessions].filter(({ clientId }) => clientId !== null).length;
  }

  snapshot(): TwsSnapshot {
    const { orders, ledger } = this.broker;
    return {
      orders: [...orders.live, ...orders.over],
      positions: ledger.positions,
      executions: [...ledger.executions],
      cash: ledger.cash,
    };
  }

  isWatched(conId: number): boolean {
    return [...this.sessions].some(({ market }) => market.isWatching(conId));
  }

  timeText(): string {
    return momentText(this.now);
  }

  answer(session: GatewayClient, fields: readonly string[]): void {
    if (!isLocal(fields) && this.#outage.hold(() => this.answer(session, fields))) return;
    answerRequest(fields, session, this);
    this.settle();
  }

  settle(): void {
    this.#teller.flush();
  }

  cutAll(): void {
    this.weather.messagesLeft = null;
    for (const session of this.sessions) session.cut();
  }

  fault(fault: TwsFault): Result<void, string> {
    const until = (seconds: number): number => performance.now() + seconds * 1_000;
    switch (fault.kind) {
      case "drop":
        if (fault.at === "now") this.cutAll();
        else if (typeof fault.at === "number") this.weather.messagesLeft = fault.at;
        else this.weather.dropAtOrder = fault.at;
        return ok(undefined);
      case "freeze":
        this.weather.frozenUntil = until(fault.seconds);
        setTimeout(() => this.#wakeAll(), fault.seconds * 1_000 + 1).unref();
        return ok(undefined);
      case "slow":
        this.weather.slowMs = fault.milliseconds;
        this.weather.slowUntil = until(fault.seconds);
        return ok(undefined);
      case "duplicate":
        this.weather.duplicateUntil = until(fault.seconds);
        return ok(undefined);
      case "reorder":
        this.weather.reorderUntil = until(fault.seconds);
        return ok(undefined);
      case "outage":
        return this.#outage.arm(fault);
      case "liquidate":
      case "closeByHand":
        return this.#closeOut(fault.kind === "liquidate");
      default:
        this.broker.mischief.arm(fault.kind, fault.times);
        return ok(undefined);
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#outage.close();
    this.#stop();
    for (const session of this.sessions) session.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #closeOut(isLiquidation: boolean): Result<void, string> {
    const count = this.broker.closeOut(this.now, { isLiquidation });
    this.settle();
    return count === 0 ? err("No options are held.") : ok(undefined);
  }

  #welcome(socket: Socket): void {
    // a client may go at any moment, and a write to it then fails: its close says enough
    socket.on("error", () => {});
    const session = new ClientSession(socket, this);
    this.sessions.add(session);
    socket.once("close", () => {
      this.sessions.delete(session);
      if (session.clientId !== null) this.log(`client ${session.clientId}: gone`);
    });
  }

  #tick(): void {
    if (this.#outage.isOn) return;
    this.#teller.flushMoney();
    for (const session of this.sessions) session.market.flush();
  }

  #beat(): void {
    this.#beats += 1;
    if (this.#outage.isOn) return;
    for (const session of this.sessions) {
      session.accounts.beat();
      if (this.#beats % ACCOUNT_EVERY_BEATS === 0) session.accounts.flushMoney();
    }
  }

  #wakeAll(): void {
    for (const session of this.sessions) session.wake();
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}
