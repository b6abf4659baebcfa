import * as book from "./book-layouts.ts";
import * as definition from "./definition-layouts.ts";
import * as message from "./message-layouts.ts";
import { HEADER_SIZE, layoutSize, type Layout } from "./record-layout.ts";
import { RTYPES, type DbnVersion } from "./wire-ids.ts";

/** What a record is, whatever its schema was called. */
export type RecordKind =
  | "trade"
  | "mbp1"
  | "mbp10"
  | "cmbp1"
  | "cbbo"
  | "bbo"
  | "ohlcv"
  | "status"
  | "definition"
  | "imbalance"
  | "error"
  | "system"
  | "symbolMapping"
  | "statistics"
  | "mbo";

/** One rtype's layouts by version, `[version - 1]`; the same object where versions do not differ. */
export interface RecordStruct {
  readonly kind: RecordKind;
  readonly layouts: readonly [Layout, Layout, Layout];
  readonly sizes: readonly [number, number, number];
  /** Where the receive time is, or where `ts_event` is if the record has none. */
  readonly tsRecvAt: number;
}

/** The struct of an rtype; null for one this version does not know. */
export function structOf(rtype: number): RecordStruct | null {
  return STRUCTS[rtype] ?? null;
}

/** The version a record of unknown origin is in, by its bytes without the send time; null if too short for any. */
export function versionBySize(struct: RecordStruct, size: number): DbnVersion | null {
  const [v1, v2, v3] = struct.sizes;
  if (size >= v3) return 3;
  if (size >= v2) return 2;
  return size >= v1 ? 1 : null;
}

const TS_EVENT_AT = 8;

const STRUCTS: (RecordStruct | undefined)[] = [];
define("trade", [RTYPES.trades], [book.TRADE]);
define("mbp1", [RTYPES.mbp1], [book.MBP1]);
define("mbp10", [RTYPES.mbp10], [book.MBP10]);
define("cmbp1", [RTYPES.cmbp1, RTYPES.tcbbo], [book.CMBP1]);
define("cbbo", [RTYPES.cbbo1s, RTYPES.cbbo1m], [book.CBBO]);
define("bbo", [RTYPES.bbo1s, RTYPES.bbo1m], [book.BBO]);
define("mbo", [RTYPES.mbo], [book.MBO]);
define("ohlcv", [RTYPES.ohlcvDeprecated, RTYPES.ohlcv1s, RTYPES.ohlcv1m, RTYPES.ohlcv1h], [book.OHLCV]);
define("ohlcv", [RTYPES.ohlcv1d, RTYPES.ohlcvEod], [book.OHLCV]);
define("status", [RTYPES.status], [message.STATUS]);
define("imbalance", [RTYPES.imbalance], [message.IMBALANCE]);
define("definition", [RTYPES.definition], [
  definition.DEFINITION,
  definition.DEFINITION_V2,
  definition.DEFINITION_V1,
]);
define("statistics", [RTYPES.statistics], [message.STATISTICS, message.STATISTICS_V1, message.STATISTICS_V1]);
define("error", [RTYPES.error], [message.ERROR, message.ERROR, message.ERROR_V1]);
define("system", [RTYPES.system], [message.SYSTEM, message.SYSTEM, message.SYSTEM_V1]);
define("symbolMapping", [RTYPES.symbolMapping], [
  message.SYMBOL_MAPPING,
  message.SYMBOL_MAPPING,
  message.SYMBOL_MAPPING_V1,
]);

/** `newestFirst`: the layouts of versions 3, 2 and 1; the first alone where all versions agree. */
function define(
  kind: RecordKind,
  rtypes: readonly number[],
  newestFirst: readonly [Layout, Layout?, Layout?],
) {
  const [v3, v2 = v3, v1 = v3] = newestFirst;
  const received = v3.find((field) => field[1] === "ts_recv");
  const struct: RecordStruct = {
    kind,
    layouts: [v1, v2, v3],
    sizes: [layoutSize(v1), layoutSize(v2), layoutSize(v3)],
    tsRecvAt: received?.[0] ?? TS_EVENT_AT,
  };
  for (const rtype of rtypes) STRUCTS[rtype] = struct;
}

/** The fewest bytes a record of this rtype may have. */
export function smallestSize(rtype: number, version: DbnVersion): number {
  return structOf(rtype)?.sizes[version - 1] ?? HEADER_SIZE;
}
