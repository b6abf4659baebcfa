import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { firstLineOf } from "./file-problem.ts";
import { playHeadless } from "../replay/play-headless.ts";
import { replayJournal } from "../replay/replay-journal.ts";
import { reportLines } from "../report/run-report.ts";
import type { CommandIo } from "./calendar-command.ts";
import { openSource } from "../source/open-source.ts";
import { parseSource, parseSpeed, type SourceWords } from "./source-choice.ts";

export interface ReplayWords extends SourceWords {
  /** DBN files beside the one that the source names. */
  readonly files?: readonly string[] | undefined;
  readonly speed: string;
  readonly events?: string | undefined;
  readonly json: boolean;
  readonly data: string;
}

/** One session through the pipeline, without a desk: signals, plans, trades, P&L and the digest. */
export async function runReplay(words: ReplayWords, io: CommandIo): Promise<number> {
  const speed = parseSpeed(words.speed);
  const journal = /^journal:(.+)$/s.exec(words.source)?.[1];
  const lines = words.events === undefined ? null : new LineFile(words.events);
  try {
    const onLine = lines === null ? {} : { onLine: (line: string) => lines.write(line) };
    if (journal !== undefined) {
      withFiles(words);
      refuseSourceWords(words);
      return print(replayJournal(resolve(journal), onLine), words, io);
    }
    const source = openSource(parseSource(withFiles(words)));
    const folder = join(words.data, "replay", source.facts.session.date);
    return print(await playHeadless(source, { folder, speed, onProgress: io.err, ...onLine }), words, io);
  } finally {
    lines?.close();
  }
}

function withFiles(words: ReplayWords): ReplayWords {
  const { source, files = [] } = words;
  if (files.length === 0) return words;
  if (!source.startsWith("dbn:"))
    throw new BadInputError(`More files go with dbn:FILE alone, not with ${source}.`);
  return { ...words, source: [source, ...files].join(",") };
}

/** A journal holds everything that made its session. */
function refuseSourceWords({ date, zone, stamp, vixDaily, seed, market }: SourceWords): void {
  const words = { "--date": date, "--zone": zone, "--stamp": stamp, "--vix-daily": vixDaily };
  for (const [name, value] of Object.entries({ ...words, "--seed": seed, "--market": market })) {
    if (value !== undefined)
      throw new BadInputError(`A journal holds one session as it was: ${name} does not go with it.`);
  }
}

function print(report: Parameters<typeof reportLines>[0], { json }: ReplayWords, io: CommandIo): number {
  if (json) io.out(JSON.stringify(report));
  else for (const line of reportLines(report)) io.out(line);
  return 0;
}

/** The lines of the digest, one a decision; opened before anything is played. */
class LineFile {
  readonly #file: number;

  constructor(path: string) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      this.#file = openSync(path, "w");
    } catch (problem) {
      throw new BadInputError(`--events ${path} cannot be written: ${firstLineOf(problem)}.`);
    }
  }

  write(line: string): void {
    writeSync(this.#file, `${line}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
