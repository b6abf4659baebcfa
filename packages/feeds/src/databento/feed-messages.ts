import type { GapCause, LiveLimits, LiveState } from "@smart0dte/databento/live";
import type { EpochMicros, InstrumentListing, MarketBatch, Session } from "@smart0dte/domain";
import type { AlarmCode as RecorderAlarm, RecorderCounts } from "../recorder/index.ts";
import type { TranslatorCounts } from "./translator-counts.ts";

/** Which data set each part of the market comes from; one live session each. */
export interface FeedDatasets {
  readonly options: string;
  readonly equities: string;
  /** Null: the desk goes without the VIX. */
  readonly index: string | null;
}

export const DEFAULT_DATASETS: FeedDatasets = {
  options: "OPRA.PILLAR",
  equities: "EQUS.MINI",
  index: "DBIX.CORE",
};

/** What the feed's thread is started with. */
export interface FeedOptions {
  readonly session: Session;
  /** 32 ASCII characters; never logged. */
  readonly key: string;
  readonly datasets: FeedDatasets;
  /** Null: each data set's own gateway. */
  readonly gateway?: { readonly host: string; readonly port: number } | null;
  /** Numbers that a run which is taken over has given. */
  readonly listings?: readonly InstrumentListing[];
  /** Strikes on each side of the money whose every quote is asked for; 10 unless said otherwise. */
  readonly strikesAround?: number;
  readonly record?: { readonly folder: string } | null;
  readonly limits?: Partial<LiveLimits>;
  /** Market records that wait for the desk before quotes are conflated. */
  readonly maxPending?: number;
}

export interface FeedCounts extends TranslatorCounts {
  /** Batches handed over. */
  readonly batches: number;
  /** Symbols that the gateways did not know. */
  readonly unknownSymbols: number;
  /** Contracts of today's set, and of how many every quote is asked for. */
  readonly contracts: number;
  readonly followed: number;
  readonly recorded: RecorderCounts | null;
}

/** `schemaRefused`: the data set does without. `symbolUnknown`: said once a data set. */
export type FeedAlarm = RecorderAlarm | "schemaRefused" | "symbolUnknown";

export type FeedMessage =
  /** Before any batch that uses them. */
  | { readonly kind: "instruments"; readonly listings: readonly InstrumentListing[] }
  /** `at`: newest desk time of its records. `receivedAtMs`: wall time, milliseconds since 1970, of its last bytes. */
  | {
      readonly kind: "market";
      readonly batch: MarketBatch;
      readonly at: EpochMicros;
      readonly receivedAtMs: number;
    }
  | {
      readonly kind: "connection";
      readonly dataset: string;
      readonly state: LiveState;
      readonly why: string | null;
      readonly sessionId: string | null;
    }
  /** For the screen; the gap records themselves are in the batches. `to` is null while it lasts. */
  | {
      readonly kind: "gap";
      readonly dataset: string;
      readonly cause: GapCause;
      readonly from: EpochMicros | null;
      readonly to: EpochMicros | null;
    }
  | { readonly kind: "alarm"; readonly code: FeedAlarm; readonly text: string }
  /** Once a second. `loopDelayMs`: the thread's 99th percentile of event-loop delay within that second. */
  | { readonly kind: "counts"; readonly counts: FeedCounts; readonly loopDelayMs: number }
  /** The thread has ended; nothing follows. */
  | { readonly kind: "failed"; readonly why: string };

/** What the desk's thread says to the feed's. */
export type FeedOrder =
  | { readonly kind: "taken" }
  | { readonly kind: "timer" | "asked"; readonly at: EpochMicros; readonly after: number }
  | { readonly kind: "close" };
