export { DbnDecoder, type DecoderOptions, type FragmentOptions } from "./codec/dbn-decoder.ts";
export { DbnError, type DbnErrorCode, type Truncation } from "./codec/dbn-error.ts";
export { createDbnFile, type DbnFileWriter } from "./codec/dbn-file-writer.ts";
export type * from "./codec/dbn-record.ts";
export { openDbn, type DbnInput, type DbnStream, type OpenOptions } from "./codec/dbn-stream.ts";
export {
  decompressed,
  type ByteChunks,
  type DecompressedStream,
  type DecompressOptions,
} from "./codec/decompressed-stream.ts";
export { encodeMetadata } from "./codec/metadata-encoder.ts";
export type { MappingInterval, Metadata, SymbolMapping } from "./codec/metadata.ts";
export { RecordCursor } from "./codec/record-cursor.ts";
export { encodeRecord } from "./codec/record-encoder.ts";
export { metadataJson, recordJson } from "./codec/record-json.ts";
export { emptyQuote, RecordWriter, type QuoteFields, type QuoteRtype } from "./codec/record-writer.ts";
export {
  FLAGS,
  RTYPES,
  SCHEMA_IDS,
  STYPE_IDS,
  UNDEF_PRICE,
  UNDEF_SIZE,
  UNDEF_TIMESTAMP,
  type DbnVersion,
  type Schema,
  type SType,
} from "./codec/wire-ids.ts";
export { ZstdInflater } from "./codec/zstd-inflater.ts";
