import type { Metadata } from "../codec/metadata.ts";
import type { RecordCursor } from "../codec/record-cursor.ts";
import type { Schema } from "../codec/wire-ids.ts";
import { AUTH_FAILED, gatewayError, SKIPPED, type AfterError } from "./gateway-error.ts";
import { schemasIn, type GatewayMessage } from "./gateway-message.ts";
import type { GapCause, LiveEvent } from "./live-event.ts";
import type { LiveLimits, LiveOptions } from "./live-options.ts";
import { RatePace } from "./rate-pace.ts";
import type { RecordRun } from "./record-scanner.ts";
import type { SeenRecords } from "./seen-records.ts";
import { SessionStream } from "./session-stream.ts";
import { SessionText, shown, type TextStep } from "./session-text.ts";

/** Why a connection is over and what is to follow. */
export interface SessionEnd {
  readonly cause: Exclude<GapCause, "skipped">;
  readonly why: string;
  readonly after: Exclude<AfterError, "goOn">;
  /** The key was refused, and not for a reason that lasts whatever happened before. */
  readonly refused: boolean;
}

export interface SessionOrder {
  readonly options: LiveOptions;
  readonly limits: LiveLimits;
  /** Each subscription's lines. */
  readonly requests: readonly string[];
  /** Record types of which a replay may repeat what was delivered. */
  readonly tracked: ReadonlySet<number>;
  readonly seen: SeenRecords;
}

export interface SessionOutput {
  send(text: string): void;
  authenticated(sessionId: string): void;
  metadata(metadata: Metadata, bytes: Uint8Array): void;
  ahead(bytes: Uint8Array): number;
  received(run: RecordRun): void;
  records(cursor: RecordCursor): void;
  /** Records of these schemas are missing from here on; null: of all. */
  skipped(schemas: readonly Schema[] | null): void;
  told(event: LiveEvent & { readonly kind: "error" | "system" }): void;
  /** Once; nothing follows. */
  ended(end: SessionEnd): void;
}

type Phase = "connecting" | "text" | "requests" | "stream" | "draining" | "ended";

/** One connection as a machine without input and output: bytes and monotonic time in, lines and records out. */
export class LiveSession {
  readonly #order: SessionOrder;
  readonly #out: SessionOutput;
  readonly #text: SessionText;
  readonly #stream: SessionStream;
  readonly #pace = new RatePace(REQUESTS, REQUESTS_WINDOW_MS);
  readonly #queue: string[];
  #phase: Phase = "connecting";
  #patienceEndsMs: number;
  #heardMs = 0;
  #nextRequestMs: number | null = null;
  /** Parts of an error text whose end has not come. */
  #errorText = "";
  #lastError = "";
  /** What the gateway said it ends for; its record is delivered first. */
  #last: SessionEnd | null = null;

