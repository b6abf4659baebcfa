import type { Socket } from "node:net";
import { epochMicros, unreachable, type EpochMicros, type Result } from "@smart0dte/domain";
import type { Exchange } from "../../exchange/index.ts";
import type { AuthRequest } from "../dialogue/auth-request.ts";
import { GatewayDialogue, type DialogueEvent } from "../dialogue/gateway-dialogue.ts";
import type { SubscriptionRequest } from "../dialogue/subscription-request.ts";
import type { DatasetName, ServedDataset } from "../served-datasets.ts";
import type { DatasetInstruments } from "../tape/dataset-instruments.ts";
import type { DatasetTape } from "../tape/dataset-tape.ts";
import {
  ERROR_CODES,
  SYSTEM_CODES,
  errorRecords,
  mappingRecord,
  systemRecord,
} from "../tape/message-encoder.ts";
import type { RecordPage } from "../tape/record-page.ts";
import { ByteChannel } from "./byte-channel.ts";
import { replayDay } from "./day-replay.ts";
import { RecordStream } from "./record-stream.ts";
import type { ReadingLimits } from "./slow-reading.ts";
import { LIVE, SubscriptionTable } from "./subscription-table.ts";

/** What a session needs of the door behind it. */
export interface SessionHost {
  readonly exchange: Exchange;
  readonly limits: ReadingLimits;
  /** Judges an authentication against this connection's challenge. */
  judge(line: string, challenge: string): Result<AuthRequest, string>;
  instrumentsOf(dataset: DatasetName): DatasetInstruments;
  /** A tape of its own that begins with the day. */
  tapeOf(dataset: ServedDataset): DatasetTape;
  /** Whether one more session of the dataset is one too many. */
  isFull(dataset: DatasetName): boolean;
  isWithheld(dataset: DatasetName, page: RecordPage, i: number): boolean;
  /** Whether the fault `corrupt` waits for a client; once. */
  takeCorruption(): boolean;
  log(line: string): void;
}

const NANOS_PER_MICRO = 1_000n;
const A_DAY_MICROS = 86_400_000_000;
/** An invalid subscription is told once the client listens, or after so long not at all. */
const INVALID_PATIENCE_MS = 10_000;

/** One client from the greeting to the end of its connection. */
export class GatewaySession {
  readonly id: string;
  readonly #host: SessionHost;
  readonly #socket: Socket;
  readonly #channel: ByteChannel;
  readonly #dialogue: GatewayDialogue;
  #stream: RecordStream | null = null;
  #dataset: ServedDataset | null = null;
  #first: Uint8Array[] = [];
  #fatal: readonly Uint8Array[] | null = null;
  #requests = 0;
  #due: NodeJS.Timeout | null = null;

  constructor(socket: Socket, { id, challenge }: { id: string; challenge: string }, host: SessionHost) {
    this.id = id;
    this.#host = host;
    this.#socket = socket;
    this.#channel = new ByteChannel(socket);
    const judge = (line: string): Result<AuthRequest, string> => host.judge(line, challenge);
    this.#dialogue = new GatewayDialogue({ challenge, sessionId: id, judge }, performance.now());
    this.#channel.say(this.#dialogue.greeting().join("\n"));
    socket.on("data", (chunk) => this.#hear(this.#dialogue.push(chunk, performance.now())));
    socket.once("close", () => {
      this.#clearDue();
      this.#stream?.cut();
    });
    this.#setDue();
  }

  /** Null before the client is admitted. */
  get dataset(): DatasetName | null {
    return this.#dataset?.name ?? null;
  }

  /** Null before the client is admitted. */
  get stream(): RecordStream | null {
    return this.#stream;
  }

  deliver(page: RecordPage, now: EpochMicros): void {
    this.#stream?.deliver(page, LIVE, { now, nowMs: performance.now() });
  }

  cut(): void {
    this.#channel.cut();
  }

  #hear(events: readonly DialogueEvent[]): void {
    for (const event of events) this.#act(event);
    if (this.#dialogue.isFull) this.#socket.pause();
    else this.#socket.resume();
    this.#setDue();
  }

  #act(event: DialogueEvent): void {
    switch (event.kind) {
      case "say":
        return this.#channel.say(event.line);
      case "admitted":
        return this.#admit(event.auth);
      case "subscribe":
        return this.#subscribe(event.request);
      case "start":
        return this.#start();
      case "invalid":
        return this.#refuse(ERROR_CODES.invalidSubscription, event.text);
      case "hangUp":
        this.#host.log(`session ${this.id}: closed, ${event.why}`);
        return this.#channel.end();
      default:
        return unreachable(event);
    }
  }

