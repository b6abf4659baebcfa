import type { DbnVersion, Schema, SType } from "./wire-ids.ts";

/** What a stream says of itself before its records. */
export interface Metadata {
  readonly version: DbnVersion;
  readonly dataset: string;
  /** Null for several schemas in one stream (all live ones); a number is an id this version does not know. */
  readonly schema: Schema | number | null;
  /** First nanosecond asked for. */
  readonly start: bigint;
  /** First nanosecond no longer asked for; null if open. */
  readonly end: bigint | null;
  /** Most records asked for; null if all. */
  readonly limit: bigint | null;
  readonly stypeIn: SType | number | null;
  readonly stypeOut: SType | number;
  /** Whether each record ends with the gateway's send time. */
  readonly tsOut: boolean;
  /** Bytes of each symbol in the metadata: 22 in version 1, 71 since. */
  readonly symbolCstrLen: number;
  /** As they were asked for. */
  readonly symbols: readonly string[];
  /** Resolved for a part of the range only. */
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
  readonly mappings: readonly SymbolMapping[];
}

/** What a requested symbol was called, day by day. */
export interface SymbolMapping {
  readonly rawSymbol: string;
  readonly intervals: readonly MappingInterval[];
}

/** `symbol` from `startDate` to before `endDate`, dates as 2023-08-07. */
export interface MappingInterval {
  readonly startDate: string;
  readonly endDate: string;
  readonly symbol: string;
}

/** The length of each symbol in version 3. */
export const SYMBOL_LENGTH = 71;

/** How version 3 tells of the same stream, when its records are upgraded. */
export function upgradedMetadata(metadata: Metadata): Metadata {
  return metadata.version === 3 ? metadata : { ...metadata, version: 3, symbolCstrLen: SYMBOL_LENGTH };
}
