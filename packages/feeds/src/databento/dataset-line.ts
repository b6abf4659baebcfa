import { type RecordCursor } from "@smart0dte/databento";
import { LiveClient, type GapEvent, type LiveEvent, type LiveOptions } from "@smart0dte/databento/live";
import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import type { ConnectionTape } from "../recorder/index.ts";
import type { Wanted } from "./chain-plan.ts";
import type { FeedAlarm, FeedMessage } from "./feed-messages.ts";
import type { MarketTranslator } from "./market-translator.ts";

export interface LineOrder {
  /** Which of the translator's connections it is. */
  readonly connection: number;
  readonly live: LiveOptions;
  readonly translator: MarketTranslator;
  readonly tape: ConnectionTape | null;
  readonly tell: (message: FeedMessage) => void;
  /** Records or a gap have reached the translator. */
  readonly onTaken: () => void;
  /** All that was asked for with a start has been replayed of this schema. */
  readonly onReplayed: (text: string) => void;
}

const INVALID_SUBSCRIPTION = 5;
const SYMBOL_UNKNOWN = 4;
const REPLAY_COMPLETED = 3;
const NANOS_PER_MICRO = 1_000n;

/** The live session of one data set: its records go to the translator, its gaps too, its words to the desk. */
export class DatasetLine {
  readonly #order: LineOrder;
  readonly #wanted: Wanted[] = [];
  #client: LiveClient;
  #refusal: string | null = null;
  #saidUnknown = false;
  /** Symbols that the gateway did not know. */
  unknownSymbols = 0;

  constructor(order: LineOrder, wanted: readonly Wanted[]) {
    this.#order = order;
    this.#client = this.#open();
    for (const one of wanted) this.#ask(one);
  }

  start(): void {
    this.#client.start();
  }

  /** Asks for more; on later connections too. */
  add(wanted: readonly Wanted[]): void {
    for (const one of wanted) this.#ask(one);
  }

  async stop(): Promise<void> {
    await this.#client.stop();
    this.#order.tape?.end("the feed was closed");
  }

  #ask(wanted: Wanted): void {
    this.#wanted.push(wanted);
    const { state } = this.#client;
    if (state !== "failed" && state !== "stopped") this.#client.subscribe(wanted.subscription);
  }

  #open(): LiveClient {
    const { live, tape } = this.#order;
    const client: LiveClient = new LiveClient(live, {
      onRecords: (cursor) => {
        if (client === this.#client) this.#take(cursor);
      },
      onEvent: (event) => {
        if (client === this.#client) this.#hear(event);
      },
      ...(tape === null
        ? {}
        : {
            onRaw: (bytes: Uint8Array, what: "metadata" | "records", repeated: boolean) =>
              tape.raw(bytes, what, repeated),
          }),
    });
    return client;
  }

  #take(cursor: RecordCursor): void {
    const { translator, connection, onTaken } = this.#order;
    while (cursor.next()) translator.take(connection, cursor);
    onTaken();
  }

  #hear(event: LiveEvent): void {
    switch (event.kind) {
      case "state":
        this.#state(event);
        return;
      case "gap":
        this.#gap(event);
        return;
      case "error":
        this.#error(event.code, event.text);
        return;
      case "system":
        if (event.code === REPLAY_COMPLETED) this.#order.onReplayed(event.text);
    }
  }

  #state({ state, why, sessionId }: Extract<LiveEvent, { kind: "state" }>): void {
    const { live, tape, tell } = this.#order;
    if (state === "waiting" || state === "failed" || state === "stopped") tape?.end(why ?? state);
    if (state === "failed" && this.#refusal !== null && this.#doWithout(this.#refusal)) return;
    tell({ kind: "connection", dataset: live.dataset, state, why, sessionId });
  }

  #gap({ cause, instruments, from, to }: GapEvent): void {
    const { live, translator, connection, tape, tell, onTaken } = this.#order;
    // skipped records say so themselves, at their place among the others
    if (to === null && cause !== "skipped") {
      const at = microsOf(from) ?? 0;
      translator.gap(connection, instruments, at);
      tape?.gap(instruments, at);
      onTaken();
    }
    tell({ kind: "gap", dataset: live.dataset, cause, from: microsOf(from), to: microsOf(to) });
  }

  #error(code: number, text: string): void {
    if (code === INVALID_SUBSCRIPTION) this.#refusal = text;
    if (code !== SYMBOL_UNKNOWN) return;
    this.unknownSymbols += 1;
    if (this.#saidUnknown) return;
    this.#saidUnknown = true;
    this.#alarm("symbolUnknown", text);
  }

  /** A new session without what the gateway refused, if the feed can do without; false if it cannot. */
  #doWithout(refusal: string): boolean {
    const optional = this.#wanted.filter(({ isOptional }) => isOptional);
    const named = optional.filter(({ subscription }) => refusal.includes(subscription.schema));
    const dropped = named.length > 0 ? named : optional;
    if (dropped.length === 0) return false;
    const schemas = dropped.map(({ subscription }) => subscription.schema).join(", ");
    this.#alarm("schemaRefused", `It goes on without ${schemas}: ${refusal}`);
    const kept = this.#wanted.filter((one) => !dropped.includes(one));
    this.#refusal = null;
    this.#wanted.length = 0;
    this.#client = this.#open();
    for (const one of kept) this.#ask(one);
    this.#client.start();
    return true;
  }

  #alarm(code: FeedAlarm, text: string): void {
    this.#order.tell({ kind: "alarm", code, text: `${this.#order.live.dataset}: ${text}` });
  }
}

/** Null also for a time that no clock has: what came before a break may have been broken too. */
function microsOf(nanos: bigint | null): EpochMicros | null {
  const micros = nanos === null ? Number.NaN : Number(nanos / NANOS_PER_MICRO);
  return Number.isSafeInteger(micros) ? epochMicros(micros) : null;
}
