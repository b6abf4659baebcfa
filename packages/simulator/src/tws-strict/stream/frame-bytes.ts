import { StrictFault } from "../strict-fault.ts";

/** Length and fields of one frame: uint32 big-endian, then each field and a NUL. */
export function frameBytes(fields: readonly string[]): Uint8Array {
  return lengthFirst(new TextEncoder().encode(fields.map((field) => `${field}\0`).join("")));
}

/** A payload behind its length. */
export function lengthFirst(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + payload.length);
  new DataView(bytes.buffer).setUint32(0, payload.length);
  bytes.set(payload, 4);
  return bytes;
}

/** Cuts a byte stream into payloads, whole ones only; the rest waits for more bytes. */
export class FrameCutter {
  #rest: Uint8Array = new Uint8Array(0);

  /** Throws StrictFault for a length no frame has. */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    const bytes = joined(this.#rest, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const payloads: Uint8Array[] = [];
    let start = 0;
    while (bytes.length - start >= 4) {
      const length = view.getUint32(start);
      if (length === 0 || length > LONGEST_FRAME) {
        throw new StrictFault({
          frame: "frame",
          field: "length",
          position: 0,
          why: `${String(length)} bytes; a frame has 1 to ${String(LONGEST_FRAME)}`,
        });
      }
      if (bytes.length - start - 4 < length) break;
      payloads.push(bytes.slice(start + 4, start + 4 + length));
      start += 4 + length;
    }
    this.#rest = bytes.slice(start);
    return payloads;
  }

  /** Bytes of a frame that has not ended. */
  get pending(): number {
    return this.#rest.length;
  }
}

/** The fields of a payload, each of which ends with a NUL. */
export function payloadFields(payload: Uint8Array): readonly string[] {
  const refuse = (why: string): never => {
    throw new StrictFault({ frame: "frame", field: "payload", position: 0, why });
  };
  if (payload.at(-1) !== 0) return refuse("the last field does not end with a NUL");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
    return text.slice(0, -1).split("\0");
  } catch {
    return refuse("the bytes are not UTF-8");
  }
}

/** Clients drop the connection on anything longer. */
const LONGEST_FRAME = 0xff_ff_ff;

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(rest.length + chunk.length);
  bytes.set(rest);
  bytes.set(chunk, rest.length);
  return bytes;
}
