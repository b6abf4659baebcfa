import { performance } from "node:perf_hooks";
import type { LiveOptions } from "@smart0dte/databento/live";
import { TICKERS } from "@smart0dte/domain";
import { openRecorder, type Recorder } from "../recorder/index.ts";
import { BatchPost } from "./batch-post.ts";
import { ChainPlan, equitiesAtStart, indexAtStart, optionsAtStart, type Wanted } from "./chain-plan.ts";
import { DatasetLine } from "./dataset-line.ts";
import type { FeedMessage, FeedOptions, FeedOrder } from "./feed-messages.ts";
import { LoopDelay } from "./loop-delay.ts";
import type { PrintChoice } from "./market-records.ts";
import { MarketTranslator } from "./market-translator.ts";

/** As {@link ChainPlan} and {@link equitiesAtStart} ask for them. */
const PRINTS: PrintChoice = { option: "tcbbo", underlying: "trades" };
const EVERY_MS = 1_000;
const DEFAULT_STRIKES_AROUND = 10;
/** The least the gateways take: a silent one is found dead within ten seconds. */
const HEARTBEAT_SECONDS = 5;
/** Without word that definitions are complete they count as such when none has come for so long. */
const QUIET_MS = 3_000;

/** The feed as it runs in its thread: a live session a data set, one translator, one way to the desk. */
export class FeedRun {
  readonly #options: FeedOptions;
  readonly #tell: (message: FeedMessage) => void;
  readonly #translator: MarketTranslator;
  readonly #recorder: Recorder | null;
  readonly #post: BatchPost;
  readonly #plan: ChainPlan;
  readonly #lines: DatasetLine[] = [];
  readonly #chainLine: DatasetLine;
  readonly #delay = new LoopDelay();
  readonly #timer: NodeJS.Timeout;
  #isChainKnown = false;
  #contracts = 0;
  #grewAt = performance.now();

  constructor(options: FeedOptions, tell: (message: FeedMessage) => void) {
    const { session, listings = [], maxPending, datasets, record, strikesAround, gateway } = options;
    const translation = { prints: PRINTS, ...(maxPending === undefined ? {} : { maxPending }) };
    this.#options = options;
    this.#tell = tell;
    this.#translator = new MarketTranslator({ session, listings, ...translation });
    this.#plan = new ChainPlan(strikesAround ?? DEFAULT_STRIKES_AROUND);
    this.#recorder =
      record == null
        ? null
        : openRecorder({
            folder: record.folder,
            session,
            alarm: (code, text) => tell({ kind: "alarm", code, text }),
            // whoever answers instead of the data sets' own gateways is taken for a simulated one
            source: () => (gateway == null ? "live" : "simulated"),
            translation,
          });
    this.#post = new BatchPost({
      translator: this.#translator,
      recorder: this.#recorder,
      tell,
      now: () => performance.now(),
      openAt: session.open,
    });
    this.#line(datasets.equities, equitiesAtStart());
    this.#chainLine = this.#line(datasets.options, optionsAtStart());
    if (datasets.index !== null) this.#line(datasets.index, indexAtStart());
    this.#timer = setInterval(() => this.#beat(), EVERY_MS);
    for (const line of this.#lines) line.start();
  }

  obey(order: FeedOrder): void {
    if (order.kind === "taken") this.#post.taken();
    else if (order.kind !== "close") this.#recorder?.cut(order.at, order.kind, order.after);
  }

  /** Resolves when the sockets are closed and what was recorded is on disk. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#post.close();
    this.#delay.close();
    await Promise.all(this.#lines.map((line) => line.stop()));
    await this.#recorder?.close();
  }

  #line(dataset: string, wanted: readonly Wanted[]): DatasetLine {
    const { key, gateway, limits } = this.#options;
    const live: LiveOptions = {
      key,
      dataset,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      clientName: "smart0dte",
      ...(gateway == null ? {} : { gateway }),
      ...(limits === undefined ? {} : { limits }),
    };
    const line = new DatasetLine(
      {
        connection: this.#lines.length,
        live,
        translator: this.#translator,
        tape: this.#recorder?.connection(dataset) ?? null,
        tell: this.#tell,
        onTaken: () => this.#post.arrived(),
        onReplayed: (text) => this.#replayed(text),
      },
      wanted,
    );
    this.#lines.push(line);
    return line;
  }

  #replayed(text: string): void {
    if (!text.includes("definition")) return;
    this.#isChainKnown = true;
    // the client may still be in the middle of its records: asked for in a turn of its own
    setImmediate(() => this.#askChain());
  }

  #beat(): void {
    const now = performance.now();
    const contracts = TICKERS.reduce((sum, ticker) => sum + this.#translator.expiring(ticker).length, 0);
    if (contracts !== this.#contracts) this.#grewAt = now;
    this.#contracts = contracts;
    this.#isChainKnown ||= contracts > 0 && now - this.#grewAt >= QUIET_MS;
    this.#askChain();
    this.#post.post();
    this.#count();
  }

  #askChain(): void {
    if (this.#isChainKnown) this.#chainLine.add(this.#plan.next(this.#translator));
  }

  #count(): void {
    this.#tell({
      kind: "counts",
      counts: {
        ...this.#translator.counts,
        batches: this.#post.batches,
        unknownSymbols: this.#lines.reduce((sum, line) => sum + line.unknownSymbols, 0),
        contracts: this.#contracts,
        followed: this.#plan.followed,
        recorded: this.#recorder?.counts ?? null,
      },
      loopDelayMs: this.#delay.take(),
    });
  }
}
