import { DbnDecoder, RTYPES, UNDEF_PRICE, UNDEF_TIMESTAMP, type DbnVersion } from "@smart0dte/databento";
import { aSession } from "@smart0dte/domain/testing";
import type { MarketTranslator } from "../market-translator.ts";

const NANOS_PER_MICRO = 1_000n;
const E9_PER_DOLLAR = 1_000_000_000;
/** The size that says nothing. */
export const UNSAID_SIZE = 0xffff_ffff;

interface Head {
  readonly id?: number;
  readonly publisher?: number;
  /** Microseconds after the open; null: undefined. */
  readonly at?: number | null;
}

export interface QuoteParts extends Head {
  readonly rtype?: number;
  /** Dollars; null: nobody. */
  readonly bid?: number | null;
  readonly ask?: number | null;
  readonly bidSize?: number;
  readonly askSize?: number;
  readonly flags?: number;
  readonly action?: string;
  /** Of the last trade, dollars. */
  readonly price?: number | null;
  readonly size?: number;
}

/** A quote of id 1, 1.00 by 1.02, one second after the open, laid out by the specification's offsets. */
export function aQuoteRecord(parts: QuoteParts = {}): Uint8Array {
  const { rtype = RTYPES.cmbp1, bid = 1, ask = 1.02, bidSize = 10, askSize = 10 } = parts;
  const view = aRecord(80, rtype, parts);
  view.setBigInt64(16, priceOf(parts.price ?? null), true);
  view.setUint32(24, parts.size ?? 0, true);
  view.setUint8(28, (parts.action ?? "A").charCodeAt(0));
  view.setUint8(29, "N".charCodeAt(0));
  view.setUint8(30, parts.flags ?? 0x80);
  view.setBigUint64(32, stampOf(parts), true);
  view.setBigInt64(48, priceOf(bid), true);
  view.setBigInt64(56, priceOf(ask), true);
  view.setUint32(64, bid === null ? 0 : bidSize, true);
  view.setUint32(68, ask === null ? 0 : askSize, true);
  return bytesOf(view);
}

/** A print of id 1: 10 at 1.01. */
export function aTradeRecord(parts: Omit<QuoteParts, "bid" | "ask"> = {}): Uint8Array {
  const view = aRecord(48, RTYPES.trades, parts);
  view.setBigInt64(16, priceOf(parts.price === undefined ? 1.01 : parts.price), true);
  view.setUint32(24, parts.size ?? 10, true);
  view.setUint8(28, (parts.action ?? "T").charCodeAt(0));
  view.setUint8(29, "N".charCodeAt(0));
  view.setUint8(30, parts.flags ?? 0x80);
  view.setBigUint64(32, stampOf(parts), true);
  return bytesOf(view);
}

export interface DefinitionParts extends Head {
  readonly symbol: string;
  /** A date, or null for undefined; the session's unless said. */
  readonly expires?: string | null;
  readonly update?: string;
  readonly version?: DbnVersion;
}

export function aDefinitionRecord(parts: DefinitionParts): Uint8Array {
  const { version = 3, expires = aSession().date, symbol, update = "A" } = parts;
  const place = DEFINITIONS[version];
  const view = aRecord(place.size, RTYPES.definition, parts);
  view.setBigUint64(16, stampOf(parts), true);
  const midnight = expires === null ? UNDEF_TIMESTAMP : BigInt(Date.parse(`${expires}T00:00Z`)) * 1_000_000n;
  view.setBigUint64(40, midnight, true);
  putText(view, place.symbol, symbol);
  view.setUint8(place.update, update.charCodeAt(0));
  return bytesOf(view);
}

const DEFINITIONS = {
  1: { size: 360, symbol: 200, update: 349 },
  2: { size: 400, symbol: 200, update: 382 },
  3: { size: 520, symbol: 238, update: 493 },
} as const;

export interface StatisticParts extends Head {
  readonly type?: number;
  readonly quantity?: bigint;
  readonly update?: number;
  readonly version?: DbnVersion;
}

/** Open interest of 1,200 on id 1. */
export function aStatisticRecord(parts: StatisticParts = {}): Uint8Array {
  const { type = 9, quantity = 1_200n, update = 1, version = 3 } = parts;
  const isV3 = version === 3;
  const view = aRecord(isV3 ? 80 : 64, RTYPES.statistics, parts);
  view.setBigUint64(16, stampOf(parts), true);
  view.setBigInt64(32, UNDEF_PRICE, true);
  if (isV3) view.setBigInt64(40, quantity, true);
  else view.setInt32(40, Number(quantity), true);
  view.setUint16(isV3 ? 56 : 52, type, true);
  view.setUint8(isV3 ? 60 : 56, update);
  return bytesOf(view);
}

export function aStatusRecord(
  parts: Head & { readonly action: number; readonly isTrading?: string },
): Uint8Array {
  const view = aRecord(40, RTYPES.status, parts);
  view.setBigUint64(16, stampOf(parts), true);
  view.setUint16(24, parts.action, true);
  view.setUint8(30, (parts.isTrading ?? "~").charCodeAt(0));
  return bytesOf(view);
}

export function aMappingRecord(
  parts: Head & { readonly asked: string; readonly resolved: string; readonly version?: DbnVersion },
): Uint8Array {
  const isFirst = parts.version === 1;
  const view = aRecord(isFirst ? 80 : 176, RTYPES.symbolMapping, parts);
  putText(view, isFirst ? 16 : 17, parts.asked);
  putText(view, isFirst ? 38 : 89, parts.resolved);
  return bytesOf(view);
}

export function anErrorRecord(text: string, code: number, version: DbnVersion = 3): Uint8Array {
  const view = aRecord(version === 1 ? 80 : 320, RTYPES.error, { id: 0 });
  putText(view, 16, text);
  if (version > 1) {
    view.setUint8(318, code);
    view.setUint8(319, 1);
  }
  return bytesOf(view);
}

export function aSystemRecord(text: string, code: number, parts: Head = {}): Uint8Array {
  const view = aRecord(320, RTYPES.system, { id: 0, ...parts });
  putText(view, 16, text);
  view.setUint8(319, code);
  return bytesOf(view);
}

/** Gives the translator these records, as one connection received them. */
export function feed(
  translator: MarketTranslator,
  records: readonly Uint8Array[],
  { connection = 0, version = 3 }: { connection?: number; version?: DbnVersion } = {},
): void {
  const decoder = new DbnDecoder({ fragment: { version, tsOut: false } });
  const cursor = decoder.push(Buffer.concat(records));
  while (cursor.next()) translator.take(connection, cursor);
}

function aRecord(size: number, rtype: number, head: Head): DataView {
  const view = new DataView(new ArrayBuffer(size));
  view.setUint8(0, size / 4);
  view.setUint8(1, rtype);
  view.setUint16(2, head.publisher ?? 30, true);
  view.setUint32(4, head.id ?? 1, true);
  view.setBigUint64(8, stampOf(head), true);
  return view;
}

const stampOf = ({ at = 1_000_000 }: Head): bigint =>
  at === null ? UNDEF_TIMESTAMP : BigInt(aSession().open + at) * NANOS_PER_MICRO;

const priceOf = (dollars: number | null): bigint =>
  dollars === null ? UNDEF_PRICE : BigInt(Math.round(dollars * E9_PER_DOLLAR));

function putText(view: DataView, at: number, text: string): void {
  new Uint8Array(view.buffer).set(new TextEncoder().encode(text), at);
}

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer);
