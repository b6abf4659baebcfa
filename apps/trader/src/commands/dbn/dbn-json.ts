import { metadataJson, recordJson } from "@smart0dte/databento";
import type { CommandIo } from "../calendar-command.ts";
import { openDbnFile, readToEnd, type DbnInput } from "./dbn-input.ts";

export interface DbnJsonArgs extends DbnInput {
  /** Prints records of versions 1 and 2 as version 3 has them. */
  readonly upgrade: boolean;
}

/**
 * Prints a DBN file as lines of JSON: the metadata, where the file has any, then the records.
 *
 * Ends with 1 where the file is damaged or cut, after the records before the damage; with 2 where there is no file.
 */
export async function runDbnJson({ upgrade, ...input }: DbnJsonArgs, io: CommandIo): Promise<number> {
  const opening = await openDbnFile(input, upgrade);
  if (opening.kind === "refused") {
    io.err(opening.sentence);
    return opening.code;
  }
  const { stream } = opening;
  const lines = new LineBlocks(io);
  if (stream.metadata !== null) lines.add(metadataJson(stream.metadata));
  let unknown = 0;
  const damage = await readToEnd(input, stream, async ({ records }) => {
    for await (const record of records.call(stream)) {
      if (record.kind === "unknown") unknown += 1;
      else lines.add(recordJson(record));
    }
  });
  lines.flush();
  if (unknown > 0) io.err(`${input.file}: ${unknown} records of unknown types were left out.`);
  if (damage !== null) io.err(damage);
  return damage === null ? 0 : 1;
}

const BLOCK_CHARACTERS = 65_536;

/** Hands lines on in blocks: a write for each would be most of the time. */
class LineBlocks {
  readonly #io: CommandIo;
  #block: string[] = [];
  #characters = 0;

  constructor(io: CommandIo) {
    this.#io = io;
  }

  add(line: string): void {
    this.#block.push(line);
    this.#characters += line.length;
    if (this.#characters >= BLOCK_CHARACTERS) this.flush();
  }

  flush(): void {
    if (this.#block.length > 0) this.#io.out(this.#block.join("\n"));
    this.#block = [];
    this.#characters = 0;
  }
}
