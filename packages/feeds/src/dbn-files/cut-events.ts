import { join } from "node:path";
import { epochMicros } from "@smart0dte/domain";
import { MarketTranslator } from "../databento/market-translator.ts";
import type { Arrival, Cut } from "../recorder/cut-line.ts";
import type { SetIndex } from "../recorder/set-index.ts";
import { orderedCuts } from "./cut-reader.ts";
import type { DayFile } from "./day-files.ts";
import type { DayPlay, DbnEvent } from "./dbn-event.ts";
import { RecordChain } from "./record-chain.ts";

export interface CutPlay extends DayPlay {
  readonly folder: string;
  readonly index: SetIndex;
  readonly files: readonly DayFile[];
  /** The number under which a dataset's ids mean something. */
  readonly connectionOf: (dataset: string) => number;
}

/**
 * Plays a recording as the desk that made it took it: the same records in the same order, cut at the same places.
 *
 * A desk that was restarted within the day goes on with the instruments that it had.
 */
export async function* cutEvents(play: CutPlay): AsyncGenerator<DbnEvent, void, undefined> {
  const { session, reading } = play;
  for (const { run, cuts, translation } of play.index.runs) {
    if (cuts === null) {
      reading.tell("files of the day that no desk had listened to are not played beside those of a desk");
      continue;
    }
    if (reading.listings.length > 0)
      reading.tell(
        "DIFFERS: the desk was started again within the day; what it did on its return is not in the files",
      );
    const translator = new MarketTranslator({ ...translation, session, listings: [...reading.listings] });
    const replay = new RunReplay(play, run, translator);
    const faults = { unreadable: 0 };
    for await (const cut of orderedCuts(join(play.folder, cuts), faults)) {
      if (!(await replay.arrive(cut))) break;
      yield* replay.cut(cut);
    }
    if (faults.unreadable > 0)
      reading.tell(
        `${cuts}: ${faults.unreadable} lines cannot be read; the recorder was ended while it wrote`,
      );
    await replay.close();
    reading.finish(translator);
  }
  yield { at: reading.reached ?? session.open, what: { kind: "end" } };
}

/** One run's connections, read as far as its desk had taken them. */
class RunReplay {
  readonly #play: CutPlay;
  readonly #translator: MarketTranslator;
  readonly #chains = new Map<number, RecordChain>();
  /** Connections of whose records the index says that some are missing at the end. */
  readonly #incomplete = new Set<number>();

  constructor(play: CutPlay, run: string, translator: MarketTranslator) {
    this.#play = play;
    this.#translator = translator;
    for (const { head, recorded } of play.files) {
      if (recorded?.run !== run) continue;
      if (recorded.lost > 0) this.#incomplete.add(recorded.connection);
      const connection = play.connectionOf(recorded.dataset);
      this.#chains.set(recorded.connection, new RecordChain(connection, [head.path], play.reading.tell));
    }
  }

  /** Takes what came before a cut; false where the files do not hold all of it. */
  async arrive({ arrivals }: Cut): Promise<boolean> {
    for (const arrival of arrivals) if (!(await this.#take(arrival))) return false;
    return true;
  }

  *cut({ at: told, what }: Cut): Generator<DbnEvent, void, undefined> {
    const { reading, session } = this.#play;
    // what comes before the open is taken at the open
    const at = epochMicros(Math.max(told, session.open));
    if (what === "asked") {
      reading.ask(at);
      return;
    }
    if (what === "instruments") {
      const listed = reading.listed(this.#translator, at);
      if (listed !== null) yield listed;
      return;
    }
    reading.reached = at;
    const taken = what === "timer" ? null : this.#translator.takeBatch();
    yield { at, what: taken === null ? { kind: "timer" } : { kind: "market", batch: taken.batch } };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#chains.values()].map((chain) => chain.close()));
  }

  async #take(arrival: Arrival): Promise<boolean> {
    const { reading } = this.#play;
    const chain = this.#chains.get(arrival.connection);
    if (arrival.kind === "lost") {
      reading.tell(NOT_RECORDED);
      return true;
    }
    if (chain === undefined) {
      reading.tell("DIFFERS: a connection's file is missing, what it brought is not played");
      return true;
    }
    if (arrival.kind === "gap") {
      this.#translator.gap(chain.connection, arrival.instruments, arrival.at);
      return true;
    }
    for (let n = 0; n < arrival.count; n += 1) {
      if (!chain.step() && !(await chain.next())) {
        const isKnown = this.#incomplete.has(arrival.connection);
        reading.tell(isKnown ? NOT_RECORDED : ENDS_EARLY);
        return isKnown;
      }
      if (arrival.kind === "records") reading.take(this.#translator, chain);
    }
    return true;
  }
}

const NOT_RECORDED =
  "DIFFERS: records that the desk had taken were not recorded (the disk was full or did not keep up)";
const ENDS_EARLY = "The recording ends before the desk did: its recorder was killed, the last second is lost";
