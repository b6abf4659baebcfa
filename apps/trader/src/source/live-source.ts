import { setTimeout as wait } from "node:timers/promises";
import {
  epochMicros,
  type DeskInput,
  type EpochMicros,
  type FeedLine,
  type Instrument,
  type InstrumentListing,
} from "@smart0dte/domain";
import { openDatabentoFeed, type DatabentoFeed, type FeedDatasets } from "@smart0dte/feeds/databento";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { parseSimControl } from "@smart0dte/simulator/exchange";
import { DeskFailure, rootOf } from "../desk/desk-failure.ts";
import type { DeskRun } from "../sequencer/desk-run.ts";
import { DemoExchange } from "./demo-exchange.ts";
import type { DeskClock, Speed } from "./desk-clock.ts";
import {
  notOffered,
  type Controlled,
  type DeskSource,
  type Playing,
  type SourceFacts,
} from "./desk-source.ts";
import { FeedInbox } from "./feed-inbox.ts";
import { LineBoard } from "./line-board.ts";
import { LinePlay, type LineMessage } from "./line-play.ts";
import { LineTime } from "./line-time.ts";
import type { SimulatedChoice } from "./simulated-facts.ts";
import type { AskedOfMarket } from "./simulated-source.ts";

/** Who speaks the live protocol with the desk. */
export type LiveGateway =
  | { readonly kind: "databento"; readonly key: string }
  /** Somebody else's gateway, which is taken for a simulated one. */
  | { readonly kind: "other"; readonly key: string; readonly host: string; readonly port: number }
  /** This process plays the exchange too. */
  | { readonly kind: "own"; readonly market: SimulatedChoice };

export interface LiveOptions {
  readonly facts: SourceFacts;
  readonly label: string;
  readonly planted: boolean;
  readonly gateway: LiveGateway;
  readonly datasets: FeedDatasets;
  /** Where what arrives is recorded; null: nowhere. */
  readonly recordings: string | null;
  readonly log: (line: string) => void;
}

/** How long before the open the line to a real market is opened. */
const EARLY_MICROS = 60_000_000;
const LOOK_EVERY_MS = 1_000;
/** An asker is answered within two seconds. */
const OPENS_WITHIN_MS = 1_500;

/** A market that is reached by Databento's live protocol: the real one, a gateway somewhere, or the demo's own exchange. */
export class LiveSource implements DeskSource {
  readonly facts: SourceFacts;
  readonly planted: boolean;
  readonly label: string;
  readonly #options: LiveOptions;
  /** Numbers that the run's instruments have; they stay over a restart. */
  readonly #listings = new Map<number, Instrument>();
  readonly #asked: AskedOfMarket[] = [];
  readonly #board: LineBoard;
  readonly #inbox = new FeedInbox<LineMessage>();
  #startAt: EpochMicros;
  #isTakenOver = false;
  #isEnded = false;
  #isClosed = false;
  #exchange: DemoExchange | null = null;
  readonly #opened = Promise.withResolvers<DemoExchange>();
  #time: LineTime | null = null;
  #feed: DatabentoFeed | null = null;

