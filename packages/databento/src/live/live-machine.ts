import { REPLAY_COMPLETED } from "./gateway-error.ts";
import { schemasIn } from "./gateway-message.ts";
import { GapWatch } from "./gap-watch.ts";
import { LiveError } from "./live-error.ts";
import type { LiveEvent, LiveHandlers, LiveState } from "./live-event.ts";
import { LIVE_LIMITS, type LiveLimits, type LiveOptions } from "./live-options.ts";
import { LiveSession, type SessionEnd, type SessionOutput } from "./live-session.ts";
import type { RatePace } from "./rate-pace.ts";
import { RetryWait } from "./retry-wait.ts";
import { SubscriptionBook } from "./subscription-book.ts";
import type { Subscription } from "./subscription-lines.ts";

/** What the machine asks of its surroundings; nothing of it may call back before it returns. */
export interface LiveEffects {
  /** Answered by `opened`, or by `closed`. */
  connect(): void;
  write(text: string): void;
  /** Drops the connection; nothing of it is heard any more. */
  drop(): void;
}

export interface MachineOrder {
  readonly options: LiveOptions;
  readonly handlers: LiveHandlers;
  readonly effects: LiveEffects;
  /** Shared by all clients that the gateway sees as one address. */
  readonly connections: RatePace;
}

/** The live client without sockets and clock: connections one after the other, what is asked again, and the gaps. */
export class LiveMachine {
  readonly #order: MachineOrder;
  readonly #limits: LiveLimits;
  readonly #wait: RetryWait;
  readonly #gaps = new GapWatch();
  readonly #book = new SubscriptionBook();
  #session: LiveSession | null = null;
  #connectAtMs: number | null = null;
  /** The next connection has its place among those of all clients. */
  #hasTurn = false;
  #streamingSinceMs: number | null = null;
  #sessionId: string | null = null;
  #state: LiveState | "idle" = "idle";
  /** The gateway has taken this key before. */
  #accepted = false;
  #repeatedBytes = 0;
  #nowMs = 0;

  constructor(order: MachineOrder) {
    this.#order = order;
    this.#limits = { ...LIVE_LIMITS, ...order.options.limits };
    this.#wait = new RetryWait(this.#limits, order.options.random ?? Math.random);
  }

  get state(): LiveState | "idle" {
    return this.#state;
  }

  /** Bytes of records that a replay repeated and that were not delivered again. */
  get repeatedBytes(): number {
    return this.#repeatedBytes;
  }

  /** Compressed bytes that came and are not worked off yet. */
  get pendingBytes(): number {
    return this.#session?.pendingBytes ?? 0;
  }

  /** Monotonic time of the next `tick` that can change anything. */
  get wakeAtMs(): number {
    return this.#connectAtMs ?? this.#session?.wakeAtMs ?? Infinity;
  }

