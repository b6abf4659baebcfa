import type { Layout } from "./record-layout.ts";

/** A level of one venue's book, 32 bytes. */
export const QUOTE_LEVEL = [
  [0, "bid_px", "i64", 8],
  [8, "ask_px", "i64", 8],
  [16, "bid_sz", "u32", 4],
  [20, "ask_sz", "u32", 4],
  [24, "bid_ct", "u32", 4],
  [28, "ask_ct", "u32", 4],
] as const satisfies Layout;

/** A level of the consolidated book, 32 bytes. */
export const CONSOLIDATED_LEVEL = [
  [0, "bid_px", "i64", 8],
  [8, "ask_px", "i64", 8],
  [16, "bid_sz", "u32", 4],
  [20, "ask_sz", "u32", 4],
  [24, "bid_pb", "u16", 2],
  [26, "_reserved1", "pad", 2],
  [28, "ask_pb", "u16", 2],
  [30, "_reserved2", "pad", 2],
] as const satisfies Layout;

/** MboMsg, 56 bytes. */
export const MBO = [
  [16, "order_id", "u64", 8],
  [24, "price", "i64", 8],
  [32, "size", "u32", 4],
  [36, "flags", "u8", 1],
  [37, "channel_id", "u8", 1],
  [38, "action", "char", 1],
  [39, "side", "char", 1],
  [40, "ts_recv", "u64", 8],
  [48, "ts_in_delta", "i32", 4],
  [52, "sequence", "u32", 4],
] as const satisfies Layout;

/** TradeMsg, 48 bytes. */
export const TRADE = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "action", "char", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "depth", "u8", 1],
  [32, "ts_recv", "u64", 8],
  [40, "ts_in_delta", "i32", 4],
  [44, "sequence", "u32", 4],
] as const satisfies Layout;

/** Mbp1Msg, 80 bytes. */
export const MBP1 = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "action", "char", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "depth", "u8", 1],
  [32, "ts_recv", "u64", 8],
  [40, "ts_in_delta", "i32", 4],
  [44, "sequence", "u32", 4],
  [48, "levels", "quotes", 32],
] as const satisfies Layout;

/** Mbp10Msg, 368 bytes. */
export const MBP10 = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "action", "char", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "depth", "u8", 1],
  [32, "ts_recv", "u64", 8],
  [40, "ts_in_delta", "i32", 4],
  [44, "sequence", "u32", 4],
  [48, "levels", "quotes", 320],
] as const satisfies Layout;

/** Cmbp1Msg, 80 bytes. */
export const CMBP1 = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "action", "char", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "_reserved1", "pad", 1],
  [32, "ts_recv", "u64", 8],
  [40, "ts_in_delta", "i32", 4],
  [44, "_reserved2", "pad", 4],
  [48, "levels", "consolidated", 32],
] as const satisfies Layout;

/** CbboMsg, 80 bytes. */
export const CBBO = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "_reserved1", "u8", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "_reserved2", "u8", 1],
  [32, "ts_recv", "u64", 8],
  [40, "_reserved3", "pad", 8],
  [48, "levels", "consolidated", 32],
] as const satisfies Layout;

/** BboMsg, 80 bytes. */
export const BBO = [
  [16, "price", "i64", 8],
  [24, "size", "u32", 4],
  [28, "_reserved1", "u8", 1],
  [29, "side", "char", 1],
  [30, "flags", "u8", 1],
  [31, "_reserved2", "u8", 1],
  [32, "ts_recv", "u64", 8],
  [40, "_reserved3", "pad", 4],
  [44, "sequence", "u32", 4],
  [48, "levels", "quotes", 32],
] as const satisfies Layout;

/** OhlcvMsg, 56 bytes. */
export const OHLCV = [
  [16, "open", "i64", 8],
  [24, "high", "i64", 8],
  [32, "low", "i64", 8],
  [40, "close", "i64", 8],
  [48, "volume", "u64", 8],
] as const satisfies Layout;
