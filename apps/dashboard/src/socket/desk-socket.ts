import type { ClientMessage } from "@smart0dte/gateway/contract";
import { backoffMs } from "./backoff.ts";
import type { CandleBook } from "./candle-book.ts";
import type { DeskClock } from "./desk-clock.ts";
import type { DeskStore } from "./desk-store.ts";
import { linkSlice } from "./link-state.ts";
import { MarketBuffer } from "./market-buffer.ts";
import { SequenceBook } from "./sequence-book.ts";
import {
  isLatestTopic,
  isListTopic,
  parseMessage,
  readCandles,
  readRows,
  type DeskFrame,
} from "./server-message.ts";

/** The little of a WebSocket that is used here; a test stands in for it. */
export interface Line {
  send(text: string): void;
  close(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface SocketPorts {
  readonly store: DeskStore;
  readonly clock: DeskClock;
  readonly candles: CandleBook;
  readonly open: () => Line;
  /** Runs once before the next paint. */
  readonly nextFrame: (run: () => void) => void;
  readonly later: (run: () => void, ms: number) => void;
  readonly chance: () => number;
  /** The line ended: is the person still signed in? */
  readonly onEnded: (reason: "signedOut" | "idle" | "unknown") => void;
}

const ALWAYS = [
  "watch",
  "correlation",
  "regime",
  "feed",
  "broker",
  "arming",
  "day",
  "risk",
  "parameters",
  "positions",
  "signals",
  "proposals",
  "orders",
  "fills",
  "events",
] as const;

/** The only line to the desk: subscribes, keeps each topic's order, asks again after a hole, comes back after a cut. */
export class DeskSocket {
  readonly #ports: SocketPorts;
  readonly #sequences = new SequenceBook();
  readonly #buffer: MarketBuffer;
  readonly #wanted = new Map<string, number>(ALWAYS.map((topic) => [topic, 1]));
  #line: Line | null = null;
  #attempt = 0;
  #running = false;

  constructor(ports: SocketPorts) {
    this.#ports = ports;
    this.#buffer = new MarketBuffer(ports);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#line?.close();
    this.#line = null;
    this.#ports.store.dispatch(linkSlice.actions.reset());
  }

  /** Keeps a topic coming until the returned function is called; several may want the same. */
  want(topic: string): () => void {
    const wanted = this.#wanted.get(topic) ?? 0;
    this.#wanted.set(topic, wanted + 1);
    if (wanted === 0) this.#send({ type: "subscribe", topics: [topic] });
    return () => {
      this.#release(topic);
    };
  }

  /** Tells the desk that a person did something. */
  active(): void {
    this.#send({ type: "active" });
  }

  /** Stops or resumes the panels; null resumes and shows the newest at once. */
  freeze(at: number | null): void {
    this.#ports.store.dispatch(linkSlice.actions.froze(at));
    if (at === null) this.#buffer.flush();
  }

  #release(topic: string): void {
    const wanted = this.#wanted.get(topic) ?? 0;
    if (wanted > 1) {
      this.#wanted.set(topic, wanted - 1);
      return;
    }
    this.#wanted.delete(topic);
    this.#sequences.forget(topic);
    this.#send({ type: "unsubscribe", topics: [topic] });
  }

  #connect(): void {
    const { store, open } = this.#ports;
    store.dispatch(linkSlice.actions.connecting());
    const line = open();
    this.#line = line;
    this.#sequences.clear();
    line.onmessage = ({ data }) => {
      if (this.#line === line && typeof data === "string") this.#receive(data);
    };
    line.onclose = () => {
      if (this.#line === line) this.#ended();
    };
  }

  #ended(): void {
    const { store, later, chance, onEnded } = this.#ports;
    this.#line = null;
    if (!this.#running) return;
    store.dispatch(linkSlice.actions.lost());
    onEnded("unknown");
    later(
      () => {
        if (this.#running && this.#line === null) this.#connect();
      },
      backoffMs(this.#attempt, chance()),
    );
    this.#attempt += 1;
  }

  #receive(text: string): void {
    const message = parseMessage(text);
    if (message === null) return;
    const { store, clock, onEnded } = this.#ports;
    switch (message.type) {
      case "hello":
        this.#attempt = 0;
        // the desk may greet again when another run begins: all numbering starts anew
        this.#sequences.clear();
        store.dispatch(linkSlice.actions.opened(message));
        this.#send({ type: "subscribe", topics: [...this.#wanted.keys()] });
        break;
      case "beat":
        clock.heard(message);
        store.dispatch(linkSlice.actions.beaten(message));
        break;
      case "bye":
        store.dispatch(linkSlice.actions.saidGoodbye(message.reason));
        if (message.reason === "signedOut" || message.reason === "idle") onEnded(message.reason);
        break;
      case "snapshot":
      case "change":
        this.#receiveFrame(message);
        break;
    }
  }

  #receiveFrame(frame: DeskFrame): void {
    const { topic, seq, type } = frame;
    if (!this.#wanted.has(topic)) return;
    const verdict = this.#sequences[type](topic, seq);
    if (verdict === "resync") this.#send({ type: "resync", topic });
    if (verdict !== "apply") return;
    if (isLatestTopic(topic)) this.#buffer.put(topic, frame.body);
    else if (isListTopic(topic)) this.#rows(topic, frame);
    else if (topic.startsWith("candles:")) this.#candles(topic, frame);
  }

  #rows(topic: Parameters<typeof readRows>[0], { type, body }: DeskFrame): void {
    const { store } = this.#ports;
    const reading = readRows(topic, body);
    if (!reading.ok) store.dispatch({ type: "market/unreadable", topic, why: reading.why });
    else {
      const action = type === "snapshot" ? "rows/replaced" : "rows/changed";
      store.dispatch({ type: action, topic, rows: reading.body.rows });
    }
  }

  #candles(topic: string, { type, body }: DeskFrame): void {
    const { store, candles } = this.#ports;
    const reading = readCandles(body);
    if (!reading.ok) store.dispatch({ type: "market/unreadable", topic, why: reading.why });
    else if (type === "snapshot") candles.replace(reading.body);
    else candles.change(reading.body);
  }

  #send(message: ClientMessage): void {
    // before hello nothing is open; hello subscribes to all that is wanted
    if (this.#line === null || this.#ports.store.getState().link.status !== "open") return;
    this.#line.send(JSON.stringify(message));
  }
}
