import {
  epochMicros,
  MarketBatchWriter,
  usdE4,
  type EpochMicros,
  type How,
  type InstrumentListing,
  type MinuteMark,
  type Right,
  type SessionStart,
} from "@smart0dte/domain";
import { aContract, aSession, aSessionStart } from "@smart0dte/domain/testing";
import { priceOf, yearsOf } from "@smart0dte/pricing";
import { MarketEngine } from "../market-engine.ts";

export const SPY = 0;
export const QQQ = 1;
export const VIX = 3;
const FIRST_OPTION = 10;
const FIRST_STRIKE = 640;
const STRIKES = 41;
const LOT = 10;

/** Dense number of SPY's option at a strike from 640 to 680 dollars. */
export const option = (strike: number, right: Right): number =>
  FIRST_OPTION + 2 * (strike - FIRST_STRIKE) + (right === "P" ? 1 : 0);

/** UsdE4 of dollars, to the nearest ten-thousandth. */
export const e4 = (dollars: number): ReturnType<typeof usdE4> => usdE4(Math.round(dollars * 10_000));

export const later = (at: EpochMicros, seconds: number): EpochMicros =>
  epochMicros(Math.round(at + seconds * 1e6));

interface Recorded {
  readonly at: EpochMicros;
  readonly flags?: number;
  readonly how?: How;
}

interface Smile {
  readonly at: EpochMicros;
  readonly forward: number;
  readonly iv: number;
  /** Bid to ask, dollars. */
  readonly spread?: number;
  /** Strikes that are quoted; all by default. */
  readonly strikes?: readonly number[];
  readonly how?: How;
}

export const strikesAround = (middle: number, each: number): readonly number[] =>
  Array.from({ length: 2 * each + 1 }, (_, i) => middle - each + i);

/** SPY with one-dollar strikes from 640 to 680, QQQ without options, and the VIX. Dollars in, records out. */
export class TrialMarket {
  readonly engine: MarketEngine;
  readonly #writer = new MarketBatchWriter();

  constructor(over: Partial<SessionStart> = {}) {
    this.engine = new MarketEngine(aSessionStart(over));
    this.engine.list(LISTINGS);
  }

  /** A null side is absent. */
  quote(instrument: number, [bid, ask]: readonly [number | null, number | null], recorded: Recorded): this {
    const side = (price: number | null): { price: ReturnType<typeof usdE4>; size: number } => ({
      price: e4(price ?? 0),
      size: price === null ? 0 : LOT,
    });
    this.#writer.quote({ instrument, how: "quoted", ...recorded }, side(bid), side(ask));
    return this;
  }

  trade(instrument: number, [price, size]: readonly [number, number], recorded: Recorded): this {
    this.#writer.trade({ instrument, how: "traded", ...recorded }, e4(price), size);
    return this;
  }

  /** A minute of one price throughout unless told otherwise. */
  bar(
    instrument: number,
    end: EpochMicros,
    bar: { close: number; high?: number; volume?: number | null },
  ): this {
    const close = e4(bar.close);
    const volume = bar.volume === undefined ? 100 : bar.volume;
    const shape = { open: close, high: e4(bar.high ?? bar.close), low: close, close, volume };
    this.#writer.minuteBar({ instrument, at: end, how: "traded" }, shape);
    return this;
  }

  vix(level: number, at: EpochMicros): this {
    this.#writer.index({ instrument: VIX, at, how: "derived" }, Math.round(level * 10_000));
    return this;
  }

  gap(instrument: number, at: EpochMicros): this {
    this.#writer.gap({ instrument, at, how: "quoted" });
    return this;
  }

  status(instrument: number, at: EpochMicros, halted: boolean): this {
    this.#writer.status({ instrument, at, how: "quoted" }, halted);
    return this;
  }

  openInterest(instrument: number, at: EpochMicros, count: number): this {
    this.#writer.openInterest({ instrument, at, how: "quoted" }, count);
    return this;
  }

  /** Both rights of every strike at Black's price, to a ten-thousandth; a bid of less is none. */
  chain({ at, forward, iv, spread = 0.02, strikes = STRIKE_LIST, how = "quoted" }: Smile): this {
    const years = yearsOf((aSession().close - at) / 1e6);
    for (const strike of strikes) {
      for (const right of ["C", "P"] as const) {
        const worth = priceOf({
          right,
          spot: forward,
          strike,
          years,
          volatility: iv,
          rate: 0,
          dividendYield: 0,
        });
        const bid = worth - spread / 2;
        this.quote(option(strike, right), [bid < 0.0001 ? null : bid, worth + spread / 2], { at, how });
      }
    }
    return this;
  }

  /** Hands the records over at this desk time. */
  send(now: EpochMicros): readonly MinuteMark[] {
    return this.engine.take(this.#writer.take(), now);
  }
}

const STRIKE_LIST = Array.from({ length: STRIKES }, (_, i) => FIRST_STRIKE + i);

const LISTINGS: readonly InstrumentListing[] = [
  { number: SPY, instrument: { kind: "underlying", ticker: "SPY" } },
  { number: QQQ, instrument: { kind: "underlying", ticker: "QQQ" } },
  { number: VIX, instrument: { kind: "index", symbol: "VIX" } },
  ...STRIKE_LIST.flatMap((strike) =>
    (["C", "P"] as const).map((right) => ({
      number: option(strike, right),
      instrument: aContract(strike, right),
    })),
  ),
];
