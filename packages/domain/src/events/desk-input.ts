import type { Instrument, Ticker } from "../instruments/index.ts";
import type { Session } from "../calendar/index.ts";
import type { Parameters } from "../parameters.ts";
import type { Provenance } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { AccountKind } from "./arming.ts";
import type { BrokerEvent } from "./broker-event.ts";
import type { BrokerKind, BrokerLink } from "./broker-line.ts";
import type { Command } from "./command.ts";
import type { MarketBatch } from "./market-batch.ts";
import type { HaltCause } from "./risk-event.ts";

export type Mode = "demo" | "replay" | "backtest" | "paper" | "live";

/** How old a quote may be, by class, in microseconds of desk time. The screen takes its limits from here too. */
export interface AgeLimits {
  readonly underlying: number;
  readonly option: number;
  readonly index: number;
}

/** What a run starts from. The first input of every journal; everything the pipeline knows beforehand stands here. */
export interface SessionStart {
  readonly kind: "session";
  readonly mode: Mode;
  /** As the user named it: `simulated:42`, `minutes:DIR`. */
  readonly source: string;
  readonly run: string;
  readonly session: Session;
  readonly provenance: Provenance;
  /** True where a whole minute becomes known at its end (minute files). */
  readonly minuteSource: boolean;
  readonly ageLimits: AgeLimits;
  readonly parameters: Parameters;
  /** Halts that were in force when the last run ended; they stay until a person resumes. */
  readonly halts: readonly HaltCause[];
  /** Remarks of the source on its own quality, for the screen and the report. */
  readonly findings: readonly string[];
  /** The closes of the session before, where the source knows them. */
  readonly previousCloses: Readonly<Partial<Record<Ticker, UsdE4>>>;
  readonly feeTableDate: string;
  readonly accountEquity: UsdE4;
  /** Who carries its orders out; what a `tws` says is input, what `paper` says follows from the inputs. */
  readonly broker: BrokerKind;
  /** `live`: openings wait until an administrator has armed it. A journal from before this was told is of paper. */
  readonly accountKind: AccountKind;
}

export interface InstrumentListing {
  readonly number: number;
  readonly instrument: Instrument;
}

/** What happens outside and reaches the pipeline, before the sequencer has stamped it. */
export type OutsideInput =
  | SessionStart
  | { readonly kind: "instruments"; readonly listings: readonly InstrumentListing[] }
  | { readonly kind: "market"; readonly batch: MarketBatch }
  /** Moves desk time on, so that a silent feed ages and time exits fire. */
  | { readonly kind: "timer" }
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "broker"; readonly event: BrokerEvent }
  /** Whether a TWS may be given openings; said by its adapter at each change. A paper broker always may. */
  | { readonly kind: "brokerLink"; readonly link: BrokerLink }
  /** The source has nothing more for this session. */
  | { readonly kind: "end" };

/** An input in its place in the one order of the process. */
export interface DeskInput {
  readonly seq: number;
  readonly at: EpochMicros;
  readonly what: OutsideInput;
}
