import { createHash } from "node:crypto";
import type { ClosedRange } from "@smart0dte/databento/historical";

const MOST_LETTERS = 60;

/** What a range's file is called in a folder: the same for the same range. */
export function rangeFileName(range: {
  readonly request: ClosedRange;
  readonly from: bigint;
  readonly until: bigint;
}): string {
  const { request, from, until } = range;
  const { dataset, schema, symbols, limit } = request;
  const most = limit === undefined ? "" : `_first-${limit}`;
  return `${plain(dataset)}_${schema}_${symbolsName(symbols)}_${stamp(from)}_${stamp(until)}${most}.dbn.zst`;
}

/** Many symbols are told by the first one, their number and a hash. */
function symbolsName(symbols: readonly string[]): string {
  const all = [...new Set(symbols)].sort();
  const named = all.map(plain).join("+");
  if (named.length <= MOST_LETTERS) return named;
  const hash = createHash("sha256").update(all.join(",")).digest("hex").slice(0, 8);
  return `${plain(all[0] ?? "").slice(0, MOST_LETTERS)}+${all.length - 1}-${hash}`;
}

function plain(name: string): string {
  return name.replace(/\s+/g, "").replace(/[^\w.-]/g, "-");
}

/** 20260821T133000Z, with nanoseconds where there are some. */
function stamp(nanos: bigint): string {
  const second = new Date(Number(nanos / 1_000_000_000n) * 1_000).toISOString().replace(/[-:]|\.000Z/g, "");
  const rest = nanos % 1_000_000_000n;
  return `${second}${rest === 0n ? "" : `.${String(rest).padStart(9, "0")}`}Z`;
}