  constructor(order: SessionOrder, out: SessionOutput, nowMs: number) {
    const { limits, options, tracked, seen } = order;
    this.#order = order;
    this.#out = out;
    this.#queue = [...order.requests];
    this.#text = new SessionText(options, limits.textBytes);
    this.#stream = new SessionStream(
      { maxMetadataBytes: limits.metadataBytes, tracked, seen },
      {
        metadata: (metadata, bytes) => {
          out.metadata(metadata, bytes);
        },
        ahead: (bytes) => out.ahead(bytes),
        received: (run) => {
          out.received(run);
        },
        records: (cursor) => {
          out.records(cursor);
        },
        message: (message) => this.#hear(message),
        finished: () => {
          if (this.#last !== null) this.#finish(this.#last);
        },
        corrupt: (why) => {
          this.#finish({
            cause: "corrupt",
            why: `the stream is corrupt: ${why}`,
            after: "retry",
            refused: false,
          });
        },
      },
    );
    this.#patienceEndsMs = nowMs + limits.connectMs;
  }

  /** Monotonic time of the next `tick` that can change anything. */
  get wakeAtMs(): number {
    if (this.#phase === "ended" || this.#phase === "draining") return Infinity;
    if (this.#phase === "connecting" || this.#phase === "text") return this.#patienceEndsMs;
    const next = this.#nextRequestMs ?? Infinity;
    return this.#phase === "requests" ? next : Math.min(next, this.#heardMs + this.#silenceMs);
  }

  opened(nowMs: number): void {
    if (this.#phase !== "connecting") return;
    this.#phase = "text";
    this.#patienceEndsMs = nowMs + this.#order.limits.authMs;
  }

  receive(chunk: Uint8Array, nowMs: number): void {
    this.#heardMs = nowMs;
    if (this.#phase === "stream") this.#stream.push(chunk);
    else if (this.#phase === "text" || this.#phase === "requests") this.#readText(chunk, nowMs);
  }

  /** Sends a subscription that was made while the session runs. */
  request(lines: string, nowMs: number): void {
    this.#queue.push(lines);
    if (this.#phase === "requests" || this.#phase === "stream") this.#sendDue(nowMs);
  }

  tick(nowMs: number): void {
    const { connectMs, authMs } = this.#order.limits;
    if (this.#phase === "connecting" && nowMs >= this.#patienceEndsMs)
      this.#lose("disconnected", `no connection within ${seconds(connectMs)}`);
    if (this.#phase === "text" && nowMs >= this.#patienceEndsMs)
      this.#lose("disconnected", `no answer to the key within ${seconds(authMs)}`);
    if (this.#phase === "requests" || this.#phase === "stream") this.#sendDue(nowMs);
    if (this.#phase === "stream" && nowMs >= this.#heardMs + this.#silenceMs)
      this.#lose("heartbeatLost", `the gateway was silent for ${seconds(this.#silenceMs)}`);
  }

  /** Bytes that came and are not worked off yet. */
  get pendingBytes(): number {
    return this.#stream.pendingBytes;
  }

  /** The connection is gone; what came before is heard first, it may tell why. */
  closed(why: string): void {
    if (this.#phase === "ended" || this.#phase === "draining") return;
    if (this.#phase === "text" && !this.#text.heard) return this.#turnedAway(why);
    this.#phase = "draining";
    this.#stream.drain(() => {
      const error = this.#errorText === "" ? this.#lastError : this.#errorText;
      this.#lose("disconnected", error === "" ? why : `${why}, after ${shown(error)}`);
    });
  }

  /** Nothing that is still under way is told. */
  abandon(): void {
    this.#phase = "ended";
    this.#stream.end();
  }

  get #silenceMs(): number {
    const { heartbeatSeconds } = this.#order.options;
    const { heartbeatMs, heartbeatGraceMs } = this.#order.limits;
    return (heartbeatSeconds === undefined ? heartbeatMs : heartbeatSeconds * 1_000) + heartbeatGraceMs;
  }

  #readText(chunk: Uint8Array, nowMs: number): void {
    this.#text.push(chunk);
    // what comes before the session is started belongs behind its start
    while (this.#phase === "text") {
      const step = this.#text.next();
      if (step === null) return;
      this.#step(step, nowMs);
    }
    if (this.#phase === "requests" && this.#text.waiting > this.#order.limits.textBytes)
      this.#lose("corrupt", "the gateway sends before it is asked");
  }

  #step(step: TextStep, nowMs: number): void {
    switch (step.kind) {
      case "send":
        this.#out.send(step.line);
        return;
      case "accepted":
        this.#phase = "requests";
        this.#out.authenticated(step.sessionId);
        this.#sendDue(nowMs);
        return;
      case "refused": {
        const { after, remedy } = gatewayError(step.code);
        this.#out.told({ kind: "error", code: step.code, text: step.text, fatal: true });
        const why = `the gateway refused the session: ${shown(step.text)}. ${remedy}`;
        const refused = step.code === AUTH_FAILED;
        this.#finish({ cause: "disconnected", why, after: after === "goOn" ? "fail" : after, refused });
        return;
      }
      case "broken":
        this.#lose("corrupt", `the gateway is not understood: ${step.why}`);
    }
  }

  #sendDue(nowMs: number): void {
    while (this.#queue.length > 0) {
      this.#nextRequestMs ??= this.#pace.book(nowMs);
      if (this.#nextRequestMs > nowMs) return;
      this.#nextRequestMs = null;
      this.#out.send(this.#queue.shift() ?? "");
    }
    if (this.#phase !== "requests") return;
    this.#out.send("start_session\n");
    this.#phase = "stream";
    this.#heardMs = nowMs;
    this.#stream.push(this.#text.rest());
  }

  #hear(message: GatewayMessage): boolean {
    if (message.kind === "system") {
      this.#out.told({ kind: "system", code: message.code, text: message.text });
      return true;
    }
    const { after, remedy } = gatewayError(message.code);
    const text = (this.#errorText + message.text).slice(0, this.#order.limits.textBytes);
    // half a text may name half of the schemas
    if (message.code === SKIPPED) this.#out.skipped(message.last ? schemasIn(text) : null);
    this.#errorText = message.last ? "" : text;
    if (!message.last) return true;
    this.#lastError = text;
    this.#out.told({ kind: "error", code: message.code, text, fatal: after !== "goOn" });
    if (after === "goOn") return true;
    const why = `the gateway ended the session: ${shown(text)}. ${remedy}`;
    this.#last = { cause: "disconnected", why, after, refused: false };
    return false;
  }

  /** Closed without a word, as a gateway does with more new connections than it takes in a second. */
  #turnedAway(why: string): void {
    this.#finish({
      cause: "disconnected",
      why: `${why} before its greeting, as it does with more than five new connections a second`,
      after: "retryAfterASecond",
      refused: false,
    });
  }

  #lose(cause: SessionEnd["cause"], why: string): void {
    this.#finish({ cause, why, after: "retry", refused: false });
  }

  #finish(end: SessionEnd): void {
    if (this.#phase === "ended") return;
    this.abandon();
    this.#out.ended(end);
  }
}

const REQUESTS = 10;
const REQUESTS_WINDOW_MS = 1_000;

function seconds(ms: number): string {
  return `${String(ms / 1_000)} s`;
}
