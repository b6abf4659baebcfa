import { formatCompactOsi, type EpochMicros, type OptionContract, type UsdE4 } from "@smart0dte/domain";
import { endsRequest } from "../orders/error-codes.ts";
import { optionWish } from "../orders/order-translation.ts";
import type { TwsHeard } from "../words/tws-heard.ts";
import type { QuoteWish } from "../words/tws-say.ts";
import type { Outbox } from "./outbox.ts";

/** What the broker says that something is quoted at. */
export interface QuoteTold {
  /** Compact OSI symbol, or `VIX`. */
  readonly of: string;
  readonly bid: UsdE4 | null;
  readonly ask: UsdE4 | null;
  /** Of an index, in ten-thousandths of a point. */
  readonly last: UsdE4 | null;
  /** Null before the first. */
  readonly at: EpochMicros | null;
  readonly isDelayed: boolean;
  /** Why it is not told; null while it is, or may still be. */
  readonly why: string | null;
}

export interface QuoteWatchParts {
  readonly outbox: Pick<Outbox, "ask">;
  /** How many lines of market data this desk may have. */
  readonly lines: number;
  nextRequestId(): number;
  isReady(): boolean;
  now(): EpochMicros;
}

interface Line {
  readonly requestId: number;
  readonly told: QuoteTold;
}

const VIX = "VIX";
/** Quotes that this account may not have, that another session has taken, or that are more than all may have. */
const WITHHELD: readonly number[] = [101, 354, 10089, 10090, 10091, 10168, 10197];

/** A second look at the market: the VIX, and contracts that matter, within a budget of lines. */
export class QuoteWatch {
  readonly #parts: QuoteWatchParts;
  /** By what is quoted. */
  readonly #lines = new Map<string, Line>();
  #hasAskedKind = false;
  /** What did not fit in. */
  beyondBudget = 0;

  constructor(parts: QuoteWatchParts) {
    this.#parts = parts;
  }

  get told(): readonly QuoteTold[] {
    return [...this.#lines.values()].map(({ told }) => told);
  }

  /** Watches the VIX and the first of these that fit in; lines of others are given back first. */
  watch(contracts: readonly OptionContract[]): void {
    if (!this.#parts.isReady() || this.#parts.lines === 0) return;
    const wishes = new Map<string, QuoteWish>([[VIX, { kind: "index", symbol: VIX }]]);
    for (const contract of contracts)
      wishes.set(formatCompactOsi(contract), { kind: "option", wish: optionWish(contract) });
    const wanted = [...wishes].slice(0, this.#parts.lines);
    this.beyondBudget = wishes.size - wanted.length;
    const names = new Set(wanted.map(([of]) => of));
    for (const [of, line] of this.#lines) if (!names.has(of)) this.#close(of, line);
    for (const [of, wish] of wanted) if (!this.#lines.has(of)) this.#open(of, wish);
  }

  hear(heard: TwsHeard): void {
    if (heard.hear === "notice" && heard.about !== null) this.#hearCode(heard.about, heard);
    if (heard.hear !== "tick") return;
    const { side, price, isDelayed, requestId } = heard;
    this.#put(requestId, { [side]: price, isDelayed, at: this.#parts.now(), why: null });
  }

  /** The connection, or what the broker kept for it, is gone. */
  dropped(): void {
    this.#lines.clear();
    this.#hasAskedKind = false;
  }

  #open(of: string, wish: QuoteWish): void {
    const { outbox, nextRequestId } = this.#parts;
    if (!this.#hasAskedKind) outbox.ask({ say: "delayedQuotesToo" }, "query");
    this.#hasAskedKind = true;
    const requestId = nextRequestId();
    const told: QuoteTold = {
      of,
      bid: null,
      ask: null,
      last: null,
      at: null,
      isDelayed: false,
      why: null,
    };
    this.#lines.set(of, { requestId, told });
    outbox.ask({ say: "quotes", requestId, of: wish }, "query");
  }

  #close(of: string, { requestId }: Line): void {
    this.#lines.delete(of);
    this.#parts.outbox.ask({ say: "cancelQuotes", requestId }, "query");
  }

  /** A line that is withheld stays in its place: asked again and again it would be withheld again and again. */
  #hearCode(about: number, { code, text }: { readonly code: number; readonly text: string }): void {
    if (!WITHHELD.includes(code) && !endsRequest(code)) return;
    this.#put(about, { bid: null, ask: null, last: null, why: `${code}: ${text}` });
  }

  #put(requestId: number, over: Partial<QuoteTold>): void {
    for (const [of, line] of this.#lines)
      if (line.requestId === requestId) this.#lines.set(of, { requestId, told: { ...line.told, ...over } });
  }
}
