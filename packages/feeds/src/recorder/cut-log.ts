import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { EpochMicros } from "@smart0dte/domain";
import { cutLine, isPlaced, type Arrival, type CutKind } from "./cut-line.ts";

/** How a desk cut what arrived into its inputs, written beside the files; the file begins with the first cut. */
export class CutLog {
  readonly #folder: string;
  readonly #onOpen: (file: string) => void;
  #file: FileHandle | null = null;
  #lines: string[] = [];
  #arrivals: Arrival[] = [];
  /** Batches and listings so far. */
  #count = 0;
  #isCutting = false;
  /** Bytes that the disk is known to hold. */
  #bytes = 0;
  #isOver = false;

  constructor(folder: string, onOpen: (file: string) => void) {
    this.#folder = folder;
    this.#onOpen = onOpen;
  }

  /** Notes what came; what comes on one connection without a break is one arrival. */
  arrived(arrival: Arrival): void {
    if (this.#isOver) return;
    const last = this.#arrivals.at(-1);
    const goesOn =
      last !== undefined &&
      last.kind !== "gap" &&
      last.kind === arrival.kind &&
      last.connection === arrival.connection;
    if (!goesOn) this.#arrivals.push(arrival);
    else this.#arrivals[this.#arrivals.length - 1] = { ...last, count: last.count + arrival.count };
    // nobody cuts: a recording without a desk keeps no list of what came
    if (!this.#isCutting && this.#arrivals.length > KEPT_WITHOUT_CUTS)
      this.#arrivals = merged(this.#arrivals);
  }

  cut(at: EpochMicros, what: CutKind, after: number = this.#count): void {
    if (this.#isOver) return;
    this.#isCutting = true;
    if (isPlaced(what)) {
      this.#lines.push(cutLine({ at, what, after, arrivals: [] }));
      return;
    }
    this.#lines.push(cutLine({ at, what, after: this.#count, arrivals: this.#arrivals }));
    this.#arrivals = [];
    this.#count += 1;
  }

  /**
   * Throws what the disk says; the next flush tries again. A log of which too much waits ends for good: a line that is
   * missing inside it would make a replay give the desk other records.
   */
  async flush(): Promise<void> {
    if (this.#lines.length === 0 || this.#isOver) return;
    const lines = this.#lines;
    this.#lines = [];
    try {
      const bytes = Buffer.from(lines.join(""));
      this.#file ??= await this.#open();
      await this.#file.writeFile(bytes);
      await this.#file.datasync();
      this.#bytes += bytes.length;
    } catch (error) {
      this.#lines = [...lines, ...this.#lines];
      // half a line must not stay before whatever the next try writes
      await this.#file?.truncate(this.#bytes).catch(() => undefined);
      if (this.#lines.length > MOST_WAITING) this.#end();
      throw error;
    }
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file?.close();
      this.#file = null;
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#lines = [];
    this.#arrivals = [];
  }

  async #open(): Promise<FileHandle> {
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? "cuts.jsonl" : `cuts-${n}.jsonl`;
      try {
        const file = await open(join(this.#folder, name), "ax", 0o600);
        this.#onOpen(name);
        return file;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
  }
}

const KEPT_WITHOUT_CUTS = 4_096;
/** Lines of about half an hour. */
const MOST_WAITING = 131_072;

/** One arrival a connection and kind: the order among them is given up. */
function merged(arrivals: readonly Arrival[]): Arrival[] {
  const counts = new Map<string, Arrival>();
  const gaps: Arrival[] = [];
  for (const arrival of arrivals) {
    if (arrival.kind === "gap") {
      gaps.push(arrival);
      continue;
    }
    const key = `${arrival.kind} ${arrival.connection}`;
    const known = counts.get(key);
    const before = known === undefined || known.kind === "gap" ? 0 : known.count;
    counts.set(key, { ...arrival, count: before + arrival.count });
  }
  return [...counts.values(), ...gaps.slice(-KEPT_WITHOUT_CUTS / 2)];
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST";
