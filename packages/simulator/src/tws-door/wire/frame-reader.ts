import { err, ok, type Result } from "@smart0dte/domain";

/** What a client says first: the versions that it speaks. */
export interface Hello {
  readonly kind: "hello";
  readonly lowest: number;
  readonly highest: number;
}

export type Inbound = Hello | { readonly kind: "frame"; readonly fields: readonly string[] };

const MAGIC = "API\0";
const LENGTH_BYTES = 4;
/** No client frame is longer; beyond it the length is taken for nonsense. */
const LONGEST_FRAME = 0xff_ffff;

/** Cuts a client's bytes into its hello and frames, however they were cut on the way. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #phase: "magic" | "hello" | "frames" = "magic";

  /** Everything that is complete now; an error is one sentence and ends the connection. */
  push(chunk: Buffer): Result<readonly Inbound[], string> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#phase === "magic") {
      if (this.#rest.length < MAGIC.length) return ok([]);
      if (this.#rest.toString("latin1", 0, MAGIC.length) !== MAGIC)
        return err("the connection does not begin with API");
      this.#rest = this.#rest.subarray(MAGIC.length);
      this.#phase = "hello";
    }
    return this.#takeFrames();
  }

  #takeFrames(): Result<readonly Inbound[], string> {
    const found: Inbound[] = [];
    while (this.#rest.length >= LENGTH_BYTES) {
      const length = this.#rest.readUInt32BE(0);
      if (length > LONGEST_FRAME) return err(`a frame of ${length} bytes`);
      if (this.#rest.length < LENGTH_BYTES + length) break;
      const text = this.#rest.toString("latin1", LENGTH_BYTES, LENGTH_BYTES + length);
      this.#rest = this.#rest.subarray(LENGTH_BYTES + length);
      if (this.#phase === "frames") found.push({ kind: "frame", fields: fieldsOf(text) });
      else {
        const hello = helloOf(text);
        if (hello === null) return err(`no versions in ${JSON.stringify(text)}`);
        found.push(hello);
        this.#phase = "frames";
      }
    }
    return ok(found);
  }
}

function fieldsOf(text: string): readonly string[] {
  const fields = text.split("\0");
  if (fields.at(-1) === "") fields.pop();
  return fields.map((field) =>
    field.replace(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
  );
}

function helloOf(text: string): Hello | null {
  const match = /^v(\d+)(?:\.\.(\d+))?(?: .*)?\0?$/.exec(text);
  if (match === null) return null;
  const lowest = Number(match[1]);
  return { kind: "hello", lowest, highest: Number(match[2] ?? lowest) };
}
