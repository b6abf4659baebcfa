import { zstdDecompressSync } from "node:zlib";

/** One zstd frame inside a file: where it and each of its blocks begins, and where it ends. */
export interface ZstdFrame {
  readonly at: number;
  /** Of the blocks' three-byte headers. */
  readonly blocks: readonly number[];
  readonly end: number;
  readonly checksum: boolean;
  readonly skippable: boolean;
}

/** All frames of an undamaged file, by the format's rules and without decompressing; null where it is none. */
export function framesOf(bytes: Uint8Array): readonly ZstdFrame[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: ZstdFrame[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const frame = frameAt(view, at);
    if (frame === null || frame.end > bytes.byteLength) return null;
    frames.push(frame);
    at = frame.end;
  }
  return frames;
}

/** The decompressed bytes of every frame, one after the other. */
export function framesContent(bytes: Uint8Array): Uint8Array {
  const frames = framesOf(bytes);
  if (frames === null) throw new Error("Not a whole number of zstd frames");
  return Buffer.concat(
    frames
      .filter(({ skippable }) => !skippable)
      .map(({ at, end }) => zstdDecompressSync(bytes.subarray(at, end))),
  );
}

/** What a damaged file's frames hold up to the first that is none or cannot be decompressed; `isAll` if there is no such. */
export function soundContent(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly isAll: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const contents: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const frame = frameAt(view, at);
    const isSound = frame !== null && frame.end <= bytes.byteLength && !(at === 0 && frame.skippable);
    const content = isSound ? contentOf(bytes.subarray(at, frame.end), frame.skippable) : null;
    if (!isSound || content === null) break;
    contents.push(content);
    at = frame.end;
  }
  return { bytes: Buffer.concat(contents), isAll: at === bytes.byteLength && contents.length > 0 };
}

function contentOf(frame: Uint8Array, isSkippable: boolean): Uint8Array | null {
  if (isSkippable) return new Uint8Array(0);
  try {
    return zstdDecompressSync(frame);
  } catch {
    return null;
  }
}

/** A file's plain bytes, compressed or not. */
export const plainOf = (bytes: Uint8Array): Uint8Array => (isZstd(bytes) ? framesContent(bytes) : bytes);

export const isZstd = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;

/** Whether a reader will take it for zstd: a frame, or one to be skipped, or the beginning of such. */
export function isPacked(bytes: Uint8Array): boolean {
  const magic = bytes.subarray(0, 4);
  const isSkippable = ((magic[0] ?? 0) & 0xf0) === 0x50 && beginsAs(magic.subarray(1), [0x2a, 0x4d, 0x18]);
  return magic.byteLength > 0 && (isSkippable || beginsAs(magic, [0x28, 0xb5, 0x2f, 0xfd]));
}

const beginsAs = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  bytes.every((byte, n) => byte === magic[n]);

function frameAt(view: DataView, at: number): ZstdFrame | null {
  if (at + 8 > view.byteLength) return null;
  const magic = view.getUint32(at, true);
  if ((magic & ~0xf) >>> 0 === 0x184d2a50) {
    const end = at + 8 + view.getUint32(at + 4, true);
    return { at, blocks: [], end, checksum: false, skippable: true };
  }
  if (magic !== 0xfd2fb528) return null;
  const descriptor = view.getUint8(at + 4);
  const isSingle = (descriptor & 0x20) !== 0;
  const checksum = (descriptor & 0x04) !== 0;
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  // one that names a dictionary is no DBN frame
  if ((descriptor & 3) !== 0) return null;
  const blocks: number[] = [];
  let next = at + 5 + (isSingle ? 0 : 1) + contentSize;
  for (let last = false; !last;) {
    if (next + 3 > view.byteLength) return null;
    const header = view.getUint8(next) | (view.getUint8(next + 1) << 8) | (view.getUint8(next + 2) << 16);
    last = (header & 1) !== 0;
    blocks.push(next);
    // a repeated byte takes one, whatever size it has
    next += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
  }
  return { at, blocks, end: next + (checksum ? 4 : 0), checksum, skippable: false };
}