  constructor(options: LiveOptions) {
    const { facts, label, planted, datasets } = options;
    this.facts = facts;
    this.label = label;
    this.planted = planted;
    this.#options = options;
    this.#startAt = facts.session.open;
    const wanted = [datasets.options, datasets.equities, datasets.index];
    this.#board = new LineBoard(
      wanted.filter((dataset) => dataset !== null),
      facts.session.open,
    );
  }

  /** What a live line said is told by the journal alone; its instruments keep their numbers. */
  passOver({ what }: DeskInput): void {
    if (what.kind === "instruments") this.#know(what.listings);
    this.#isEnded ||= what.kind === "end";
  }

  catchUp(run: DeskRun): void {
    this.#startAt = run.at;
    this.#isTakenOver = run.seq > 1;
  }

  /** The exchange repeats it at its desk time, when it is opened. */
  repeat(body: unknown): void {
    const { control, at } = body as Partial<AskedOfMarket>;
    if (control !== undefined && at !== undefined) this.#asked.push({ control, at });
  }

  async play(playing: Playing): Promise<"ended" | "stopped"> {
    if (this.#isEnded) return "ended";
    const { stop } = playing;
    const wake = (): void => this.#inbox.wake();
    stop.addEventListener("abort", wake);
    try {
      await this.#untilOpen(stop);
      return stop.aborted ? "stopped" : await this.#playLine(playing);
    } finally {
      stop.removeEventListener("abort", wake);
      const exchange = this.#exchange;
      this.#exchange = null;
      this.#isClosed = true;
      // before its market goes: that is no break of the line
      playing.broker?.close();
      await exchange?.close();
    }
  }

  horizon(): EpochMicros {
    if (this.#time !== null) return this.#time.horizon(this.#startAt);
    return this.#options.gateway.kind === "databento" ? wallNow() : this.#startAt;
  }

  async control(request: unknown, at: EpochMicros): Promise<Controlled> {
    if (this.#options.gateway.kind !== "own")
      return notOffered("This market is not this desk's own. Nothing was done. It is steered where it runs.");
    const exchange = this.#exchange ?? (await this.#openedSoon());
    if (exchange === null) return notOffered("The market is not open now. Nothing was done.");
    const control = parseSimControl(request);
    if (!control.ok) {
      const done = await exchange.fault(request);
      if (done.ok) return { ok: true, aside: { fault: request, at: done.value }, at: done.value };
      return notOffered(`${control.error} As a fault of the line: ${done.error}`);
    }
    const asked = exchange.translated(control.value, (number) => this.#listings.get(number));
    if (asked === null) return notOffered("The simulated market has no such instrument. Nothing was done.");
    const taken = await exchange.control(asked, at);
    return taken.ok ? { ok: true, aside: taken.value, at: taken.value.at } : notOffered(taken.error);
  }

  pace(speed: Speed): string | null {
    if (this.#options.gateway.kind !== "own")
      return "The market behind this line has its own pace. Nothing was changed.";
    if (speed === "max")
      return "Through the live protocol the speed is a number. Nothing was changed. Start the desk with --speed max to play the market in process.";
    this.#exchange?.setSpeed(speed);
    return null;
  }

  asked(at: EpochMicros): void {
    this.#feed?.asked(at);
  }

  line(): FeedLine {
    return this.#board.line;
  }

  async #playLine(playing: Playing): Promise<"ended" | "stopped"> {
    const { sequencer, clock, stop, broker = null } = playing;
    const { session } = this.facts;
    const { gateway, datasets, recordings } = this.#options;
    const inbox = this.#inbox;
    const time = this.#timeOf(clock);
    this.#time = time;
    if (gateway.kind === "own") this.#exchange = await this.#openExchange(gateway.market, playing);
    const feed = openDatabentoFeed(
      {
        session,
        key: gateway.kind === "own" ? SIMULATED_KEY : gateway.key,
        datasets,
        gateway: this.#exchange?.gateway ?? (gateway.kind === "other" ? gateway : null),
        listings: [...this.#listings].map(([number, instrument]) => ({ number, instrument })),
        record: recordings === null ? null : { folder: recordings },
      },
      { onMessage: (message) => inbox.put(message) },
    );
    this.#feed = feed;
    try {
      return await new LinePlay({
        session,
        sequencer,
        stop,
        inbox,
        feed,
        board: this.#board,
        time,
        needed: [datasets.options, datasets.equities],
        isTakenOver: this.#isTakenOver,
        onBegun: () => broker?.open(this.#exchange?.tws ?? null),
        onInstruments: (listings) => this.#know(listings),
        onReached: (at) => this.#exchange?.reached(at),
        onStreaming: () => this.#exchange?.resume(),
      }).run();
    } finally {
      this.#feed = null;
      await feed.close();
    }
  }

  async #openExchange(market: SimulatedChoice, { clock, broker }: Playing): Promise<DemoExchange> {
    // a speed beyond any number is played in process: whoever asks for it has another source
    const speed = clock.speed === "max" ? 1 : clock.speed;
    const booksFile = broker?.booksFile ?? null;
    const opening = { speed, startAt: this.#startAt, asked: this.#asked, booksFile };
    try {
      const exchange = await DemoExchange.open(market, opening, {
        onState: ({ now, lagMicros }, loopDelayMs) => {
          this.#time?.limit(now);
          this.#board.exchange(lagMicros, loopDelayMs);
        },
        onLog: this.#options.log,
        onFailure: (why) =>
          this.#inbox.put({ kind: "broken", why: `The simulated exchange has failed (${why})` }),
      });
      this.#opened.resolve(exchange);
      return exchange;
    } catch (error) {
      throw new DeskFailure(`The simulated exchange cannot be opened (${rootOf(error)}).`, { cause: error });
    }
  }

  /** Somebody may ask while the exchange's thread is still starting. */
  #openedSoon(): Promise<DemoExchange | null> {
    if (this.#isClosed) return Promise.resolve(null);
    return Promise.race([this.#opened.promise, wait(OPENS_WITHIN_MS, null, { ref: false })]);
  }

  /** A real market's time is the wall's; a simulated one's is known from its first record, or from the run so far. */
  #timeOf(clock: DeskClock): LineTime {
    const { kind } = this.#options.gateway;
    const isReal = kind === "databento";
    clock.resumeAt(isReal ? epochMicros(Math.max(wallNow(), this.#startAt)) : this.#startAt);
    return new LineTime(clock, {
      by: isReal ? "wall" : "feed",
      isKnown: isReal || kind === "own" || this.#isTakenOver,
      end: this.facts.session.optionClose,
      limit: kind === "own" ? this.#startAt : null,
    });
  }

  /** A real market is asked shortly before it opens; until then the desk shows its day and waits. */
  async #untilOpen(stop: AbortSignal): Promise<void> {
    if (this.#options.gateway.kind !== "databento") return;
    while (!stop.aborted && wallNow() < this.facts.session.open - EARLY_MICROS)
      await this.#inbox.wait(LOOK_EVERY_MS);
  }

  #know(listings: readonly InstrumentListing[]): void {
    for (const { number, instrument } of listings) this.#listings.set(number, instrument);
  }
}

const wallNow = (): EpochMicros => epochMicros(Date.now() * 1_000);
