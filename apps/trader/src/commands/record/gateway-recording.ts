import type { RecordCursor } from "@smart0dte/databento";
import { RTYPES } from "@smart0dte/databento";
import { LiveClient, type LiveEvent } from "@smart0dte/databento/live";
import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import {
  openRecorder,
  type ConnectionTape,
  type Recorder,
  type RecorderCounts,
} from "@smart0dte/feeds/recorder";
import type { CommandIo } from "../calendar-command.ts";
import { roomFor } from "./disk-room.ts";
import { endOf, sessionAt } from "./recording-session.ts";
import type { RecordOrder } from "./record-words.ts";

/** What came of a recording. */
export interface RecordingEnd extends Pick<RecorderCounts, "records" | "bytes" | "lost" | "files"> {
  readonly gaps: number;
  readonly why: string;
  readonly failed: boolean;
}

const PROGRESS_EVERY_MS = 2_000;
/** Until a record has told which day it is, so much is kept; then the machine's clock decides. */
const KEPT_BYTES = 32 * 1024 * 1024;
/** What the gateway says of itself carries its own clock. */
const SPOKEN: ReadonlySet<number> = new Set([RTYPES.error, RTYPES.system, RTYPES.symbolMapping]);

interface Kept {
  readonly bytes: Uint8Array;
  readonly what: "metadata" | "records";
}

/** One dataset's live session written to disk. Recording begins when the first record tells which session it is of. */
export class GatewayRecording {
  readonly #order: RecordOrder;
  readonly #io: CommandIo;
  readonly #client: LiveClient;
  readonly #done = Promise.withResolvers<{ readonly why: string; readonly failed: boolean }>();
  #recorder: Recorder | null = null;
  #tape: ConnectionTape | null = null;
  #kept: Kept[] = [];
  #keptBytes = 0;
  #endAt: EpochMicros | null = null;
  #gaps = 0;
  #told = 0;
  #newest = 0;

  /** Throws what the client refuses of the order. */
  constructor(order: RecordOrder, io: CommandIo) {
    this.#order = order;
    this.#io = io;
    const { key, dataset, gateway } = order;
    this.#client = new LiveClient(
      { key, dataset, ...(gateway === null ? {} : { gateway }), clientName: "smart0dte record" },
      {
        onRaw: (bytes, what, repeated) => this.#raw(bytes, what, repeated),
        onRecords: (cursor) => this.#records(cursor),
        onEvent: (event) => this.#event(event),
      },
    );
    for (const subscription of order.subscriptions) this.#client.subscribe(subscription);
  }

  /** Resolves when it has ended and everything is on disk. */
  async run(): Promise<RecordingEnd> {
    await roomFor(this.#order.folder, this.#io);
    const progress = setInterval(() => this.#progress(), PROGRESS_EVERY_MS);
    this.#client.start();
    const { why, failed } = await this.#done.promise;
    clearInterval(progress);
    await this.#client.stop();
    if (this.#keptBytes > 0) this.#open(epochMicros(Date.now() * 1_000));
    await this.#recorder?.close();
    const { records = 0, bytes = 0, lost = 0, files = 0 } = this.#recorder?.counts ?? {};
    return { records, bytes, lost, files, gaps: this.#gaps, why, failed };
  }

  stop(why: string): void {
    this.#done.resolve({ why, failed: false });
  }

  #raw(bytes: Uint8Array, what: "metadata" | "records", repeated: boolean): void {
    if (this.#tape !== null) {
      this.#tape.raw(bytes, what, repeated);
      return;
    }
    this.#kept.push({ bytes: bytes.slice(), what });
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > KEPT_BYTES) this.#open(epochMicros(Date.now() * 1_000));
  }

  #records(cursor: RecordCursor): void {
    let newest = this.#newest;
    while (cursor.next()) {
      if (SPOKEN.has(cursor.rtype)) continue;
      const time = cursor.tsRecvMicros;
      if (time > newest) newest = time;
    }
    if (newest === this.#newest) return;
    this.#newest = newest;
    const at = epochMicros(newest);
    if (this.#recorder === null) this.#open(at);
    this.#recorder?.reach(at);
    if (this.#endAt !== null && at >= this.#endAt) this.stop("its time has come");
  }

  #open(at: EpochMicros): void {
    const session = sessionAt(at);
    const { folder, dataset, until, gateway } = this.#order;
    this.#endAt = endOf(session, until);
    const source = gateway === null ? "live" : "simulated";
    this.#recorder = openRecorder({
      folder,
      session,
      source: () => source,
      alarm: (_, text) => this.#io.err(`ALARM  ${text}`),
    });
    this.#tape = this.#recorder.connection(dataset);
    this.#io.err(`recording the session of ${session.date} into ${folder}`);
    for (const { bytes, what } of this.#kept) this.#tape.raw(bytes, what);
    this.#kept = [];
    this.#keptBytes = 0;
  }

  #event(event: LiveEvent): void {
    switch (event.kind) {
      case "state":
        if (event.state === "waiting" || event.state === "failed") this.#tape?.end(event.why ?? event.state);
        this.#io.err(`${event.state}${event.why === null ? "" : `: ${event.why}`}`);
        if (event.state === "failed") this.#done.resolve({ why: event.why ?? "failed", failed: true });
        return;
      case "gap":
        if (event.to !== null) return;
        this.#gaps += 1;
        this.#io.err(`GAP  ${event.cause}${event.schemas === null ? "" : ` (${event.schemas.join(", ")})`}`);
        return;
      case "error":
        this.#io.err(`the gateway says: ${event.text} (error ${event.code})`);
        return;
      case "system":
        return;
    }
  }

  #progress(): void {
    const counts = this.#recorder?.counts;
    if (counts === undefined) return;
    const rate = Math.round((counts.records - this.#told) / (PROGRESS_EVERY_MS / 1_000));
    this.#told = counts.records;
    const free = counts.free === null ? "?" : `${(counts.free / 1_073_741_824).toFixed(1)} GiB`;
    const lost = counts.lost > 0 ? `  LOST ${counts.lost}` : "";
    this.#io.err(
      `${counts.records} records  ${(counts.bytes / 1_048_576).toFixed(1)} MiB  ${rate}/s  ${this.#gaps} gaps  ${free} free${lost}`,
    );
    // a market without records does not tell the time
    if (this.#order.gateway === null && this.#endAt !== null && Date.now() * 1_000 >= this.#endAt)
      this.stop("its time has come");
  }
}
