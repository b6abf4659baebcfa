import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { BadInputError, nextSession, type EpochMicros, type Session } from "@smart0dte/domain";
import { FileTape, type TapeDesk } from "./connection-tape.ts";
import type { Arrival, CutKind } from "./cut-line.ts";
import { CutLog } from "./cut-log.ts";
import { DiskWatch } from "./disk-watch.ts";
import type { AlarmCode, ConnectionTape, Recorder, RecorderCounts } from "./recorder-port.ts";
import { MACHINE, type RecorderPorts } from "./recorder-ports.ts";
import { RecordingSet } from "./recording-set.ts";
import { SESSION_END, type SetIndex, type Translation } from "./set-index.ts";
import { TapeFile } from "./tape-file.ts";

export interface RecorderOptions {
  /** Each day's set is a folder in it. */
  readonly folder: string;
  readonly session: Session;
  /** Called again and again while what it is about lasts. */
  readonly alarm: (code: AlarmCode, text: string) => void;
  /** Asked when the first connection brings its metadata: where the simulated gateway is not told from another. */
  readonly source?: () => SetIndex["source"];
  /** What the desk's translator was told, where a desk listens. */
  readonly translation?: Translation;
  readonly ports?: Partial<RecorderPorts>;
  /** Milliseconds between two frames. */
  readonly flushEveryMs?: number;
  /** Milliseconds between two looks at the disk, and between two calls of one alarm. */
  readonly checkEveryMs?: number;
  /** Bytes that may wait for the disk. */
  readonly maxWaiting?: number;
}

const FLUSH_EVERY_MS = 500;
const CHECK_EVERY_MS = 10_000;
/** How long after the session's end its cuts are still taken. */
const LATE_MS = 2_000;
const MAX_WAITING = 256 * 1024 * 1024;

