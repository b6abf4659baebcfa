import { TICKERS, type DeskFrame, type Ticker } from "@smart0dte/domain";
import type { DeskRun } from "../sequencer/desk-run.ts";

type AnalysisFrame = Extract<DeskFrame, { kind: "analysis" }>;

interface Read {
  readonly seq: number;
  readonly frame: AnalysisFrame | null;
}

/** Reads the tickers' chains as a whole, one a turn. A reading: no input, no decision and no journal knows of it. */
export class AnalysisTurns {
  #run: DeskRun | null = null;
  readonly #read = new Map<Ticker, Read>();
  #turn = 0;

  /** The next ticker's analysis; nothing where no input has come since its last one, or there is no chain. */
  next(run: DeskRun): readonly AnalysisFrame[] {
    this.#follow(run);
    const ticker = TICKERS[this.#turn % TICKERS.length];
    this.#turn += 1;
    if (ticker === undefined || this.#read.get(ticker)?.seq === run.seq) return [];
    const view = run.pipeline.market.analysis(ticker);
    const frame: AnalysisFrame | null = view === null ? null : { kind: "analysis", view };
    this.#read.set(ticker, { seq: run.seq, frame });
    return frame === null ? [] : [frame];
  }

  /** The last analysis of each ticker in this run. */
  of(run: DeskRun): readonly AnalysisFrame[] {
    this.#follow(run);
    return [...this.#read.values()].flatMap(({ frame }) => (frame === null ? [] : [frame]));
  }

  /** Another run: what was read of the one before is void. */
  #follow(run: DeskRun): void {
    if (run === this.#run) return;
    this.#run = run;
    this.#read.clear();
  }
}
