import type { EpochMicros, IsoDate } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import type { AnalysedExpiry } from "./chain-expiry.ts";
import type { ChainForward } from "./chain-forward.ts";

/** A dividend that no file states, as spot and forwards tell it. Dollars a share. */
export interface ChainDividend {
  /** On its ex date; `low` to `high` is what the sides of the quotes leave open, the rate aside. */
  readonly amount: number;
  readonly low: number;
  readonly high: number;
  /** Of the expiries the one whose forward the amount is read from: the first one after it, where it can be. */
  readonly amountFrom: IsoDate;
  /** The share trades without it from a session after `exAfter`, `exBy` at the latest. */
  readonly exAfter: IsoDate;
  readonly exBy: IsoDate;
  /** With the dividend in it. */
  readonly spot: number;
  readonly spotFrom: SpotAtQuotes["from"];
  /** Strikes near the money whose pairs tell the forward, and those of which exercise is too large a part. */
  readonly strikes: readonly number[];
  readonly leftOut: readonly number[];
  /** Highest strike whose call is worth no more than exercise at the quotes' time; null while that can wait. */
  readonly exercisedTo: number | null;
  /** How far each expiry's forward, discounted, lies below the spot: where the step is, the dividend is paid. */
  readonly steps: readonly ForwardStep[];
}

/** The underlying's price at the moment of the quotes. */
export interface SpotAtQuotes {
  readonly spot: number;
  readonly from: "table" | "sameDayParity";
}

export interface DividendQuestion {
  readonly snapshot: ChainSnapshot;
  readonly at: EpochMicros;
  readonly expiry: AnalysedExpiry;
  readonly rate: number;
  /** Parity of the quotes as they are. */
  readonly plain: ChainForward;
}

/** How far an expiry's forward, discounted, lies below the spot, dollars. */
export interface ForwardStep {
  readonly expiry: IsoDate;
  readonly years: number;
  readonly apart: number;
}