  #admit(auth: AuthRequest): void {
    const { dataset } = auth;
    const isFull = this.#host.isFull(dataset.name);
    this.#dataset = dataset;
    this.#stream = new RecordStream({
      auth,
      table: new SubscriptionTable(this.#host.instrumentsOf(dataset.name)),
      channel: this.#channel,
      limits: this.#host.limits,
      isWithheld: (page, i) => this.#host.isWithheld(dataset.name, page, i),
      log: (line) => this.#host.log(`session ${this.id}: ${line}`),
    });
    if (this.#host.takeCorruption()) this.#stream.corruptNext();
    this.#host.log(
      `session ${this.id}: ${dataset.name}, ${auth.client === "" ? "client unnamed" : auth.client}`,
    );
    if (isFull) this.#refuse(ERROR_CODES.connectionLimit, "User has reached their open connection limit");
  }

  #subscribe(request: SubscriptionRequest): void {
    const { exchange } = this.#host;
    const stream = this.#stream;
    if (stream === null || this.#dataset === null || this.#fatal !== null) return;
    this.#requests += 1;
    const start = startMicros(request.start);
    if (start !== null && start !== 0) {
      if (start > exchange.now)
        return this.#refuse(ERROR_CODES.invalidSubscription, "A replay's start lies in the future.");
      if (start < exchange.now - A_DAY_MICROS)
        return this.#refuse(ERROR_CODES.replayAgedOut, "Replay data older than 24 hours have aged out.");
    }
    const { mappings, unresolved } = stream.table.add(request, start);
    const instruments = this.#host.instrumentsOf(this.#dataset.name);
    const { now } = exchange;
    const { schema, id } = request;
    const ack = `Subscription request ${id ?? this.#requests} for ${schema} data succeeded`;
    this.#tell([
      systemRecord(SYSTEM_CODES.subscriptionAck, ack, now),
      ...unresolved.flatMap((symbol) =>
        errorRecords(ERROR_CODES.unresolvedSymbol, `Failed to resolve symbol: ${symbol}`, now),
      ),
      ...mappings.map(({ slot, stypeIn, asked }) => {
        const { id: instrumentId, rawSymbol } = instruments.at(slot);
        return mappingRecord({ id: instrumentId, stypeIn, asked, rawSymbol }, now);
      }),
    ]);
  }

  #start(): void {
    const stream = this.#stream;
    if (stream === null || stream.isOpen) return;
    stream.open(this.#host.exchange.now, performance.now());
    this.#tell(this.#first);
    this.#first = [];
    if (this.#fatal !== null) this.#end(this.#fatal);
    else if (stream.table.replaying.length > 0) void this.#replay(stream);
  }

  async #replay(stream: RecordStream): Promise<void> {
    const { exchange } = this.#host;
    const schemas = stream.table.replaying;
    if (this.#dataset === null) return;
    const isLive = await replayDay(exchange, this.#host.tapeOf(this.#dataset), stream);
    if (!isLive) return;
    this.#tell(
      schemas.map((schema) =>
        systemRecord(SYSTEM_CODES.replayCompleted, `Finished ${schema} replay`, exchange.now),
      ),
    );
  }

  /** Now if the client listens already, otherwise behind the metadata. */
  #tell(records: readonly Uint8Array[]): void {
    if (this.#stream?.isOpen === true) this.#stream.tell(records, this.#host.exchange.now, performance.now());
    else this.#first.push(...records);
  }

  /** An error that ends the session. */
  #refuse(code: number, text: string): void {
    this.#host.log(`session ${this.id}: refused, ${text}`);
    const records = errorRecords(code, text, this.#host.exchange.now);
    if (this.#stream?.isOpen === true) return this.#end(records);
    this.#fatal ??= records;
    setTimeout(() => this.#channel.end(), INVALID_PATIENCE_MS).unref();
  }

  #end(records: readonly Uint8Array[]): void {
    this.#tell(records);
    this.#stream?.end();
  }

  #setDue(): void {
    this.#clearDue();
    const due = this.#dialogue.dueMs;
    if (due === null || this.#socket.destroyed) return;
    this.#due = setTimeout(
      () => this.#hear(this.#dialogue.tick(performance.now())),
      Math.max(1, due - performance.now() + 1),
    );
  }

  #clearDue(): void {
    if (this.#due !== null) clearTimeout(this.#due);
    this.#due = null;
  }
}

/** The first whole microsecond that is not before a start in nanoseconds. */
function startMicros(nanos: bigint | null): EpochMicros | null {
  if (nanos === null) return null;
  const micros = (nanos + NANOS_PER_MICRO - 1n) / NANOS_PER_MICRO;
  return epochMicros(Math.min(Number(micros), Number.MAX_SAFE_INTEGER));
}
