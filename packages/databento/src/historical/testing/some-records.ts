import type { DbnRecord, OhlcvRecord, TradeRecord } from "../../codec/dbn-record.ts";
import { RTYPES } from "../../codec/wire-ids.ts";

/** 2026-08-21T13:30:00Z in nanoseconds. */
export const OPEN = 1_787_319_000_000_000_000n;

/** A trade so many nanoseconds after the open. */
export function aTrade(after: number, facts: Partial<TradeRecord> = {}): TradeRecord {
  return {
    kind: "trade",
    length: 12,
    rtype: RTYPES.trades,
    publisherId: 30,
    instrumentId: 1,
    tsEvent: OPEN + BigInt(after) - 5n,
    price: 1_250_000_000n,
    size: 1,
    action: "T",
    side: "A",
    flags: 0,
    depth: 0,
    tsRecv: OPEN + BigInt(after),
    tsInDelta: 0,
    sequence: after,
    ...facts,
  };
}

/** A bar, which has no receive time. */
export function aBar(after: number, facts: Partial<OhlcvRecord> = {}): OhlcvRecord {
  const price = 1_250_000_000n;
  return {
    kind: "ohlcv",
    length: 14,
    rtype: RTYPES.ohlcv1s,
    publisherId: 30,
    instrumentId: 1,
    tsEvent: OPEN + BigInt(after),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: BigInt(after),
    ...facts,
  };
}

/** Trades of which several share each time, of two publishers and two instruments. */
export function crowdedTrades(count: number): readonly DbnRecord[] {
  return Array.from({ length: count }, (_, at) =>
    aTrade(Math.floor(at / 4), {
      publisherId: 30 + (at % 2),
      instrumentId: 1 + (at % 3 === 0 ? 1 : 0),
      sequence: at,
    }),
  );
}
