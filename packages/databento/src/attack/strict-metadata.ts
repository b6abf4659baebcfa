import { requireText, requireZero, StrictFault } from "./strict-fault.ts";
import { readText } from "./wire-reader.ts";

/** Metadata in the reference output's shape, ids as names. */
export interface StrictMetadata {
  readonly version: 3;
  readonly dataset: string;
  readonly schema: string | null;
  readonly start: string;
  readonly end: string;
  readonly limit: string;
  readonly stype_in: string | null;
  readonly stype_out: string;
  readonly ts_out: boolean;
  readonly symbol_cstr_len: number;
  readonly symbols: readonly string[];
  readonly partial: readonly string[];
  readonly not_found: readonly string[];
  readonly mappings: readonly StrictMapping[];
}

interface StrictMapping {
  readonly raw_symbol: string;
  readonly intervals: readonly {
    readonly start_date: string;
    readonly end_date: string;
    readonly symbol: string;
  }[];
}

/** Reads the prelude and all that its length announces; `end` is where the first record begins. */
export function readStrictMetadata(view: DataView): {
  readonly metadata: StrictMetadata;
  readonly end: number;
} {
  if (view.byteLength < 8) throw new StrictFault(view.byteLength, "a stream that ends inside its prelude");
  if (readText(view, 0, 3) !== "DBN") throw new StrictFault(0, "not DBN");
  if (view.getUint8(3) !== 3) throw new StrictFault(3, `version ${String(view.getUint8(3))}`);
  const length = view.getUint32(4, true);
  if (length < 100 || length % 8 !== 0) throw new StrictFault(4, `a metadata length of ${String(length)}`);
  const end = 8 + length;
  if (end > view.byteLength) throw new StrictFault(view.byteLength, "a stream that ends inside its metadata");
  requireText(view, 8, 16);
  const fixed = readFixed(view);
  const lists = new Lists(view, end);
  const metadata = {
    ...fixed,
    symbols: lists.symbols(),
    partial: lists.symbols(),
    not_found: lists.symbols(),
    mappings: lists.mappings(),
  };
  if (end - lists.at >= 8) throw new StrictFault(lists.at, "more padding than the metadata needs");
  requireZero(view, lists.at, end - lists.at);
  return { metadata, end };
}

function readFixed(view: DataView) {
  if (view.getUint8(8) === 0) throw new StrictFault(8, "no dataset");
  const schema = view.getUint16(24, true);
  const stypeIn = view.getUint8(50);
  const stypeOut = view.getUint8(51);
  const tsOut = view.getUint8(52);
  if (schema !== 0xffff && SCHEMAS[schema] === undefined) throw new StrictFault(24, "an unknown schema");
  if (stypeIn !== 0xff && STYPES[stypeIn] === undefined) throw new StrictFault(50, "an unknown stype_in");
  const out = STYPES[stypeOut];
  if (out === undefined) throw new StrictFault(51, "an unknown stype_out");
  if (tsOut > 1) throw new StrictFault(52, "a ts_out that is neither 0 nor 1");
  if (view.getUint16(53, true) !== SYMBOL_BYTES) throw new StrictFault(53, "symbols that are not 71 bytes");
  requireZero(view, 55, 53);
  if (view.getUint32(108, true) !== 0) throw new StrictFault(108, "a schema definition");
  return {
    version: 3 as const,
    dataset: readText(view, 8, 16),
    schema: SCHEMAS[schema] ?? null,
    start: String(view.getBigUint64(26, true)),
    end: String(view.getBigUint64(34, true)),
    limit: String(view.getBigUint64(42, true)),
    stype_in: STYPES[stypeIn] ?? null,
    stype_out: out,
    ts_out: tsOut === 1,
    symbol_cstr_len: SYMBOL_BYTES,
  };
}

/** The four lists behind the fixed part, each bounded by what is left of the metadata. */
class Lists {
  at = 112;
  readonly #view: DataView;
  readonly #end: number;

  constructor(view: DataView, end: number) {
    this.#view = view;
    this.#end = end;
  }

  symbols(): readonly string[] {
    return this.#counted(SYMBOL_BYTES, () => this.#symbol());
  }

  mappings(): readonly StrictMapping[] {
    return this.#counted(SYMBOL_BYTES + 4, () => ({
      raw_symbol: this.#symbol(),
      intervals: this.#counted(8 + SYMBOL_BYTES, () => this.#interval()),
    }));
  }

  #interval(): StrictMapping["intervals"][number] {
    const at = this.at;
    const start = this.#date();
    const end = this.#date();
    if (end <= start) throw new StrictFault(at + 4, "an interval that ends before it begins");
    return { start_date: start, end_date: end, symbol: this.#symbol() };
  }

  #counted<T>(atLeast: number, one: () => T): readonly T[] {
    const count = this.#u32();
    if (count * atLeast > this.#end - this.at)
      throw new StrictFault(this.at - 4, `a count of ${String(count)}, more than the metadata holds`);
    return Array.from({ length: count }, one);
  }

  #u32(): number {
    const at = this.#step(4);
    return this.#view.getUint32(at, true);
  }

  #symbol(): string {
    const at = this.#step(SYMBOL_BYTES);
    requireText(this.#view, at, SYMBOL_BYTES);
    return readText(this.#view, at, SYMBOL_BYTES);
  }

  #date(): string {
    const number = String(this.#u32());
    const date = `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6)}`;
    const isDate =
      /^\d{8}$/.test(number) &&
      !Number.isNaN(Date.parse(date)) &&
      new Date(date).toISOString().startsWith(date);
    if (!isDate) throw new StrictFault(this.at - 4, `${number}, which is no date`);
    return date;
  }

  #step(size: number): number {
    const at = this.at;
    if (at + size > this.#end) throw new StrictFault(at, "a list that runs over the end of the metadata");
    this.at += size;
    return at;
  }
}

const SYMBOL_BYTES = 71;

const SCHEMAS: readonly (string | undefined)[] =
  "mbo mbp-1 mbp-10 tbbo trades ohlcv-1s ohlcv-1m ohlcv-1h ohlcv-1d definition statistics status imbalance ohlcv-eod cmbp-1 cbbo-1s cbbo-1m tcbbo bbo-1s bbo-1m".split(
    " ",
  );

const STYPES: readonly (string | undefined)[] =
  "instrument_id raw_symbol smart continuous parent nasdaq_symbol cms_symbol isin us_code bbg_comp_id bbg_comp_ticker figi figi_ticker listing_id issuer_id security_id".split(
    " ",
  );
