import { framesOf, isZstd } from "./frame-walk.ts";
import type { Expectation } from "./oracle.ts";
import { viewOf } from "./wire-reader.ts";

/** Where a plain stream's parts meet: prelude, fixed metadata, lists and their counts, records. Ascending. */
export function edgesOf(bytes: Uint8Array, { recordsAt, records }: Expectation): readonly number[] {
  const edges = new Set<number>([0, bytes.byteLength]);
  for (const { at } of records) edges.add(at);
  if (recordsAt > 0) for (const at of metadataEdges(bytes, recordsAt)) edges.add(at);
  return [...edges].sort((left, right) => left - right);
}

/** Where zstd frames and blocks begin and end; for a plain file nothing. */
export function frameEdgesOf(bytes: Uint8Array): readonly number[] {
  const frames = isZstd(bytes) ? (framesOf(bytes) ?? []) : [];
  return frames.flatMap(({ at, blocks, end }) => [at, ...blocks, end]);
}

/** Offsets of the 32-bit counts and lengths of the metadata, which decide how much is read. */
export function countPlaces(bytes: Uint8Array, recordsAt: number): readonly number[] {
  const places = [4, 108];
  walkLists(bytes, recordsAt, (at) => places.push(at));
  return places;
}

function metadataEdges(bytes: Uint8Array, recordsAt: number): readonly number[] {
  const edges = [3, 4, 8, 24, 26, 34, 42, 50, 51, 52, 53, 55, 58, 59, 60, 61, 108, 112, recordsAt];
  walkLists(bytes, recordsAt, (at) => edges.push(at, at + 4));
  return edges;
}

function walkLists(bytes: Uint8Array, end: number, onCount: (at: number) => void): void {
  const view = viewOf(bytes);
  const symbol = bytes[3] === 1 ? 22 : view.getUint16(53, true);
  let at = 112;
  const count = (): number => {
    if (at + 4 > end) return 0;
    onCount(at);
    at += 4;
    return view.getUint32(at - 4, true);
  };
  for (let list = 0; list < 3; list += 1) at += count() * symbol;
  for (let mappings = count(); mappings > 0 && at < end; mappings -= 1) {
    at += symbol;
    at += count() * (8 + symbol);
  }
}
