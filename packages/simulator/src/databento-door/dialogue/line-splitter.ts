/** A line longer than this is no line of the protocol: 2,000 symbols in one take 44 kB. */
const LONGEST_LINE = 65_536;
const NEWLINE = 10;

/** Cuts the client's bytes into lines, however they arrive. */
export class LineSplitter {
  #open: Buffer[] = [];
  #openBytes = 0;

  /** Whole lines without their ends; null where a line is longer than any of the protocol. */
  push(chunk: Uint8Array): readonly string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (!this.#keep(chunk.subarray(from, end))) return null;
      lines.push(this.#take());
      from = end + 1;
    }
    return this.#keep(chunk.subarray(from)) ? lines : null;
  }

  #keep(part: Uint8Array): boolean {
    this.#openBytes += part.length;
    if (part.length > 0) this.#open.push(Buffer.from(part));
    return this.#openBytes <= LONGEST_LINE;
  }

  #take(): string {
    const line = Buffer.concat(this.#open).toString("latin1");
    this.#open = [];
    this.#openBytes = 0;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

/** Reads `key=value` pairs joined by `|`; an empty pair is skipped, a later key wins. Null where a pair is none. */
export function fieldsOf(line: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  for (const pair of line.split("|")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    if (at <= 0) return null;
    fields.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return fields;
}
