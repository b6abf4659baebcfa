import { isLatestTopic, isListTopic, type KeyedText, type TopicBoard } from "../mirror/topic-board.ts";
import type { CandleDesk } from "../mirror/candle-desk.ts";

/** Bytes waiting in a client's socket above which newest-wins topics are held back. */
export const HOLD_ABOVE_BYTES = 512 * 1024;
/** Bytes above which a client cannot follow. */
export const CUT_ABOVE_BYTES = 8 * 1024 * 1024;
/** Flushes in a row that were held back, above which a client cannot follow (30 s at ten a second). */
export const CUT_AFTER_HELD = 300;

export interface ClientLine {
  send(text: string): void;
  /** Bytes handed over and not yet taken by the other side. */
  waitingBytes(): number;
}

/** Topics of one client at once; more are left out. */
const AT_MOST_TOPICS = 128;

interface Topic {
  seq: number;
  needsSnapshot: boolean;
  dirty: boolean;
  readonly pending: Map<string, string>;
}

/**
 * What one client has been told of each topic, at its own pace: newest wins, rows of lists are never dropped.
 */
export class ClientFeed {
  readonly #line: ClientLine;
  readonly #board: TopicBoard;
  readonly #candles: CandleDesk;
  readonly #topics = new Map<string, Topic>();
  #held = 0;

  constructor(line: ClientLine, sources: { readonly board: TopicBoard; readonly candles: CandleDesk }) {
    this.#line = line;
    this.#board = sources.board;
    this.#candles = sources.candles;
  }

  /** Unknown topics are left out; the screen may be newer than the desk. */
  subscribe(topics: readonly string[]): void {
    for (const topic of topics) {
      if (this.#topics.has(topic) || this.#topics.size >= AT_MOST_TOPICS) continue;
      const instrument = instrumentOf(topic);
      if (instrument === null && !isLatestTopic(topic) && !isListTopic(topic)) continue;
      this.#topics.set(topic, { seq: 0, needsSnapshot: true, dirty: false, pending: new Map() });
      if (instrument !== null) this.#candles.watch(instrument);
    }
  }

  unsubscribe(topics: readonly string[]): void {
    for (const topic of topics) {
      if (!this.#topics.delete(topic)) continue;
      const instrument = instrumentOf(topic);
      if (instrument !== null) this.#candles.leave(instrument);
    }
  }

  resync(topic: string): void {
    const state = this.#topics.get(topic);
    if (state !== undefined) state.needsSnapshot = true;
  }

  /** Another run: all that was told is void. */
  restart(): void {
    for (const state of this.#topics.values()) {
      state.needsSnapshot = true;
      state.dirty = false;
      state.pending.clear();
    }
  }

  changed(topic: string, rows: readonly KeyedText[] | null): void {
    const state = this.#topics.get(topic);
    if (state === undefined) return;
    state.dirty = true;
    for (const { key, json } of rows ?? []) state.pending.set(key, json);
  }

  /** Sends what is due; says whether the client follows. */
  flush(): "follows" | "slow" {
    const waiting = this.#line.waitingBytes();
    if (waiting > CUT_ABOVE_BYTES) return "slow";
    if (waiting > HOLD_ABOVE_BYTES) {
      this.#held += 1;
      return this.#held > CUT_AFTER_HELD ? "slow" : "follows";
    }
    this.#held = 0;
    for (const [topic, state] of this.#topics) this.#flushTopic(topic, state);
    return "follows";
  }

  close(): void {
    this.unsubscribe([...this.#topics.keys()]);
  }

  #flushTopic(topic: string, state: Topic): void {
    if (state.needsSnapshot) {
      const body = this.#snapshotOf(topic);
      if (body === null) return;
      state.needsSnapshot = false;
      state.dirty = false;
      state.pending.clear();
      return this.#send("snapshot", topic, { seq: state.seq, body });
    }
    if (!state.dirty) return;
    const body = this.#changeOf(topic, state);
    state.dirty = false;
    state.pending.clear();
    if (body === null) return;
    state.seq += 1;
    this.#send("change", topic, { seq: state.seq, body });
  }

  #snapshotOf(topic: string): string | null {
    if (isLatestTopic(topic)) return this.#board.latestJson(topic);
    if (isListTopic(topic)) return this.#board.snapshotJson(topic);
    const instrument = instrumentOf(topic);
    return instrument === null ? null : this.#candles.snapshotJson(instrument);
  }

  #changeOf(topic: string, { pending }: Topic): string | null {
    if (isLatestTopic(topic)) return this.#board.latestJson(topic);
    if (pending.size === 0) return null;
    if (isListTopic(topic)) return `{"rows":[${[...pending.values()].join(",")}]}`;
    const instrument = instrumentOf(topic);
    return instrument === null ? null : this.#candles.frameJson(instrument, [...pending.values()]);
  }

  #send(
    type: "snapshot" | "change",
    topic: string,
    { seq, body }: { readonly seq: number; readonly body: string },
  ): void {
    this.#line.send(`{"type":"${type}","topic":"${topic}","seq":${seq},"body":${body}}`);
  }
}

/** The instrument of a `candles:N` topic; null for any other. */
export function instrumentOf(topic: string): number | null {
  const match = /^candles:(\d{1,9})$/.exec(topic);
  return match === null ? null : Number(match[1]);
}
