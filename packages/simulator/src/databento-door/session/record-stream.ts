import { SCHEMA_IDS, encodeMetadata, type Schema } from "@smart0dte/databento";
import type { EpochMicros } from "@smart0dte/domain";
import type { AuthRequest } from "../dialogue/auth-request.ts";
import { SERVED_DATASETS, SKIPPABLE } from "../served-datasets.ts";
import { ERROR_CODES, SYSTEM_CODES, errorRecords, systemRecord } from "../tape/message-encoder.ts";
import type { RecordPage } from "../tape/record-page.ts";
import type { ByteChannel } from "./byte-channel.ts";
import { OutgoingBuffer } from "./outgoing-buffer.ts";
import { SlowReading, type ReadingLimits } from "./slow-reading.ts";
import { LIVE, type Standing, type SubscriptionTable } from "./subscription-table.ts";

export interface StreamSetup {
  readonly auth: AuthRequest;
  readonly table: SubscriptionTable;
  readonly channel: ByteChannel;
  readonly limits: ReadingLimits;
  /** Whether a record is left out by a fault, whoever asked for it. */
  readonly isWithheld: (page: RecordPage, i: number) => boolean;
  readonly log: (line: string) => void;
}

/** What schemas are called, and whether a slow reader loses them, by id. */
const NAMES: readonly string[] = schemasById((schema) => schema);
const MAY_SKIP: readonly boolean[] = schemasById((schema) => SKIPPABLE.has(schema));
const NANOS_PER_MICRO = 1_000n;

/** The record phase of one client: chooses from pages what was asked for, and keeps the protocol's promises on slow reading and silence. */
export class RecordStream {
  readonly #setup: StreamSetup;
  readonly #out: OutgoingBuffer;
  readonly #held: OutgoingBuffer;
  readonly #reading: SlowReading;
  readonly #toldSkipped = new Set<number>();
  #isToldSlow = false;
  #skipUntil = 0;
  #lateUntil = 0;
  #isCorrupting = false;
  #sentMs = 0;
  #state: "waiting" | "open" | "over" = "waiting";

