import { FrameInflater } from "./frame-inflater.ts";

/** Bytes that come in pieces. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Decompressed bytes, and after their end whether the last frame was cut off. */
export interface DecompressedStream extends AsyncIterable<Uint8Array> {
  /** True when the input ended inside a frame; known after the end. */
  readonly cut: boolean;
}

export interface DecompressOptions {
  /** Tells nothing of a frame that was cut off: its checksum is missing. */
  readonly withholdCut?: boolean;
}

/**
 * Decompresses Zstandard, any number of frames cut anywhere, in constant memory; anything else passes through.
 * A frame of up to 32 MiB is told only after its checksum was found right; a corrupt one throws `badZstd`. What came of
 * a frame that was cut is told last, unproven, unless it is to be withheld.
 */
export function decompressed(chunks: ByteChunks, options: DecompressOptions = {}): DecompressedStream {
  const state = { cut: false };
  return {
    get cut() {
      return state.cut;
    },
    [Symbol.asyncIterator]: () => pieces(chunks, state, options),
  };
}

async function* pieces(
  chunks: ByteChunks,
  state: { cut: boolean },
  options: DecompressOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | null = new Uint8Array(0);
  let frames: FrameInflater | null = null;
  try {
    for await (const chunk of chunks) {
      let bytes = chunk;
      if (head !== null) {
        bytes = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        head = bytes.length < MAGIC_SIZE ? new Uint8Array(bytes) : null;
        if (head !== null) continue;
        if (isZstd(bytes)) frames = new FrameInflater();
      }
      if (frames === null) yield bytes;
      else yield* frames.push(bytes);
    }
    if (head !== null && head.length > 0) {
      state.cut = isZstd(head);
      if (!state.cut) yield head;
    }
    if (frames?.insideFrame === true) {
      state.cut = true;
      if (options.withholdCut !== true) yield* frames.release();
    }
  } finally {
    frames?.close();
  }
}

const MAGIC_SIZE = 4;

/** Whether this begins as a Zstandard frame does, or as a skippable one, which is then refused by name. */
function isZstd(bytes: Uint8Array): boolean {
  return (
    begins(bytes, [0x28, 0xb5, 0x2f, 0xfd]) || (((bytes[0] ?? 0) & 0xf0) === 0x50 && begins(bytes, SKIPPABLE))
  );
}

const SKIPPABLE = [-1, 0x2a, 0x4d, 0x18];

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => byte < 0 || at >= bytes.length || bytes[at] === byte);
}
