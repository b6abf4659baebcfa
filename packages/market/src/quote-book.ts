import {
  ALL_INSTRUMENTS,
  FLAG_BAD,
  howOf,
  NO_QUOTE,
  type AgeLimits,
  type EpochMicros,
  type Inadmissible,
  type Instrument,
  type QuoteView,
  type UsdE4,
} from "@smart0dte/domain";
import { isImplausiblyWide } from "./quote-width.ts";
import type { PrintSide } from "./signed-flow.ts";

/** No market yet to come ends a halt that has no end. */
const NO_END = Number.POSITIVE_INFINITY;

/**
 * The last quote of every instrument, in typed arrays by dense instrument number.
 *
 * A view is judged when it is asked for: admissible is a question about now, not about then.
 */
export class QuoteBook {
  readonly #limits: AgeLimits;
  #capacity = 0;
  #bid = new Int32Array(0);
  #ask = new Int32Array(0);
  #bidSize = new Int32Array(0);
  #askSize = new Int32Array(0);
  #at = new Float64Array(0);
  #how = new Uint8Array(0);
  #flags = new Uint8Array(0);
  /** Quotes stamped up to here are from before an interruption of the feed. */
  #gapAt = new Float64Array(0);
  /** Quotes stamped up to here are from before the end of a halt, or from within one that lasts. */
  #haltedTo = new Float64Array(0);
  #limit = new Float64Array(0);
  #isOption = new Uint8Array(0);
  /** Whose halt stops this instrument too: an option's underlying, else itself. */
  #leader = new Uint32Array(0);
  #gapOfAll = 0;

  constructor(limits: AgeLimits) {
    this.#limits = limits;
  }

  list(number: number, instrument: Instrument): void {
    this.#reserve(number + 1);
    this.#isOption[number] = instrument.kind === "option" ? 1 : 0;
    this.#limit[number] = this.#limits[instrument.kind];
    this.#gapAt[number] = this.#gapOfAll;
    this.#leader[number] = number;
  }

  /** An option stops trading with its underlying, whether or not the feed says so of each. */
  follow(number: number, leader: number): void {
    this.#leader[number] = leader;
  }

  /**
   * Takes a quote record straight from the batch; no object is made.
   *
   * A stamp before the instrument's last one takes that: its time never runs backwards.
   */
  take(view: DataView, base: number, at: number): void {
    const number = view.getUint32(base + 4, true);
    this.#bid[number] = view.getInt32(base + 16, true);
    this.#ask[number] = view.getInt32(base + 20, true);
    this.#bidSize[number] = view.getInt32(base + 24, true);
    this.#askSize[number] = view.getInt32(base + 28, true);
    this.#how[number] = view.getUint8(base + 1);
    this.#flags[number] = view.getUint8(base + 2);
    if (at > (this.#at[number] ?? 0)) this.#at[number] = at;
  }

  /** What has come so far, and whatever is stamped up to the gap, is dead until a newer quote comes. */
  gap(number: number, at: number): void {
    if (number !== ALL_INSTRUMENTS) {
      this.#gapAt[number] = Math.max(at, this.#at[number] ?? 0);
      return;
    }
    this.#gapOfAll = Math.max(at, this.#gapOfAll);
    for (let i = 0; i < this.#capacity; i += 1) this.#gapAt[i] = Math.max(at, this.#at[i] ?? 0);
  }

  /** A halt, or its end: quotes from before the end stay dead until a newer one comes. */
  setHalted(number: number, at: number, halted: boolean): void {
    if (halted) this.#haltedTo[number] = NO_END;
    else if (this.#haltedTo[number] === NO_END) this.#haltedTo[number] = Math.max(at, this.#at[number] ?? 0);
  }

  /** The middle in UsdE4, rounded down, of an admissible offered quote (no bid is a bid of 0); else 0. */
  admissibleMid(number: number, now: number): number {
    const ask = this.#ask[number] ?? 0;
    if (ask <= 0 || this.#fault(number, now) !== null) return 0;
    return (Math.max(this.#bid[number] ?? 0, 0) + ask) >>> 1;
  }

  /** Which side of the market that stood at a print's time it was on; a market of later, or a faulty one, cannot say. */
  sideOf(number: number, price: number, at: number): PrintSide {
    const ask = this.#ask[number] ?? 0;
    if (ask <= 0 || (this.#at[number] ?? 0) > at || this.#fault(number, at) !== null) return "unknown";
    const twice = Math.max(this.#bid[number] ?? 0, 0) + ask - 2 * price;
    return twice === 0 ? "middle" : twice < 0 ? "bought" : "sold";
  }

  view(number: number, now: EpochMicros): QuoteView {
    const at = this.#at[number] ?? 0;
    if (at === 0) return NO_QUOTE;
    const bid = this.#bid[number] ?? 0;
    const ask = this.#ask[number] ?? 0;
    return {
      bid: bid > 0 ? (bid as UsdE4) : null,
      ask: ask > 0 ? (ask as UsdE4) : null,
      bidSize: bid > 0 ? (this.#bidSize[number] ?? 0) : 0,
      askSize: ask > 0 ? (this.#askSize[number] ?? 0) : 0,
      at: at as EpochMicros,
      how: howOf(this.#how[number] ?? 0),
      fault: this.#fault(number, now),
    };
  }

  /** In the order of judgement: what is not there cannot be stale, what is stale need not be crossed. */
  #fault(number: number, now: number): Inadmissible | null {
    const at = this.#at[number] ?? 0;
    const bid = this.#bid[number] ?? 0;
    const ask = this.#ask[number] ?? 0;
    if (at === 0 || (bid <= 0 && ask <= 0)) return "absent";
    if (at <= this.#haltEnd(number)) return "halted";
    if (at <= (this.#gapAt[number] ?? 0)) return "gap";
    if (((this.#flags[number] ?? 0) & FLAG_BAD) !== 0) return "bad";
    if (now - at > (this.#limit[number] ?? 0)) return "stale";
    if (bid > 0 && ask > 0 && bid > ask) return "crossed";
    return ask > 0 && isImplausiblyWide(bid, ask, this.#isOption[number] === 1) ? "wide" : null;
  }

  #haltEnd(number: number): number {
    const own = this.#haltedTo[number] ?? 0;
    const leading = this.#haltedTo[this.#leader[number] ?? number] ?? 0;
    return leading > own ? leading : own;
  }

  #reserve(size: number): void {
    if (size <= this.#capacity) return;
    const capacity = Math.max(size, this.#capacity * 2, 512);
    this.#bid = grown(new Int32Array(capacity), this.#bid);
    this.#ask = grown(new Int32Array(capacity), this.#ask);
    this.#bidSize = grown(new Int32Array(capacity), this.#bidSize);
    this.#askSize = grown(new Int32Array(capacity), this.#askSize);
    this.#at = grown(new Float64Array(capacity), this.#at);
    this.#gapAt = grown(new Float64Array(capacity), this.#gapAt);
    this.#haltedTo = grown(new Float64Array(capacity), this.#haltedTo);
    this.#limit = grown(new Float64Array(capacity), this.#limit);
    this.#how = grown(new Uint8Array(capacity), this.#how);
    this.#flags = grown(new Uint8Array(capacity), this.#flags);
    this.#isOption = grown(new Uint8Array(capacity), this.#isOption);
    this.#leader = grown(new Uint32Array(capacity), this.#leader);
    this.#capacity = capacity;
  }
}

type Column =
  Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

function grown<Values extends Column>(larger: Values, old: Values): Values {
  larger.set(old);
  return larger;
}
