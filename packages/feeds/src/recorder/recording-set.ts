import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { BadInputError, InvariantError, type IsoDate } from "@smart0dte/domain";
import { DiskReserve } from "./disk-reserve.ts";
import {
  emptyIndex,
  INDEX_FILE,
  parseSetIndex,
  SIMULATED_MARK,
  type RecordedFile,
  type SetIndex,
  type Translation,
} from "./set-index.ts";

/** What a recorder says of itself in the index. */
export interface SetOwner {
  readonly run: string;
  readonly source: SetIndex["source"];
  readonly translation: Translation | null;
}

/** One day's folder: its file names and its index, which other recorders may write into too. */
export class RecordingSet {
  readonly folder: string;
  readonly date: IsoDate;
  readonly #owner: SetOwner;
  readonly #files: RecordedFile[] = [];
  readonly #names = new Set<string>();
  #cuts: string | null = null;
  #writing: Promise<void> = Promise.resolve();
  readonly #reserve: DiskReserve;

  constructor(folder: string, date: IsoDate, owner: SetOwner) {
    this.folder = join(folder, date);
    this.date = date;
    this.#owner = owner;
    this.#reserve = new DiskReserve(join(this.folder, `.room-for-index.${owner.run}`));
    try {
      mkdirSync(this.folder, { recursive: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new BadInputError(`The recording's folder ${this.folder} cannot be made: ${why}.`);
    }
    refuseOtherSource(readIndex(this.folder), owner, this.folder);
  }

  /** A place in the index for a file that begins now. */
  add(file: RecordedFile): number {
    return this.#files.push(file) - 1;
  }

  update(place: number, over: Partial<RecordedFile>): void {
    const file = this.file(place);
    this.#files[place] = { ...file, ...over };
  }

  file(place: number): RecordedFile {
    const file = this.#files[place];
    if (file === undefined) throw new InvariantError("No such file in the recording's set", { place });
    return file;
  }

  get count(): number {
    return this.#files.length;
  }

  setCuts(file: string): void {
    this.#cuts = file;
  }

  /** A name that no file has: dataset, UTC time of day, a number where that is taken. */
  freeName(dataset: string, openedAt: string): string {
    const time = openedAt.slice(11, 19).replaceAll(":", "");
    const mark = this.#owner.source === "simulated" ? SIMULATED_MARK : "-";
    const stem = `${dataset.replace(/[^\w.-]/g, "_")}${mark}${time}`;
    for (let n = 1; ; n += 1) {
      const name = `${n === 1 ? stem : `${stem}-${n}`}.dbn.zst`;
      if (this.#names.has(name) || existsSync(join(this.folder, name))) continue;
      this.#names.add(name);
      return name;
    }
  }

  /** Replaces the index, whole or not at all. */
  writeIndex(): Promise<void> {
    const written = this.#writing.then(() => this.#reserve.use(() => this.#replace()));
    this.#writing = written.catch(() => {});
    return written;
  }

  /** The last index, after which nothing is kept. */
  async close(): Promise<void> {
    try {
      await this.writeIndex();
    } finally {
      await this.#reserve.remove();
    }
  }

  async #replace(): Promise<void> {
    const path = join(this.folder, INDEX_FILE);
    const { run, source, translation } = this.#owner;
    const base = indexOf(await textOf(path), path) ?? emptyIndex(this.date, source);
    const others = <One extends { readonly run: string }>(list: readonly One[]): One[] =>
      list.filter((one) => one.run !== run);
    const index: SetIndex = {
      ...base,
      runs: [...others(base.runs), { run, cuts: this.#cuts, translation }],
      files: [...others(base.files), ...this.#files],
    };
    const next = `${path}.${run}.part`;
    try {
      await writeSynced(next, `${JSON.stringify(index, null, 2)}\n`);
      await rename(next, path);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null where there is none; one that cannot be read is never written over. */
function readIndex(folder: string): SetIndex | null {
  const path = join(folder, INDEX_FILE);
  return existsSync(path) ? indexOf(readFileSync(path, "utf8"), path) : null;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function indexOf(text: string | null, path: string): SetIndex | null {
  if (text === null) return null;
  const index = parseSetIndex(text);
  if (index === null)
    throw new BadInputError(
      `${path} is not the index of a recording: move it away, or record into another folder.`,
    );
  return index;
}

/** What was made up and what was real are never in one set. */
function refuseOtherSource(index: SetIndex | null, { source }: SetOwner, folder: string): void {
  if (index === null || index.source === source) return;
  throw new BadInputError(
    `${folder} holds a recording of a ${index.source} source, and this one is ${source}: record into another folder.`,
  );
}
