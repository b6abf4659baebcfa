import type * as book from "./book-layouts.ts";
import type * as definition from "./definition-layouts.ts";
import type * as message from "./message-layouts.ts";
import type { Field, FieldType, Layout } from "./record-layout.ts";

/** The header's fields, which every record has. */
export interface RecordHeader {
  /** Size on the wire in words of four bytes. */
  readonly length: number;
  readonly rtype: number;
  readonly publisherId: number;
  readonly instrumentId: number;
  /** Nanoseconds since 1970; `UNDEF_TIMESTAMP` if there is none. */
  readonly tsEvent: bigint;
  /** The gateway's send time, on streams that carry it. */
  readonly tsOut?: bigint;
}

/** A level of one venue's book. Prices in 1e-9. */
export type QuoteLevel = Told<typeof book.QUOTE_LEVEL>;
/** A level of the consolidated book. Prices in 1e-9. */
export type ConsolidatedLevel = Told<typeof book.CONSOLIDATED_LEVEL>;

export type MboRecord = RecordOf<"mbo", typeof book.MBO>;
export type TradeRecord = RecordOf<"trade", typeof book.TRADE>;
export type Mbp1Record = RecordOf<"mbp1", typeof book.MBP1>;
export type Mbp10Record = RecordOf<"mbp10", typeof book.MBP10>;
/** cmbp-1 and tcbbo. */
export type Cmbp1Record = RecordOf<"cmbp1", typeof book.CMBP1>;
export type CbboRecord = RecordOf<"cbbo", typeof book.CBBO>;
export type BboRecord = RecordOf<"bbo", typeof book.BBO>;
export type OhlcvRecord = RecordOf<"ohlcv", typeof book.OHLCV>;
export type StatusRecord = RecordOf<"status", typeof message.STATUS>;
export type ImbalanceRecord = RecordOf<"imbalance", typeof message.IMBALANCE>;

export type DefinitionRecord =
  | Versioned<3, RecordOf<"definition", typeof definition.DEFINITION>>
  | Versioned<2, RecordOf<"definition", typeof definition.DEFINITION_V2>>
  | Versioned<1, RecordOf<"definition", typeof definition.DEFINITION_V1>>;
export type StatisticsRecord =
  | Versioned<3, RecordOf<"statistics", typeof message.STATISTICS>>
  | Versioned<1 | 2, RecordOf<"statistics", typeof message.STATISTICS_V1>>;
export type ErrorRecord =
  | Versioned<2 | 3, RecordOf<"error", typeof message.ERROR>>
  | Versioned<1, RecordOf<"error", typeof message.ERROR_V1>>;
export type SystemRecord =
  | Versioned<2 | 3, RecordOf<"system", typeof message.SYSTEM>>
  | Versioned<1, RecordOf<"system", typeof message.SYSTEM_V1>>;
export type SymbolMappingRecord =
  | Versioned<2 | 3, RecordOf<"symbolMapping", typeof message.SYMBOL_MAPPING>>
  | Versioned<1, RecordOf<"symbolMapping", typeof message.SYMBOL_MAPPING_V1>>;

/** A record of an rtype this version does not know, kept whole. */
export interface UnknownRecord extends RecordHeader {
  readonly kind: "unknown";
  /** All bytes as received, header included. */
  readonly bytes: Uint8Array;
}

/** Any record as an object, told apart by `kind`. 64-bit values are exact; an unset char is "". */
export type DbnRecord =
  | TradeRecord
  | Mbp1Record
  | Mbp10Record
  | Cmbp1Record
  | CbboRecord
  | BboRecord
  | MboRecord
  | OhlcvRecord
  | StatusRecord
  | DefinitionRecord
  | ImbalanceRecord
  | ErrorRecord
  | SystemRecord
  | SymbolMappingRecord
  | StatisticsRecord
  | UnknownRecord;

type Versioned<Version extends number, Body> = Body & { readonly version: Version };

type RecordOf<Kind extends string, Fields extends Layout> = RecordHeader & {
  readonly kind: Kind;
} & Told<Fields>;

type Told<Fields extends Layout> = {
  readonly [F in Fields[number] as ToldName<F>]: ValueOf<F[2]>;
};

type ToldName<F extends Field> = F[2] extends "pad" ? never : F[1] extends `_${string}` ? never : Camel<F[1]>;

type Camel<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<Camel<Rest>>}`
  : Name;

type ValueOf<Type extends FieldType> = Type extends "u64" | "i64"
  ? bigint
  : Type extends "char" | "cstr"
    ? string
    : Type extends "quotes"
      ? readonly QuoteLevel[]
      : Type extends "consolidated"
        ? readonly ConsolidatedLevel[]
        : number;