  constructor(setup: StreamSetup) {
    this.#setup = setup;
    this.#out = new OutgoingBuffer(setup.auth.tsOut);
    this.#held = new OutgoingBuffer(false);
    this.#reading = new SlowReading(setup.limits);
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  get isOver(): boolean {
    return this.#state === "over";
  }

  get backlog(): number {
    return this.#setup.channel.backlog;
  }

  get table(): SubscriptionTable {
    return this.#setup.table;
  }

  /** Sends the metadata; `now` is desk time. */
  open(now: EpochMicros, nowMs: number): void {
    const { auth, channel } = this.#setup;
    if (auth.compression === "zstd") channel.compress();
    this.#state = "open";
    this.#sentMs = nowMs;
    channel.send(
      encodeMetadata({
        dataset: auth.dataset.name,
        schema: null,
        start: BigInt(now) * NANOS_PER_MICRO,
        stypeIn: null,
        stypeOut: "instrument_id",
        tsOut: auth.tsOut,
      }),
    );
  }

  /** Sends records of the gateway's own: mappings, acknowledgements, errors. */
  tell(records: readonly Uint8Array[], now: EpochMicros, nowMs: number): void {
    for (const record of records) this.#add(record, now);
    this.#flush(nowMs);
  }

  /** Sends what of a page is wanted in this standing. */
  deliver(page: RecordPage, standing: Standing, { now, nowMs }: { now: EpochMicros; nowMs: number }): void {
    if (this.#state !== "open") return;
    const { table, channel, isWithheld } = this.#setup;
    const reading = this.#reading.look(channel.backlog, channel.isStalled);
    if (reading === "hopeless") return this.#giveUp(now, nowMs);
    if (reading === "fine" && now >= this.#skipUntil) this.#forgetSlow();
    if (standing === LIVE && now >= this.#lateUntil) this.#release(now);
    const isSlow = reading === "slow";
    const isChoosy = standing === LIVE && (isSlow || now < this.#skipUntil || now < this.#lateUntil);
    // records that follow one another go out as one piece
    const run = { from: 0, to: 0 };
    for (let i = 0; i < page.count; i += 1) {
      if (!table.wants(page, i, standing) || isWithheld(page, i)) continue;
      const span = { from: page.offsetAt(i), to: page.offsetAt(i + 1) };
      if (isChoosy) {
        this.#addRun(page, run, now);
        run.from = run.to;
        if (this.#isKeptBack(page, i, { span, now, isSlow })) continue;
      }
      if (span.from !== run.to) {
        this.#addRun(page, run, now);
        run.from = span.from;
      }
      run.to = span.to;
    }
    this.#addRun(page, run, now);
    this.#flush(nowMs);
  }

  #addRun(
    { bytes }: RecordPage,
    run: { readonly from: number; readonly to: number },
    now: EpochMicros,
  ): void {
    if (run.to > run.from) this.#out.addRun(bytes, run, now);
  }

  /** Whether the market may go on as far as this client is concerned. */
  mayGoOn(nowMs: number): boolean {
    const { channel, table } = this.#setup;
    // whoever is being told the past is filled up on purpose, a stalled one is meant to miss the market
    if (this.#state !== "open" || channel.isStalled || table.replaying.length > 0) return true;
    return this.#reading.mayGoOn(channel.backlog, nowMs);
  }

  /** Breaks a silence that has lasted as long as the client allows. */
  beat(now: EpochMicros, nowMs: number): void {
    if (this.#state !== "open" || nowMs - this.#sentMs < this.#setup.auth.heartbeatSeconds * 1_000) return;
    this.tell([systemRecord(SYSTEM_CODES.heartbeat, "Heartbeat", now)], now, nowMs);
  }

  skipUntil(at: EpochMicros): void {
    this.#skipUntil = at;
  }

  lateUntil(at: EpochMicros): void {
    this.#lateUntil = at;
  }

  /** Damages the next record, whenever there is one. */
  corruptNext(): void {
    this.#isCorrupting = true;
  }

  stall(milliseconds: number): void {
    this.#setup.channel.stall(milliseconds);
  }

  /** Closes after what was sent. */
  end(): void {
    this.#state = "over";
    this.#setup.channel.end();
  }

  cut(): void {
    this.#state = "over";
    this.#setup.channel.cut();
  }

  /** Ends a session that is too far behind, with the reason as the last record: it is read after all that is on the way. */
  #giveUp(now: EpochMicros, nowMs: number): void {
    const { channel, log } = this.#setup;
    const behind = `${channel.backlog.toLocaleString("en-US")} bytes behind`;
    log(`given up, its reader is ${behind}`);
    const text = `Warning: slow reading, not keeping pace with the market: ${behind}, the session ends`;
    this.tell([systemRecord(SYSTEM_CODES.slowReader, text, now)], now, nowMs);
    this.#state = "over";
    channel.endWhileRead(this.#reading.farewellMs);
  }

  /** True where a live record does not go out now: dropped with a word, or held for later. */
  #isKeptBack(
    page: RecordPage,
    i: number,
    { span, now, isSlow }: { span: { from: number; to: number }; now: EpochMicros; isSlow: boolean },
  ): boolean {
    const schema = page.schemaAt(i);
    const maySkip = MAY_SKIP[schema] === true;
    const isSkipping = now < this.#skipUntil || (isSlow && this.#setup.auth.slowReader === "skip");
    if (isSkipping && maySkip) {
      if (!this.#toldSkipped.has(schema)) this.#tellSkipped(schema, now);
      return true;
    }
    if (isSlow && !this.#isToldSlow) this.#tellSlow(schema, now);
    if (!maySkip || now >= this.#lateUntil) return false;
    this.#held.add(page.bytes, span, now);
    return true;
  }

  #tellSkipped(schema: number, now: EpochMicros): void {
    this.#toldSkipped.add(schema);
    const text = `Slow client detected for ${NAMES[schema] ?? ""}. Skipped records`;
    for (const record of errorRecords(ERROR_CODES.skippedRecords, text, now)) this.#add(record, now);
  }

  #tellSlow(schema: number, now: EpochMicros): void {
    this.#isToldSlow = true;
    const text = `Warning: slow reading, not keeping pace with ${NAMES[schema] ?? ""}`;
    this.#add(systemRecord(SYSTEM_CODES.slowReader, text, now), now);
  }

  #forgetSlow(): void {
    this.#toldSkipped.clear();
    this.#isToldSlow = false;
  }

  /** Late records follow with the stamps they had. */
  #release(now: EpochMicros): void {
    if (this.#held.size === 0) return;
    const late = this.#held.take();
    this.#out.addRun(late, { from: 0, to: late.length }, now);
  }

  #add(record: Uint8Array, now: EpochMicros): void {
    this.#out.add(record, { from: 0, to: record.length }, now);
  }

  #flush(nowMs: number): void {
    if (this.#out.size === 0 || this.#state !== "open") return;
    const bytes = this.#out.take();
    if (this.#isCorrupting) this.#corrupt(bytes);
    this.#sentMs = nowMs;
    this.#setup.channel.send(bytes);
  }

  #corrupt(bytes: Uint8Array): void {
    bytes[0] = 0;
    this.#isCorrupting = false;
    this.#setup.log("fault corrupt, a record was sent with a length of 0");
  }
}

function schemasById<Value>(of: (schema: Schema) => Value): readonly Value[] {
  const values: Value[] = [];
  for (const { schemas } of SERVED_DATASETS)
    for (const schema of schemas) values[SCHEMA_IDS[schema]] = of(schema);
  return values;
}
