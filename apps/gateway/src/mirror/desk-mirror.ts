import {
  unreachable,
  type Arming,
  type Bar,
  type BrokerLine,
  type CommandId,
  type DeskFrame,
  type DeskReply,
  type FeedHealth,
  type FeedLine,
  type HaltCause,
  type Order,
  type Parameters,
  type Position,
  type PositionMark,
  type Src,
} from "@smart0dte/domain";
import { analysisFrame } from "../translate/analysis-frame.ts";
import { armingFrame } from "../translate/arming-frame.ts";
import { exitObstacleSentence } from "../sentences/broker-sentence.ts";
import { brokerFrame } from "../translate/broker-frame.ts";
import { dayFrame, mayFill, parametersFrame, riskFrame } from "../translate/book-frames.ts";
import { feedEventRow } from "../translate/event-row.ts";
import {
  chainFrame,
  correlationFrame,
  feedFrame,
  regimeFrame,
  watchFrame,
} from "../translate/market-frames.ts";
import { positionRow } from "../translate/position-row.ts";
import { BrokerNews } from "./broker-news.ts";
import { DecisionMirror, type CommandOutcome } from "./decision-mirror.ts";
import { LineNews } from "./line-news.ts";
import { TopicBoard } from "./topic-board.ts";

type FrameOf<Kind extends DeskFrame["kind"]> = Extract<DeskFrame, { kind: Kind }>;

export interface MirrorListeners {
  /** Another run began: everything known before is void. */
  readonly onSession?: (frame: FrameOf<"session">) => void;
  readonly onBeat?: (frame: FrameOf<"beat">) => void;
  readonly onBars?: (bars: readonly Bar[]) => void;
}

/** What the desk last said, in the words of the contract. Reads frames; decides nothing. */
export class DeskMirror {
  readonly board = new TopicBoard();
  readonly #listeners: MirrorListeners[] = [];
  #decisions = new DecisionMirror(this.board);
  #session: FrameOf<"session"> | null = null;
  #beat: FrameOf<"beat"> | null = null;
  #book: FrameOf<"book"> | null = null;
  #digest: FrameOf<"digest"> | null = null;
  #underlyings: readonly { readonly ticker: string; readonly instrument: number }[] = [];
  readonly #orders = new Map<string, Order>();
  readonly #feedStates = new Map<string, FeedHealth["state"]>();
  #health: readonly FeedHealth[] = [];
  #line: FeedLine | null = null;
  #broker: BrokerLine | null = null;
  #news = new LineNews();
  #brokerNews = new BrokerNews();

  listen(listeners: MirrorListeners): void {
    this.#listeners.push(listeners);
  }

  get session(): FrameOf<"session"> | null {
    return this.#session;
  }

  get beat(): FrameOf<"beat"> | null {
    return this.#beat;
  }

  get digest(): FrameOf<"digest"> | null {
    return this.#digest;
  }

  get underlyings(): readonly { readonly ticker: string; readonly instrument: number }[] {
    return this.#underlyings;
  }

  get halts(): readonly HaltCause[] {
    return this.#book?.halts ?? [];
  }

  /** A desk that has not said it yet is taken for one that has nothing to arm: it is asked in any case. */
  get arming(): Arming {
    return this.#book?.arming ?? { kind: "notNeeded" };
  }

  get parameters(): Parameters | null {
    return this.#book?.parameters ?? null;
  }

  outcomeOf(id: CommandId): CommandOutcome | null {
    return this.#decisions.outcomeOf(id);
  }

  /** Who set the parameters before this run began. */
  inheritParameters(
    last: readonly { readonly name: string; readonly by: string; readonly at: number }[],
  ): void {
    for (const { name, by, at } of last) this.#decisions.inherit(name, { by, at });
  }

  applySnapshot({ frames, signals }: Extract<DeskReply, { kind: "snapshot" }>): void {
    for (const frame of frames) this.apply(frame);
    for (const signal of signals) this.#decisions.signal(signal);
  }

