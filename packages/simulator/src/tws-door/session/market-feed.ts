import { MICROS_PER_SECOND, USD_E4 } from "@smart0dte/domain";
import { readOption } from "../../market/index.ts";
import { isBag, legsOf, type ListedContract, type TradedContract } from "../contracts/listed-contract.ts";
import { executableCount, executablePrice } from "../quotes/package-quote.ts";
import {
  TICK_TYPES,
  marketDataTypeReply,
  optionComputationReply,
  snapshotEndReply,
  tickPriceReply,
  tickReqParamsReply,
  tickSizeReply,
  type OptionComputation,
} from "../replies/market-reply.ts";
import type { Field } from "../wire/field-text.ts";
import type { FeedHost, FeedLine } from "./feed-host.ts";

/** One market data line and what its client was last told. */
interface Line {
  readonly contract: TradedContract;
  /** Of all its legs' changes together. */
  version: number;
  readonly told: Map<number, string>;
}

/** Bytes on the way beyond which a client gets no more ticks until it has read. */
const SLOW_BYTES = 1_048_576;

/** One client's market data: what changed since the last look, never more than the newest. */
export class MarketFeed {
  readonly #session: FeedLine;
  readonly #host: FeedHost;
  readonly #lines = new Map<number, Line>();

  constructor(session: FeedLine, host: FeedHost) {
    this.#session = session;
    this.#host = host;
  }

  get lines(): number {
    return this.#lines.size;
  }

  has(reqId: number): boolean {
    return this.#lines.has(reqId);
  }

  isWatching(conId: number): boolean {
    return [...this.#lines.values()].some(({ contract }) => contract.conId === conId);
  }

  open(reqId: number, contract: TradedContract, isSnapshot: boolean): void {
    const line: Line = { contract, version: -1, told: new Map() };
    this.#session.send(marketDataTypeReply(reqId));
    this.#session.send(tickReqParamsReply(reqId));
    if (!isSnapshot) this.#lines.set(reqId, line);
    this.#tell(reqId, line);
    if (isSnapshot) this.#session.send(snapshotEndReply(reqId));
  }

  /** The broker has forgotten what was asked for. */
  lose(): void {
    this.#lines.clear();
  }

  close(reqId: number): boolean {
    return this.#lines.delete(reqId);
  }

  /** Tells every line what is new; a client that does not read is spared. */
  flush(): void {
    if (this.#session.backlog > SLOW_BYTES) return;
    for (const [reqId, line] of this.#lines) this.#tell(reqId, line);
  }

  #tell(reqId: number, line: Line): void {
    const version = this.#versionOf(line.contract);
    if (version === line.version) return;
    line.version = version;
    const { contract } = line;
    if (contract.secType !== "IND") {
      this.#side(reqId, line, "BUY");
      this.#side(reqId, line, "SELL");
    }
    if (isBag(contract)) return;
    const { board } = this.#host;
    const last = board.lastOf(contract.instrument);
    if (last !== null) {
      const size = board.lastSizeOf(contract.instrument);
      this.#once(line, TICK_TYPES.last, tickPriceReply(reqId, TICK_TYPES.last, [last, size]));
      if (contract.secType !== "IND")
        this.#once(line, TICK_TYPES.lastSize, tickSizeReply(reqId, TICK_TYPES.lastSize, size));
    }
    if (contract.secType === "OPT") this.#computations(reqId, line, contract);
  }

  #side(reqId: number, line: Line, action: "BUY" | "SELL"): void {
    const { board } = this.#host;
    const price = executablePrice(board, line.contract, action);
    const size = isBag(line.contract)
      ? executableCount(board, line.contract, action)
      : board.sizeOf(line.contract.instrument, action === "BUY" ? "ask" : "bid");
    const [type, sizeType] =
      action === "BUY" ? [TICK_TYPES.ask, TICK_TYPES.askSize] : [TICK_TYPES.bid, TICK_TYPES.bidSize];
    this.#once(line, type, tickPriceReply(reqId, type, [price, size]));
    this.#once(line, sizeType, tickSizeReply(reqId, sizeType, price === null ? 0 : size));
  }

  #computations(reqId: number, line: Line, contract: ListedContract): void {
    const { board } = this.#host;
    const prices = {
      [TICK_TYPES.modelComputation]: board.markOf(contract.instrument),
      ...(this.#isUnderlyingWatched(contract)
        ? {
            [TICK_TYPES.bidComputation]: board.priceOf(contract.instrument, "bid"),
            [TICK_TYPES.askComputation]: board.priceOf(contract.instrument, "ask"),
          }
        : {}),
    };
    for (const [type, price] of Object.entries(prices)) {
      const computed = this.#compute(contract, price);
      this.#once(line, Number(type), optionComputationReply(reqId, Number(type), computed));
    }
  }

  #compute(contract: ListedContract, priceE4: number | null): OptionComputation {
    const { contracts, board, session, now } = this.#host;
    const underlying = contracts.byId(contract.underlying);
    const spot = underlying === undefined ? null : board.markOf(underlying.instrument);
    const price = priceE4 === null ? null : priceE4 / USD_E4;
    const none = { volatility: null, delta: null, gamma: null, vega: null, theta: null };
    const known = { price, underlying: spot === null ? null : spot / USD_E4 };
    if (price === null || spot === null || contract.right === "") return { ...none, ...known };
    const reading = readOption({
      right: contract.right,
      spot: spot / USD_E4,
      strike: contract.strike / USD_E4,
      price,
      seconds: (session.close - now) / MICROS_PER_SECOND,
    });
    return { ...none, ...reading, ...known };
  }

  #isUnderlyingWatched({ underlying }: ListedContract): boolean {
    return this.#host.isWatched(underlying);
  }

  /** Sends a tick that differs from the last of its type. */
  #once(line: Line, type: number, fields: readonly Field[]): void {
    const text = fields.join("|");
    if (line.told.get(type) === text) return;
    line.told.set(type, text);
    this.#session.send(fields);
  }

  #versionOf(contract: TradedContract): number {
    let version = 0;
    for (const leg of legsOf(contract)) version += this.#host.board.versionOf(leg.contract.instrument);
    return version;
  }
}
