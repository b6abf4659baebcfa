import { layoutOf, type WireLayout } from "./wire-layouts.ts";
import { readRecord, viewOf, type WireObject } from "./wire-reader.ts";

type Version = 1 | 2 | 3;

/** What a fragment's bytes do not say of themselves. */
export interface FragmentFacts {
  /** Null: to be seen in each record's length. */
  readonly version: Version | null;
  readonly tsOut: boolean;
}

/** What must come of a plain stream, damaged or not, by the format's description. */
export interface Expectation {
  /** 0 for a fragment; where the metadata says that the first record begins. */
  readonly recordsAt: number;
  readonly records: readonly ExpectedRecord[];
  /**
   * How it ends: at a record's end, inside a record, or with a record that cannot be. `open` is where the description
   * leaves room and nothing behind is compared.
   */
  readonly ended: "whole" | "truncated" | "badRecord" | "open";
  /** Of what it ends with. */
  readonly at: number;
}

export interface ExpectedRecord {
  readonly at: number;
  readonly size: number;
  /** Null for an rtype that the description does not know. */
  readonly fields: WireObject | null;
  readonly layout: WireLayout | null;
}

/** Null where the stream has no metadata that could say what follows. */
export function expectationOf(bytes: Uint8Array, fragment: FragmentFacts | null): Expectation | null {
  if (fragment !== null) return walk(bytes, 0, fragment);
  const view = viewOf(bytes);
  if (bytes.byteLength < 108 || bytes[0] !== 0x44 || bytes[1] !== 0x42 || bytes[2] !== 0x4e) return null;
  const version = VERSIONS.find((known) => known === bytes[3]);
  const recordsAt = 8 + view.getUint32(4, true);
  if (version === undefined || recordsAt < 108 || recordsAt > bytes.byteLength) return null;
  const tsOut = view.getUint8(version === 1 ? 60 : 52) !== 0;
  return walk(bytes, recordsAt, { version, tsOut });
}

/** What must come of the first `size` bytes of a sound stream. */
export function cutExpectation(whole: Expectation, size: number): Expectation | null {
  if (size < whole.recordsAt) return null;
  const { recordsAt } = whole;
  const kept = countBefore(whole.records, size);
  const records = whole.records.slice(0, kept);
  const last = records.at(-1);
  const at = last === undefined ? recordsAt : last.at + last.size;
  return { recordsAt, records, ended: at === size ? "whole" : "truncated", at };
}

/** How many records end at or before a byte. */
function countBefore(records: readonly ExpectedRecord[], end: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { at, size } = records[middle] ?? { at: 0, size: 0 };
    if (at + size <= end) low = middle + 1;
    else high = middle;
  }
  return low;
}

function walk(bytes: Uint8Array, recordsAt: number, { version, tsOut }: FragmentFacts): Expectation {
  const view = viewOf(bytes);
  const records: ExpectedRecord[] = [];
  const trailer = tsOut ? 8 : 0;
  const end = bytes.byteLength;
  let at = recordsAt;
  while (at < end) {
    const size = view.getUint8(at) * 4;
    if (size < 16 + trailer) return { recordsAt, records, ended: size < 16 ? "badRecord" : "open", at };
    if (at + size > end) {
      const rtype = at + 1 < end ? view.getUint8(at + 1) : null;
      const layout = rtype === null ? null : layoutOf(version ?? 1, rtype);
      const mayBeTold = layout !== null && size < layout.size + trailer;
      return { recordsAt, records, ended: mayBeTold ? "open" : "truncated", at };
    }
    const rtype = view.getUint8(at + 1);
    const layout = version === null ? sized(rtype, size - trailer) : layoutOf(version, rtype);
    if (layout === "unclear") return { recordsAt, records, ended: "open", at };
    if (layout !== null && size < layout.size + trailer)
      return { recordsAt, records, ended: "badRecord", at };
    records.push({ at, size, layout, fields: layout === null ? null : readRecord(view, at, layout) });
    at += size;
  }
  return { recordsAt, records, ended: "whole", at };
}

/** The layout of exactly this size in any version; `unclear` where the rtype is known and no version has that size. */
function sized(rtype: number, size: number): WireLayout | null | "unclear" {
  const layouts = VERSIONS.map((version) => layoutOf(version, rtype));
  if (layouts.every((layout) => layout === null)) return null;
  return layouts.find((layout) => layout?.size === size) ?? "unclear";
}

const VERSIONS: readonly Version[] = [1, 2, 3];