  /** @throws LiveError */
  subscribe(subscription: Subscription, nowMs: number): number {
    if (this.#state === "stopped" || this.#state === "failed")
      throw new LiveError("badState", `The client has ${this.#state}; make a new one`);
    if (this.#state !== "idle" && subscription.start !== undefined)
      throw new LiveError(
        "startWhileRunning",
        "The gateway takes a start only before the session is started",
      );
    const { id, lines } = this.#book.add(subscription, this.#gaps.newest);
    this.#session?.request(lines, nowMs);
    return id;
  }

  /** @throws LiveError */
  start(nowMs: number): void {
    if (this.#state !== "idle") throw new LiveError("badState", "The client was started before");
    this.#connectAtMs = nowMs;
    this.#tell("connecting", null);
    this.tick(nowMs);
  }

  stop(): void {
    if (this.#state === "stopped" || this.#state === "failed") return;
    this.#leave();
    this.#tell("stopped", null);
  }

  opened(nowMs: number): void {
    this.#session?.opened(nowMs);
  }

  receive(chunk: Uint8Array, nowMs: number): void {
    this.#nowMs = nowMs;
    this.#session?.receive(chunk, nowMs);
  }

  closed(why: string, nowMs: number): void {
    this.#nowMs = nowMs;
    this.#session?.closed(why);
  }

  tick(nowMs: number): void {
    this.#nowMs = nowMs;
    if (this.#connectAtMs === null) this.#session?.tick(nowMs);
    else if (nowMs >= this.#connectAtMs) this.#connect(nowMs);
  }

  #connect(nowMs: number): void {
    if (!this.#hasTurn) {
      this.#hasTurn = true;
      this.#connectAtMs = this.#order.connections.book(nowMs);
      if (this.#connectAtMs > nowMs) return;
    }
    this.#hasTurn = false;
    this.#connectAtMs = null;
    if (this.#state !== "connecting") this.#tell("connecting", null);
    // who hears of it may have stopped
    if (this.state === "stopped") return;
    const { options } = this.#order;
    const order = { options, limits: this.#limits, ...this.#book.asked() };
    this.#session = new LiveSession(order, this.#output(), nowMs);
    this.#order.effects.connect();
  }

  #output(): SessionOutput {
    const { handlers, effects } = this.#order;
    return {
      send: (text) => {
        effects.write(text);
      },
      authenticated: (sessionId) => {
        this.#accepted = true;
        this.#sessionId = sessionId;
        this.#tell("authenticated", null);
      },
      metadata: (metadata, bytes) => {
        this.#streamingSinceMs = this.#nowMs;
        this.#book.streamed(metadata.start);
        handlers.onRaw?.(bytes, "metadata", false);
        handlers.onMetadata?.(metadata);
        this.#tell("streaming", null);
      },
      ahead: (bytes) => (this.#gaps.hasOpen ? this.#closeGaps(bytes) : bytes.length),
      received: ({ bytes, fresh }) => {
        if (fresh) this.#gaps.see(bytes);
        else this.#repeatedBytes += bytes.length;
        handlers.onRaw?.(bytes, "records", !fresh);
      },
      records: (cursor) => {
        handlers.onRecords(cursor);
      },
      skipped: (schemas) => {
        handlers.onEvent(this.#gaps.open("skipped", schemas));
      },
      told: (event) => {
        if (event.kind === "system" && event.code === REPLAY_COMPLETED)
          for (const schema of schemasIn(event.text) ?? []) this.#book.replayed(schema);
        handlers.onEvent(event);
      },
      ended: (end) => {
        this.#lost(end);
      },
    };
  }

  /** Tells the gaps that the first of these records closes; how many bytes there are until the next that does. */
  #closeGaps(bytes: Uint8Array): number {
    let at = this.#gaps.closingAt(bytes);
    while (at === 0) {
      for (const gap of this.#gaps.close(bytes, at)) this.#order.handlers.onEvent(gap);
      at = this.#gaps.closingAt(bytes);
    }
    return at;
  }

  #lost(end: SessionEnd): void {
    const since = this.#streamingSinceMs;
    this.#leave();
    if (since !== null && this.#nowMs - since >= this.#limits.healthyMs) this.#rest();
    // a key that was good may be refused by a gateway that is not well
    const after = end.refused && end.after === "fail" && this.#accepted ? "retryLater" : end.after;
    if (after === "retryWithoutReplay") this.#book.replayLess();
    if (after !== "fail") this.#connectAtMs = this.#nowMs + this.#waitMs(after);
    this.#state = after === "fail" ? "failed" : "waiting";
    if (since !== null && !this.#gaps.awaitsConnection)
      this.#order.handlers.onEvent(this.#gaps.open(end.cause, null));
    // who hears of the gap may have stopped
    if (this.state !== "stopped") this.#tell(after === "fail" ? "failed" : "waiting", end.why);
  }

  #waitMs(after: SessionEnd["after"]): number {
    if (after === "retryLater") return this.#wait.laterMs();
    const soonMs = this.#wait.soonMs();
    return after === "retryAfterASecond" ? Math.max(soonMs, A_SECOND_MS) : soonMs;
  }

  #rest(): void {
    this.#wait.reset();
    this.#book.replayAll();
  }

  #leave(): void {
    this.#session?.abandon();
    this.#session = null;
    this.#connectAtMs = null;
    this.#hasTurn = false;
    this.#streamingSinceMs = null;
    this.#order.effects.drop();
  }

  #tell(state: LiveState, why: string | null): void {
    this.#state = state;
    const retryInMs =
      state === "waiting" && this.#connectAtMs !== null ? this.#connectAtMs - this.#nowMs : null;
    if (state === "connecting") this.#sessionId = null;
    const event: LiveEvent = { kind: "state", state, why, sessionId: this.#sessionId, retryInMs };
    this.#order.handlers.onEvent(event);
  }
}

const A_SECOND_MS = 1_000;
