import { unreachable, type Result } from "@smart0dte/domain";
import type { AuthRequest } from "./auth-request.ts";
import { ChunkSeries } from "./chunk-series.ts";
import { LineSplitter } from "./line-splitter.ts";
import { readChunk, type SubscriptionRequest } from "./subscription-request.ts";

/** What a client's words come to, in order. */
export type DialogueEvent =
  /** A line for the client, without its end. */
  | { readonly kind: "say"; readonly line: string }
  | { readonly kind: "admitted"; readonly auth: AuthRequest }
  | { readonly kind: "subscribe"; readonly request: SubscriptionRequest }
  /** From here on the client reads records. */
  | { readonly kind: "start" }
  /** An invalid subscription: told in the stream, then the session ends. */
  | { readonly kind: "invalid"; readonly text: string }
  /** The connection is closed without more words. */
  | { readonly kind: "hangUp"; readonly why: string };

export interface DialogueSetup {
  /** Random, per connection. */
  readonly challenge: string;
  readonly sessionId: string;
  /** Judges the authentication line. */
  readonly judge: (line: string) => Result<AuthRequest, string>;
}

/** `lsg_version` as greeted: a client logs it, so it says what this is. */
export const GREETING_VERSION = "1.0.0-SIMULATED";

const AUTH_TIMEOUT_MS = 30_000;
/** Subscription requests that are served within a second; more wait. */
const REQUESTS_A_SECOND = 10;
const MOST_WAITING_BYTES = 1_048_576;

/**
 * The text phase and the subscriptions of one client, without a socket and without a clock.
 *
 * Times are milliseconds of any steady clock. After `hangUp` nothing comes any more.
 */
export class GatewayDialogue {
  readonly #setup: DialogueSetup;
  readonly #lines = new LineSplitter();
  readonly #series = new ChunkSeries();
  readonly #openedMs: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #servedMs: number[] = [];
  #auth: AuthRequest | null = null;
  #phase: "auth" | "subscribing" | "streaming" | "invalid" | "over" = "auth";

  constructor(setup: DialogueSetup, nowMs: number) {
    this.#setup = setup;
    this.#openedMs = nowMs;
  }

  /** The first words, said before the client says anything. */
  greeting(): readonly string[] {
    return [`lsg_version=${GREETING_VERSION}`, `cram=${this.#setup.challenge}`];
  }

  /** True while so much waits that no more should be read from the client. */
  get isFull(): boolean {
    return this.#waitingBytes > MOST_WAITING_BYTES;
  }

  /** When {@link tick} has something to do; null where it has not. */
  get dueMs(): number | null {
    if (this.#phase === "auth") return this.#openedMs + AUTH_TIMEOUT_MS;
    return this.#waiting[0] === undefined ? null : this.#mayTakeAtMs(this.#waiting[0]);
  }

  push(chunk: Uint8Array, nowMs: number): readonly DialogueEvent[] {
    if (this.#phase === "over") return [];
    const lines = this.#lines.push(chunk);
    if (lines === null) return this.#hangUp("a line is longer than any of the protocol");
    for (const line of lines) {
      this.#waiting.push(line);
      this.#waitingBytes += line.length;
    }
    return this.tick(nowMs);
  }

  /** Works off what had to wait. */
  tick(nowMs: number): readonly DialogueEvent[] {
    const events: DialogueEvent[] = [];
    for (let line = this.#waiting[0]; line !== undefined; line = this.#waiting[0]) {
      if (this.#isOver() || nowMs < this.#mayTakeAtMs(line)) break;
      this.#waiting.shift();
      this.#waitingBytes -= line.length;
      events.push(...this.#take(line, nowMs));
    }
    if (this.#phase === "auth" && nowMs >= this.#openedMs + AUTH_TIMEOUT_MS)
      events.push(...this.#hangUp("no authentication came in time"));
    return events;
  }

  #isOver(): boolean {
    return this.#phase === "over";
  }

  /** When a line may be taken: eleven requests need a second. */
  #mayTakeAtMs(line: string): number {
    const oldest = this.#servedMs[0];
    const isFree = this.#servedMs.length < REQUESTS_A_SECOND || isStart(line);
    if (isFree || oldest === undefined) return Number.NEGATIVE_INFINITY;
    return oldest + 1_000;
  }

  #take(line: string, nowMs: number): readonly DialogueEvent[] {
    const phase = this.#phase;
    switch (phase) {
      case "auth":
        return this.#authenticate(line);
      case "subscribing":
      case "streaming":
        return this.#subscribeOrStart(line, nowMs);
      case "invalid":
        // what is wrong is told in the stream, and the client reads it only once it has asked for one
        return isStart(line) ? [{ kind: "start" }] : [];
      case "over":
        return [];
      default:
        return unreachable(phase);
    }
  }

  #authenticate(line: string): readonly DialogueEvent[] {
    const auth = this.#setup.judge(line);
    if (!auth.ok)
      return [{ kind: "say", line: `success=0|error=${auth.error}` }, ...this.#hangUp(auth.error)];
    this.#auth = auth.value;
    this.#phase = "subscribing";
    return [
      { kind: "admitted", auth: auth.value },
      { kind: "say", line: `success=1|session_id=${this.#setup.sessionId}` },
    ];
  }

  #subscribeOrStart(line: string, nowMs: number): readonly DialogueEvent[] {
    if (isStart(line)) return this.#startSession();
    if (this.#auth === null || line === "") return [];
    const chunk = readChunk(line, this.#auth.dataset);
    if (!chunk.ok) return this.#refuse(chunk.error);
    if (chunk.value.start !== null && this.#phase === "streaming")
      return this.#refuse("A subscription with start comes before start_session.");
    const request = this.#series.add(chunk.value);
    if (!request.ok) return this.#refuse(request.error);
    if (request.value === null) return [];
    this.#servedMs.push(nowMs);
    if (this.#servedMs.length > REQUESTS_A_SECOND) this.#servedMs.shift();
    return [{ kind: "subscribe", request: request.value }];
  }

  #startSession(): readonly DialogueEvent[] {
    if (this.#phase === "streaming") return this.#refuse("The session has started already.");
    if (this.#series.isOpen)
      return [...this.#refuse("A subscription's last line is missing."), { kind: "start" }];
    this.#phase = "streaming";
    return [{ kind: "start" }];
  }

  #refuse(text: string): readonly DialogueEvent[] {
    this.#phase = this.#phase === "streaming" ? "over" : "invalid";
    return [{ kind: "invalid", text }];
  }

  #hangUp(why: string): readonly DialogueEvent[] {
    this.#phase = "over";
    this.#waiting = [];
    this.#waitingBytes = 0;
    return [{ kind: "hangUp", why }];
  }
}

const isStart = (line: string): boolean => /^start_session(=.*)?$/.test(line);
