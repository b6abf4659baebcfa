import type { Layout } from "./record-layout.ts";

/** StatusMsg, 40 bytes. */
export const STATUS = [
  [16, "ts_recv", "u64", 8],
  [24, "action", "u16", 2],
  [26, "reason", "u16", 2],
  [28, "trading_event", "u16", 2],
  [30, "is_trading", "char", 1],
  [31, "is_quoting", "char", 1],
  [32, "is_short_sell_restricted", "char", 1],
  [33, "_reserved", "pad", 7],
] as const satisfies Layout;

/** ImbalanceMsg, 112 bytes. */
export const IMBALANCE = [
  [16, "ts_recv", "u64", 8],
  [24, "ref_price", "i64", 8],
  [32, "auction_time", "u64", 8],
  [40, "cont_book_clr_price", "i64", 8],
  [48, "auct_interest_clr_price", "i64", 8],
  [56, "ssr_filling_price", "i64", 8],
  [64, "ind_match_price", "i64", 8],
  [72, "upper_collar", "i64", 8],
  [80, "lower_collar", "i64", 8],
  [88, "paired_qty", "u32", 4],
  [92, "total_imbalance_qty", "u32", 4],
  [96, "market_imbalance_qty", "u32", 4],
  [100, "unpaired_qty", "u32", 4],
  [104, "auction_type", "char", 1],
  [105, "side", "char", 1],
  [106, "auction_status", "u8", 1],
  [107, "freeze_status", "u8", 1],
  [108, "num_extensions", "u8", 1],
  [109, "unpaired_side", "char", 1],
  [110, "significant_imbalance", "char", 1],
  [111, "_reserved", "pad", 1],
] as const satisfies Layout;

/** StatMsg v1/v2, 64 bytes. */
export const STATISTICS_V1 = [
  [16, "ts_recv", "u64", 8],
  [24, "ts_ref", "u64", 8],
  [32, "price", "i64", 8],
  [40, "quantity", "i32", 4],
  [44, "sequence", "u32", 4],
  [48, "ts_in_delta", "i32", 4],
  [52, "stat_type", "u16", 2],
  [54, "channel_id", "u16", 2],
  [56, "update_action", "u8", 1],
  [57, "stat_flags", "u8", 1],
  [58, "_reserved", "pad", 6],
] as const satisfies Layout;

/** StatMsg v3, 80 bytes. */
export const STATISTICS = [
  [16, "ts_recv", "u64", 8],
  [24, "ts_ref", "u64", 8],
  [32, "price", "i64", 8],
  [40, "quantity", "i64", 8],
  [48, "sequence", "u32", 4],
  [52, "ts_in_delta", "i32", 4],
  [56, "stat_type", "u16", 2],
  [58, "channel_id", "u16", 2],
  [60, "update_action", "u8", 1],
  [61, "stat_flags", "u8", 1],
  [62, "_reserved", "pad", 18],
] as const satisfies Layout;

/** ErrorMsg v1, 80 bytes. */
export const ERROR_V1 = [[16, "err", "cstr", 64]] as const satisfies Layout;

/** ErrorMsg v2/v3, 320 bytes. */
export const ERROR = [
  [16, "err", "cstr", 302],
  [318, "code", "u8", 1],
  [319, "is_last", "u8", 1],
] as const satisfies Layout;

/** SystemMsg v1, 80 bytes. */
export const SYSTEM_V1 = [[16, "msg", "cstr", 64]] as const satisfies Layout;

/** SystemMsg v2/v3, 320 bytes. */
export const SYSTEM = [
  [16, "msg", "cstr", 303],
  [319, "code", "u8", 1],
] as const satisfies Layout;

/** SymbolMappingMsg v1, 80 bytes. */
export const SYMBOL_MAPPING_V1 = [
  [16, "stype_in_symbol", "cstr", 22],
  [38, "stype_out_symbol", "cstr", 22],
  [60, "_dummy", "pad", 4],
  [64, "start_ts", "u64", 8],
  [72, "end_ts", "u64", 8],
] as const satisfies Layout;

/** SymbolMappingMsg v2/v3, 176 bytes. */
export const SYMBOL_MAPPING = [
  [16, "stype_in", "u8", 1],
  [17, "stype_in_symbol", "cstr", 71],
  [88, "stype_out", "u8", 1],
  [89, "stype_out_symbol", "cstr", 71],
  [160, "start_ts", "u64", 8],
  [168, "end_ts", "u64", 8],
] as const satisfies Layout;
