import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import { MarketTranslator } from "../databento/market-translator.ts";
import type { DbnEvent, DayPlay } from "./dbn-event.ts";
import type { NamedId } from "./metadata-symbols.ts";
import type { RecordChain } from "./record-chain.ts";

/** Desk time between two inputs. */
export const GRID_MICROS = 250_000;
/** Files that end so shortly before the close end with the session: nothing more was traded. */
const QUIET_END_MICROS = 60_000_000;
/** Nobody is waited for: more quotes than this in a quarter of a second, or before the open, give way to newer ones. */
const MAX_PENDING = 262_144;

export interface MergedPlay extends DayPlay {
  /** Files whose definitions come before everything else. */
  readonly definitions: readonly RecordChain[];
  readonly chains: readonly RecordChain[];
  /** Ids that metadata name. */
  readonly named: readonly (NamedId & { readonly connection: number })[];
  /** Up to when the files are known to hold what there was; null where only the records tell. */
  readonly coveredTo: number | null;
}

/**
 * Plays files by the times in them: one input each quarter of a second of desk time, a batch or a timer.
 *
 * Records of several files are merged by the time at which each became known; what came before the open is in the
 * first batch. Ends where the files end, at the latest when the options stop quoting.
 */
export async function* mergedEvents(play: MergedPlay): AsyncGenerator<DbnEvent, void, undefined> {
  const { session, reading } = play;
  const translator = new MarketTranslator({ session, maxPending: MAX_PENDING });
  for (const { connection, instrumentId, rawSymbol } of play.named)
    translator.assign(connection, instrumentId, rawSymbol);
  for (const chain of play.definitions) {
    while (chain.step() || (await chain.next())) reading.take(translator, chain);
    await chain.close();
  }
  const merge = new ChainMerge(play.chains);
  await merge.open();
  const grid = new Grid(session.open);
  let last = 0;
  for (let chain = merge.earliest(); chain !== null; chain = merge.earliest()) {
    if (chain.time > session.optionClose) break;
    while (chain.time > grid.at) yield* grid.cut(translator, play);
    const brokeAt = chain.takeBreak();
    if (brokeAt !== null) translator.gap(chain.connection, null, brokeAt);
    reading.take(translator, chain);
    last = Math.max(last, chain.time);
    if (!chain.step()) await merge.refill(chain);
  }
  await merge.close();
  yield* grid.cutTo(endOf(play, last), translator, play);
  reading.finish(translator);
  yield { at: reading.reached ?? session.open, what: { kind: "end" } };
}

/** Chains by the time of the record on which each stands. */
class ChainMerge {
  #open: RecordChain[];

  constructor(chains: readonly RecordChain[]) {
    this.#open = [...chains];
  }

  async open(): Promise<void> {
    for (const chain of [...this.#open]) await this.refill(chain);
  }

  /** Of two that stand at the same time, the one that was named first. */
  earliest(): RecordChain | null {
    let found: RecordChain | null = null;
    for (const chain of this.#open) if (found === null || chain.time < found.time) found = chain;
    return found;
  }

  async refill(chain: RecordChain): Promise<void> {
    if (await chain.next()) return;
    this.#open = this.#open.filter((other) => other !== chain);
    await chain.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((chain) => chain.close()));
    this.#open = [];
  }
}

/** Desk time in even steps. */
class Grid {
  at: EpochMicros;

  constructor(open: EpochMicros) {
    this.at = open;
  }

  *cut(translator: MarketTranslator, { reading }: DayPlay): Generator<DbnEvent, void, undefined> {
    const { at } = this;
    const listed = reading.listed(translator, at);
    if (listed !== null) yield listed;
    const taken = translator.takeBatch();
    reading.reached = at;
    yield { at, what: taken === null ? { kind: "timer" } : { kind: "market", batch: taken.batch } };
    this.at = epochMicros(at + GRID_MICROS);
  }

  *cutTo(end: number, translator: MarketTranslator, play: DayPlay): Generator<DbnEvent, void, undefined> {
    while (this.at < end) yield* this.cut(translator, play);
    this.at = epochMicros(Math.max(end, play.session.open));
    yield* this.cut(translator, play);
  }
}

function endOf({ session, coveredTo }: MergedPlay, last: number): number {
  const known = Math.max(last, coveredTo ?? 0);
  const isQuietEnd = known < session.close && session.close - known <= QUIET_END_MICROS;
  return isQuietEnd ? session.close : Math.min(known, session.optionClose);
}
