/** Version of the encoding a stream says it is in. */
export type DbnVersion = 1 | 2 | 3;

/** Schema ids of the metadata. */
export const SCHEMA_IDS = {
  mbo: 0,
  "mbp-1": 1,
  "mbp-10": 2,
  tbbo: 3,
  trades: 4,
  "ohlcv-1s": 5,
  "ohlcv-1m": 6,
  "ohlcv-1h": 7,
  "ohlcv-1d": 8,
  definition: 9,
  statistics: 10,
  status: 11,
  imbalance: 12,
  "ohlcv-eod": 13,
  "cmbp-1": 14,
  "cbbo-1s": 15,
  "cbbo-1m": 16,
  tcbbo: 17,
  "bbo-1s": 18,
  "bbo-1m": 19,
} as const;

/** A schema by its name on the wire. */
export type Schema = keyof typeof SCHEMA_IDS;

/** Symbology ids of the metadata and of symbol mappings. */
export const STYPE_IDS = {
  instrument_id: 0,
  raw_symbol: 1,
  smart: 2,
  continuous: 3,
  parent: 4,
  nasdaq_symbol: 5,
  cms_symbol: 6,
  isin: 7,
  us_code: 8,
  bbg_comp_id: 9,
  bbg_comp_ticker: 10,
  figi: 11,
  figi_ticker: 12,
  listing_id: 13,
  issuer_id: 14,
  security_id: 15,
} as const;

/** A symbology by its name on the wire. */
export type SType = keyof typeof STYPE_IDS;

/** The byte that says what a record is. "tbbo" records come as `mbp1`. */
export const RTYPES = {
  trades: 0x00,
  mbp1: 0x01,
  mbp10: 0x0a,
  ohlcvDeprecated: 0x11,
  status: 0x12,
  definition: 0x13,
  imbalance: 0x14,
  error: 0x15,
  symbolMapping: 0x16,
  system: 0x17,
  statistics: 0x18,
  ohlcv1s: 0x20,
  ohlcv1m: 0x21,
  ohlcv1h: 0x22,
  ohlcv1d: 0x23,
  ohlcvEod: 0x24,
  mbo: 0xa0,
  cmbp1: 0xb1,
  cbbo1s: 0xc0,
  cbbo1m: 0xc1,
  tcbbo: 0xc2,
  bbo1s: 0xc3,
  bbo1m: 0xc4,
} as const;

/** Bits of a record's `flags`. */
export const FLAGS = {
  last: 0x80,
  topOfBook: 0x40,
  snapshot: 0x20,
  mbp: 0x10,
  badTsRecv: 0x08,
  maybeBadBook: 0x04,
  publisherSpecific: 0x02,
} as const;

/** No price; also no 64-bit quantity. */
export const UNDEF_PRICE = 0x7fff_ffff_ffff_ffffn;

/** No time. */
export const UNDEF_TIMESTAMP = 0xffff_ffff_ffff_ffffn;

/** No size. */
export const UNDEF_SIZE = 0xffff_ffff;

/** A schema's name, or null for an id this version does not know. */
export function schemaName(id: number): Schema | null {
  return SCHEMA_NAMES[id] ?? null;
}

/** A symbology's name, or null for an id this version does not know. */
export function stypeName(id: number): SType | null {
  return STYPE_NAMES[id] ?? null;
}

const SCHEMA_NAMES = byId(SCHEMA_IDS);
const STYPE_NAMES = byId(STYPE_IDS);

function byId<Name extends string>(ids: Readonly<Record<Name, number>>): readonly (Name | undefined)[] {
  const names: (Name | undefined)[] = [];
  // the keys of a literal table are its names
  for (const name of Object.keys(ids) as Name[]) names[ids[name]] = name;
  return names;
}