  apply(frame: DeskFrame): void {
    switch (frame.kind) {
      case "session":
        return this.#applySession(frame);
      case "beat":
        this.#beat = frame;
        return this.#tell(({ onBeat }) => onBeat?.(frame));
      case "watch":
        this.#underlyings = frame.tickers.map(({ ticker, instrument }) => ({ ticker, instrument }));
        return this.board.setLatest("watch", watchFrame(frame.at, frame, this.#src));
      case "chain":
        return this.board.setLatest(`chain:${frame.view.ticker}`, chainFrame(frame.view, this.#src));
      case "analysis":
        return this.board.setLatest(`analysis:${frame.view.ticker}`, analysisFrame(frame.view, this.#src));
      case "bars":
        return this.#tell(({ onBars }) => onBars?.(frame.bars));
      case "correlation":
        return this.board.setLatest("correlation", correlationFrame(frame.view, this.#src));
      case "regime":
        return this.board.setLatest("regime", regimeFrame(frame.view));
      case "feed":
        return this.#applyFeed(frame.health);
      case "line":
        return this.#applyLine(frame.line);
      case "broker":
        return this.#applyBroker(frame.line);
      case "decisions":
        for (const decision of frame.decisions) {
          if (decision.type === "orderChanged") this.#orders.set(decision.order.id, decision.order);
          this.#decisions.apply(decision);
        }
        return;
      case "book":
        return this.#applyBook(frame);
      case "digest":
        this.#digest = frame;
        return;
      default:
        return unreachable(frame);
    }
  }

  get #src(): Src {
    return this.#session?.start.provenance.src ?? "simulated";
  }

  #applySession(frame: FrameOf<"session">): void {
    const isSameRun = this.#session?.start.run === frame.start.run;
    this.#session = frame;
    if (isSameRun) return;
    this.board.clear();
    this.#decisions = new DecisionMirror(this.board);
    this.#book = null;
    this.#digest = null;
    this.#orders.clear();
    this.#feedStates.clear();
    this.#health = [];
    this.#line = null;
    this.#broker = null;
    this.#news = new LineNews();
    this.#brokerNews = new BrokerNews();
    // a paper broker is there at once; of a TWS nothing is known before it has been heard
    if (frame.start.broker === "paper") this.board.setLatest("broker", brokerFrame(null));
    this.#tell(({ onSession }) => onSession?.(frame));
  }

  #applyFeed(health: readonly FeedHealth[]): void {
    this.#health = health;
    this.board.setLatest("feed", feedFrame(health, this.#line));
    for (const row of health) {
      const before = this.#feedStates.get(row.scope) ?? "well";
      this.#feedStates.set(row.scope, row.state);
      if (before !== row.state) this.board.putRows("events", [feedEventRow(row)]);
    }
  }

  #applyLine(line: FeedLine): void {
    this.#line = line;
    this.board.setLatest("feed", feedFrame(this.#health, line));
    const rows = this.#news.of(line);
    if (rows.length > 0) this.board.putRows("events", rows);
  }

  #applyBroker(line: BrokerLine): void {
    const before = this.#exitObstacle;
    this.#broker = line;
    this.board.setLatest("broker", brokerFrame(line));
    if (this.#book !== null && this.#exitObstacle !== before) this.#putPositions(this.#book);
    const rows = this.#brokerNews.of(line);
    if (rows.length > 0) this.board.putRows("events", rows);
  }

  #applyBook(book: FrameOf<"book">): void {
    this.#book = book;
    for (const order of book.orders) {
      this.#orders.set(order.id, order);
      this.#decisions.order(order);
    }
    this.#putPositions(book);
    this.board.setLatest("day", dayFrame(book.day, book.positions, [...this.#orders.values()]));
    this.board.setLatest("arming", armingFrame(book.arming));
    this.board.setLatest("risk", riskFrame(book.halts, book.breakers));
    this.board.setLatest(
      "parameters",
      parametersFrame(book.parameters, (name) => this.#decisions.authorOf(name)),
    );
  }

  #putPositions(book: FrameOf<"book">): void {
    const marks = new Map<string, PositionMark>(book.marks.map((mark) => [mark.positionId, mark]));
    const obstacle = this.#exitObstacle;
    const positions = book.positions.flatMap((position) => {
      const facts = {
        mark: marks.get(position.id) ?? null,
        openings: this.#decisions.openingsOf(position),
        obstacle,
        orphan: this.#decisions.orphanOf(position),
        stops: this.#stopsOf(position),
      };
      const row = positionRow(position, facts);
      return row === null ? [] : [row];
    });
    this.board.setLatest("positions", { positions });
  }

  /** What rests with this program's own paper broker goes when the program does, and protects nothing beside it. */
  #stopsOf({ id }: Position): readonly Order[] {
    if (this.#session?.start.broker !== "tws") return [];
    return [...this.#orders.values()].filter(
      (order) => order.positionId === id && order.reason === "restingStop" && mayFill(order),
    );
  }

  get #exitObstacle(): string | null {
    return this.#session?.start.broker === "tws" ? exitObstacleSentence(this.#broker) : null;
  }

  #tell(say: (listeners: MirrorListeners) => void): void {
    for (const listeners of this.#listeners) say(listeners);
  }
}