/** Begins to record into the set of a session; refuses a folder that cannot be made. */
export function openRecorder(options: RecorderOptions): Recorder {
  try {
    mkdirSync(options.folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInputError(`The folder ${options.folder} cannot be made: ${why}.`);
  }
  return new FileRecorder(options);
}

/** One day's set with its cuts. */
interface Day {
  readonly set: RecordingSet;
  readonly cuts: CutLog;
}

class FileRecorder implements Recorder, TapeDesk {
  readonly #options: RecorderOptions;
  readonly #ports: RecorderPorts;
  readonly #run: string;
  readonly #disk: DiskWatch;
  readonly #tapes: FileTape[] = [];
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #ending = new Set<Promise<void>>();
  readonly #closing = new Set<TapeFile>();
  #session: Session;
  #day: Day | null = null;
  /** The day that has ended, while its desk may still tell of its last inputs. */
  #late: Day | null = null;
  #lateTimer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #counts = { records: 0, bytes: 0, lost: 0, files: 0 };

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#ports = { ...MACHINE, ...options.ports };
    this.#session = options.session;
    this.#run = `${this.#ports.now().toString(36)}-${randomUUID().slice(0, 8)}`;
    const { folder, alarm } = options;
    this.#disk = new DiskWatch({
      folder,
      alarm,
      freeBytes: this.#ports.freeBytes,
      tryWriting: this.#ports.tryWriting,
      onStop: () => this.#stopFiles(),
    });
    const check = (): void => void this.#check();
    this.#timers = [
      setInterval(() => this.#beat(), options.flushEveryMs ?? FLUSH_EVERY_MS),
      setInterval(check, options.checkEveryMs ?? CHECK_EVERY_MS),
    ];
    check();
  }

  get counts(): RecorderCounts {
    return { ...this.#counts, waiting: this.#waiting(), free: this.#disk.free };
  }

  connection(dataset: string): ConnectionTape {
    const tape = new FileTape(dataset, this);
    this.#tapes.push(tape);
    return tape;
  }

  cut(at: EpochMicros, what: CutKind, after?: number): void {
    // a desk that waits for its first record, or one that has not yet heard of the session's end
    const isOfThisDay = at >= this.#session.open;
    if (this.#day === null && isOfThisDay && !this.#disk.isStopped) this.#tryOpenDay();
    (this.#day ?? this.#late)?.cuts.cut(at, what, after);
  }

  reach(at: EpochMicros): void {
    if (at < this.#session.optionClose) return;
    for (const tape of this.#tapes) tape.close(SESSION_END);
    this.#endLateDay();
    this.#late = this.#day;
    this.#day = null;
    this.#lateTimer = setTimeout(() => this.#endLateDay(), LATE_MS);
    while (at >= this.#session.optionClose) {
      const next = nextSession(this.#session.date);
      if (next === null) return;
      this.#session = next;
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const tape of this.#tapes) tape.end("closed");
    await this.#flushing;
    this.#endLateDay();
    const day = this.#day;
    this.#day = null;
    if (day !== null) this.#track(this.#endDay(day));
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  begin(dataset: string, metadata: Uint8Array): TapeFile | null {
    if (this.#disk.isStopped) return null;
    try {
      return this.#newFile(dataset, metadata);
    } catch (error) {
      this.#disk.fail(error);
      return null;
    }
  }

  end(file: TapeFile, why: string): void {
    this.#closing.add(file);
    this.#track(this.#finish(file, why));
  }

  arrived(arrival: Arrival): void {
    this.#day?.cuts.arrived(arrival);
  }

  appended(records: number, bytes: number): void {
    this.#counts.records += records;
    this.#counts.bytes += bytes;
    if (this.#waiting() > (this.#options.maxWaiting ?? MAX_WAITING)) {
      this.#disk.fallBehind();
      this.#stopFiles();
    }
  }

  lost(file: TapeFile | null, records: number): void {
    this.#counts.lost += records;
    if (file === null) return;
    const before = file.set.file(file.place).lost;
    file.set.update(file.place, { lost: before + records, complete: false });
  }

  #newFile(dataset: string, metadata: Uint8Array): TapeFile {
    const { set } = (this.#day ??= this.#openDay());
    const openedAt = this.#utcNow();
    const name = set.freeName(dataset, openedAt);
    const file = this.#ports.createFile(`${set.folder}/${name}`, metadata);
    const place = set.add({
      file: name,
      run: this.#run,
      connection: set.count,
      dataset,
      openedAt,
      closedAt: null,
      why: null,
      records: 0,
      bytes: metadata.length,
      lost: 0,
      rtypes: {},
      complete: false,
    });
    this.#counts.files += 1;
    this.#track(set.writeIndex());
    return new TapeFile(file, { set, place, bytes: metadata.length });
  }

  #tryOpenDay(): void {
    try {
      this.#day = this.#openDay();
    } catch (error) {
      this.#disk.fail(error);
    }
  }

  #openDay(): Day {
    const source = this.#options.source?.() ?? "live";
    const { folder, translation = null } = this.#options;
    const set = new RecordingSet(folder, this.#session.date, { run: this.#run, source, translation });
    return { set, cuts: new CutLog(set.folder, (file) => set.setCuts(file)) };
  }

  async #finish(file: TapeFile, why: string): Promise<void> {
    const unwritten = await file.close({ why, closedAt: this.#utcNow() });
    this.#closing.delete(file);
    this.#counts.lost += unwritten;
    if (file.failure !== null && !this.#disk.isStopped) this.#breakDown(file.failure);
    await file.set.writeIndex();
  }

  #endLateDay(): void {
    if (this.#lateTimer !== null) clearTimeout(this.#lateTimer);
    const day = this.#late;
    this.#late = this.#lateTimer = null;
    if (day !== null) this.#track(this.#endDay(day));
  }

  async #endDay(day: Day): Promise<void> {
    // what is being closed belongs to the cuts that follow it
    await Promise.allSettled(this.#ending);
    try {
      await day.cuts.close();
    } finally {
      await day.set.close();
    }
  }

  #beat(): void {
    if (this.#flushing !== null) return;
    this.#flushing = this.#flush()
      .catch((error: unknown) => this.#breakDown(error))
      .finally(() => (this.#flushing = null));
  }

  async #flush(): Promise<void> {
    const day = this.#day ?? this.#late;
    await Promise.all(this.#tapes.map(({ file }) => file?.flush() ?? Promise.resolve()));
    // a disk that has refused is tried at its next look
    if (!this.#disk.isStopped) await day?.cuts.flush();
    if (this.#waiting() === 0) this.#disk.catchUp();
  }

  async #check(): Promise<void> {
    await this.#disk.check();
    const day = this.#day;
    if (day !== null && !this.#disk.isStopped) this.#track(day.set.writeIndex());
  }

  #stopFiles(): void {
    for (const tape of this.#tapes) tape.close(this.#disk.why);
  }

  #breakDown(error: unknown): void {
    this.#disk.fail(error);
    this.#stopFiles();
  }

  /** What happens beside the feed; its failures are alarms. */
  #track(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        if (!this.#disk.isStopped) this.#breakDown(error);
      })
      .finally(() => this.#ending.delete(done));
    this.#ending.add(done);
  }

  #waiting(): number {
    let sum = 0;
    for (const { file } of this.#tapes) sum += file?.waiting ?? 0;
    for (const file of this.#closing) sum += file.waiting;
    return sum;
  }

  #utcNow(): string {
    return new Date(this.#ports.now()).toISOString();
  }
}
