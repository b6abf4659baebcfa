import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { badFile } from "../minutes/file-refusal.ts";
import {
  INDEX_FILE,
  parseSetIndex,
  SIMULATED_MARK,
  type RecordedFile,
  type SetIndex,
} from "../recorder/set-index.ts";
import { readHead, type DbnHead } from "./dbn-head.ts";

/** One file that is played. */
export interface DayFile {
  readonly head: DbnHead;
  /** What the index of its set says of it; null for a file that comes without one. */
  readonly recorded: RecordedFile | null;
}

/** All files that are played together. */
export interface DayFiles {
  readonly files: readonly DayFile[];
  /** The recording of a day that they are; null for files that were named one by one. */
  readonly set: { readonly folder: string; readonly index: SetIndex } | null;
  /** True where any of them was filled by a simulated gateway. */
  readonly simulated: boolean;
  /** What is odd about the files as such. */
  readonly findings: readonly string[];
}

/** Files as named: DBN files, folders of them, a recording's day, or a folder of recorded days. */
export function findDayFiles(paths: readonly string[], date: string | null): DayFiles {
  if (paths.length === 0) throw new BadInputError("No DBN file is named.");
  const [first = ""] = paths;
  if (paths.length === 1 && isFolder(first)) {
    const day = recordedDayIn(first, date);
    if (day !== null) return recordedFiles(day);
  }
  const names = paths.flatMap((path) => (isFolder(path) ? filesIn(path) : [path]));
  const files = [...new Set(names)].map((path) => ({ head: readHead(path), recorded: null }));
  return { files, set: null, simulated: names.some(isSimulated), findings: [] };
}

/** The folder of one recorded day, where this is one or holds the one that is asked for. */
function recordedDayIn(folder: string, date: string | null): string | null {
  if (existsSync(join(folder, INDEX_FILE))) return folder;
  const days = readdirSync(folder).filter(
    (name) => /^\d{4}-\d{2}-\d{2}$/.test(name) && existsSync(join(folder, name, INDEX_FILE)),
  );
  if (days.length === 0) return null;
  const range = `${days.length === 1 ? "" : `${days.length} recorded days, `}${days.sort().join(", ")}`;
  if (date === null && days.length > 1)
    throw new BadInputError(`${folder} holds ${range}: say which one with --date YYYY-MM-DD.`);
  const day = date ?? days[0] ?? "";
  if (!days.includes(day)) throw new BadInputError(`${folder} holds no recording of ${day}, only ${range}.`);
  return join(folder, day);
}

function recordedFiles(folder: string): DayFiles {
  const index = parseSetIndex(readFileSync(join(folder, INDEX_FILE), "utf8"));
  if (index === null)
    throw badFile(
      join(folder, INDEX_FILE),
      "this is not the index of a recording (damaged, or of another version)",
    );
  const findings: string[] = [];
  const files: DayFile[] = [];
  for (const recorded of index.files) {
    const path = join(folder, recorded.file);
    if (!existsSync(path)) findings.push(missing(path, recorded));
    else if (statSync(path).size === 0)
      findings.push(`${path} is empty: its recorder ended before the first record`);
    else files.push({ head: readHead(path), recorded });
  }
  if (files.length === 0) throw badFile(folder, "the recording holds no file with records");
  return { files, set: { folder, index }, simulated: index.source === "simulated", findings };
}

const missing = (path: string, { records, lost, why }: RecordedFile): string =>
  records === 0 && lost > 0
    ? `${path} was never written: ${lost} records that came were not recorded (${why ?? "no reason"})`
    : `${path} is in the index and not there: what it held is missing`;

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /\.dbn(\.zst)?$/.test(name));
  if (names.length === 0)
    throw badFile(folder, "the folder holds no .dbn or .dbn.zst file and no recorded day");
  return names.sort().map((name) => join(folder, name));
}

/** Its name says so, or the index beside it. */
function isSimulated(path: string): boolean {
  if (basename(path).includes(SIMULATED_MARK)) return true;
  const beside = join(dirname(path), INDEX_FILE);
  const index = existsSync(beside) ? parseSetIndex(readFileSync(beside, "utf8")) : null;
  return index?.source === "simulated" && index.files.some(({ file }) => file === basename(path));
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
