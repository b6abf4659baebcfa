import type { RecordSource } from "./record-reader.ts";

/** One whole buffer seen as bytes and as words of four bytes, the host being little-endian. */
export interface BufferViews {
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  /** Views for reading objects; made when first asked for. */
  readonly source: () => RecordSource;
}

/** Views of all of a buffer; a last word that is not whole is in the bytes only. */
export function viewsOf(buffer: ArrayBufferLike): BufferViews {
  const words = buffer.byteLength >>> 2;
  let source: RecordSource | null = null;
  return {
    u8: new Uint8Array(buffer),
    i32: new Int32Array(buffer, 0, words),
    u32: new Uint32Array(buffer, 0, words),
    source: () => (source ??= { view: new DataView(buffer), text: Buffer.from(buffer) }),
  };
}
