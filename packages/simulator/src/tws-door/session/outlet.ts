import type { Socket } from "node:net";
import { frameOf } from "../wire/frame-writer.ts";
import type { Field } from "../wire/field-text.ts";
import type { Weather } from "./weather.ts";

/** `callback`: told by itself about an order; only these come twice or backwards. */
export type Manner = "answer" | "callback";

interface Waiting {
  readonly frame: Buffer;
  readonly dueMs: number;
}

/** One client's way out: frames in order, as the weather lets them through. */
export class Outlet {
  readonly #socket: Socket;
  readonly #weather: Weather;
  readonly #waiting: Waiting[] = [];
  #burst: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isCut = false;

  constructor(socket: Socket, weather: Weather) {
    this.#socket = socket;
    this.#weather = weather;
  }

  /** Bytes that the client has not yet taken. */
  get backlog(): number {
    return this.#socket.writableLength;
  }

  send(fields: readonly Field[], manner: Manner): void {
    if (this.#isCut) return;
    const nowMs = performance.now();
    const frame = frameOf(fields);
    const isCallback = manner === "callback";
    const copies = isCallback && nowMs < this.#weather.duplicateUntil ? 2 : 1;
    if (isCallback && nowMs < this.#weather.reorderUntil) {
      if (this.#burst.length === 0) setImmediate(() => this.#turnAround());
      for (let i = 0; i < copies; i += 1) this.#burst.push(frame);
      return;
    }
    // an answer never overtakes the callbacks before it
    this.#turnAround();
    for (let i = 0; i < copies; i += 1) this.#queue(frame, nowMs);
  }

  /** What was sent still arrives; nothing comes after it. */
  cut(): void {
    this.#isCut = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting.length = 0;
    this.#socket.destroySoon();
  }

  #turnAround(): void {
    const burst = this.#burst.toReversed();
    this.#burst = [];
    for (const frame of burst) this.#queue(frame, performance.now());
  }

  #queue(frame: Buffer, nowMs: number): void {
    if (this.#isCut) return;
    this.#waiting.push({ frame, dueMs: nowMs + this.#weather.delayOf(nowMs) });
    if (this.#timer === null) this.#pump();
  }

  #pump(): void {
    this.#timer = null;
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const nowMs = performance.now();
      const dueMs = Math.max(first.dueMs, this.#weather.frozenUntil);
      if (dueMs > nowMs) {
        this.#timer = setTimeout(() => this.#pump(), Math.max(dueMs - nowMs, 1));
        return;
      }
      this.#waiting.shift();
      this.#write(first.frame);
      if (this.#isCut) return;
    }
  }

  #write(frame: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(frame);
    const { messagesLeft } = this.#weather;
    if (messagesLeft === null) return;
    this.#weather.messagesLeft = messagesLeft - 1;
    if (messagesLeft <= 1) this.#weather.onLast?.();
  }
}
