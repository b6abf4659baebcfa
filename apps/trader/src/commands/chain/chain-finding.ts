import type { EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import type { Smile } from "@smart0dte/pricing";
import type { ChainArbitrages } from "./chain-arbitrage.ts";
import type { ChainExercise } from "./chain-exercise.ts";
import type { AnalysedExpiry } from "./chain-expiry.ts";
import type { ChainForward } from "./chain-forward.ts";
import type { SideVolatilities } from "./chain-greeks.ts";
import type { QuotedContract } from "./chain-quotes.ts";
import type { ChainRate } from "./chain-rate.ts";
import type { StatedComparison } from "./chain-stated.ts";
import type { ChainDividend } from "./dividend-terms.ts";

export type FindingCode =
  | "expiryOver"
  | "expiryNotToday"
  | "anotherRoot"
  | "rateFromParity"
  | "forwardFromSpot"
  | "noForward"
  | "quoteTimeUnknown"
  | "staleSpot"
  | "zeroQuote"
  | "crossedQuote"
  | "wideQuote"
  | "quotedArbitrage"
  | "putCallApart"
  | "noSmile"
  | "impliedDividend"
  | "earlyExercise"
  | "statedIv"
  | "offSmile";

/** Something about the file that its reader must know; the detail states the numbers. */
export interface Finding {
  readonly code: FindingCode;
  readonly detail: string;
}

export interface Findable {
  readonly snapshot: ChainSnapshot;
  readonly asOf: EpochMicros;
  /** Whether a person stated the quotes' time; otherwise it is the file's. */
  readonly isTimeStated: boolean;
  readonly expiry: AnalysedExpiry;
  /** By strike, the call before the put. */
  readonly contracts: readonly ReadContract[];
  readonly forward: ChainForward;
  readonly rateFrom: ChainRate;
  readonly arbitrages: ChainArbitrages;
  readonly exercise: ChainExercise;
  readonly dividend: ChainDividend | null;
  readonly smile: Smile | null;
  /** Contracts left out of plans because early exercise is part of their price. */
  readonly beyondHolding: number;
  readonly stated: StatedComparison | null;
  /** Contracts whose market lies beside the smile. */
  readonly off: readonly QuotedContract<string>[];
}

export interface ReadContract {
  readonly contract: QuotedContract<string>;
  readonly strike: number;
  /** Of its own middle. */
  readonly ownIv: number | null;
  readonly band: SideVolatilities;
}
