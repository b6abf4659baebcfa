import type { Ticker } from "../instruments/index.ts";
import type { Parameters } from "../parameters.ts";
import type { EpochMicros } from "../units.ts";
import type { ChainAnalysis } from "./analysis-view.ts";
import type { Arming } from "./arming.ts";
import type { BrokerLine } from "./broker-line.ts";
import type { Command, CommandId } from "./command.ts";
import type { Decision } from "./decision.ts";
import type { SessionStart } from "./desk-input.ts";
import type { FeedLine } from "./feed-line.ts";
import type { CorrelationView, RegimeView, Signal } from "./intelligence-event.ts";
import type { HeldContract, LadderGrid, LadderSubject, LadderView, NoLadderView } from "./ladder-view.ts";
import type { DayPnl, PositionMark } from "./mark-event.ts";
import type { Bar, ChainView, FeedHealth, IndexView } from "./market-view.ts";
import type { Order, Position } from "./order-event.ts";
import type { PackageView } from "./package-view.ts";
import type { QuoteView } from "./quote.ts";
import type { BreakerTripped, HaltCause, RefusalCode } from "./risk-event.ts";

/** One ticker of the watch strip. */
export interface WatchView {
  readonly ticker: Ticker;
  /** Dense number of the underlying: what its candles are asked by. */
  readonly instrument: number;
  readonly quote: QuoteView;
  /** UsdE4: the last print, or the minute's close; null before the first. */
  readonly last: number | null;
  readonly lastAt: EpochMicros | null;
  readonly sessionOpen: number | null;
  /** Close of the session before, UsdE4; null where the source has none. */
  readonly previousClose: number | null;
}

/**
 * What the trading thread tells the rest of the desk. A frame is newest-wins unless it says otherwise;
 * `decisions` are never dropped and are published only after the journal holds them.
 */
export type DeskFrame =
  | {
      readonly kind: "session";
      readonly start: SessionStart;
      readonly speed: number | "max";
      readonly planted: boolean;
    }
  | {
      readonly kind: "beat";
      readonly deskNow: EpochMicros;
      readonly speed: number | "max";
      readonly seq: number;
      readonly phase: "before" | "open" | "closing" | "closed" | "ended";
      /** 99th percentile of this thread's event-loop delay over the last second, milliseconds. */
      readonly loopDelayMs: number;
      readonly journalBytes: number;
    }
  | {
      readonly kind: "watch";
      readonly at: EpochMicros;
      readonly tickers: readonly WatchView[];
      readonly vix: IndexView;
    }
  | { readonly kind: "chain"; readonly view: ChainView }
  /** A reading: no part of the journal, and nothing is decided by it. */
  | { readonly kind: "analysis"; readonly view: ChainAnalysis }
  | { readonly kind: "bars"; readonly bars: readonly Bar[] }
  | { readonly kind: "correlation"; readonly view: CorrelationView }
  | { readonly kind: "regime"; readonly view: RegimeView }
  | { readonly kind: "feed"; readonly health: readonly FeedHealth[] }
  /** Only where the market is reached by a line that can break. */
  | { readonly kind: "line"; readonly line: FeedLine }
  /** Only where orders go to a TWS. */
  | { readonly kind: "broker"; readonly line: BrokerLine }
  | { readonly kind: "decisions"; readonly seq: number; readonly decisions: readonly Decision[] }
  | {
      readonly kind: "book";
      readonly at: EpochMicros;
      readonly positions: readonly Position[];
      readonly marks: readonly PositionMark[];
      readonly orders: readonly Order[];
      readonly day: DayPnl;
      readonly halts: readonly HaltCause[];
      readonly breakers: readonly BreakerTripped[];
      readonly parameters: Parameters;
      readonly arming: Arming;
    }
  | { readonly kind: "digest"; readonly digest: string; readonly journal: string };

/** What the gateway asks of the trading thread; each is answered once. */
export type DeskRequest =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "speed"; readonly speed: number | "max" }
  | { readonly kind: "sim"; readonly control: unknown }
  /** Candles of any instrument, an option's too, of the day so far. */
  | { readonly kind: "bars"; readonly instrument: number }
  /** What time and price will do to something; read only. */
  | { readonly kind: "ladder"; readonly of: LadderSubject; readonly grid: LadderGrid }
  /** What contracts of one ticker come to together; read only. */
  | { readonly kind: "package"; readonly legs: readonly HeldContract[] }
  /** Everything that stands now, as frames: for a gateway that has just come up. */
  | { readonly kind: "snapshot" };

export type DeskReply =
  | { readonly kind: "done"; readonly seq: number; readonly at: EpochMicros }
  | {
      readonly kind: "refused";
      readonly commandId: CommandId | null;
      readonly code: RefusalCode | "NOT_OFFERED";
      readonly numbers: Readonly<Record<string, number | string>>;
      readonly at: EpochMicros | null;
    }
  | { readonly kind: "bars"; readonly bars: readonly Bar[] }
  | { readonly kind: "ladder"; readonly view: LadderView }
  | { readonly kind: "noLadder"; readonly at: EpochMicros; readonly why: NoLadderView }
  | { readonly kind: "package"; readonly view: PackageView }
  | { readonly kind: "noPackage"; readonly at: EpochMicros; readonly why: NoLadderView }
  | { readonly kind: "snapshot"; readonly frames: readonly DeskFrame[]; readonly signals: readonly Signal[] };
