import {
  DbnDecoder,
  DbnError,
  openDbn,
  recordJson,
  ZstdInflater,
  type DbnRecord,
  type RecordCursor,
  type Truncation,
} from "../index.ts";
import type { Chance } from "./chance.ts";
import { isPacked } from "./frame-walk.ts";
import type { FragmentFacts } from "./oracle.ts";

/** One record as a route showed it. */
export interface SeenRecord {
  /** Where a cursor said that it is; null from `records()`. */
  readonly at: number | null;
  readonly rtype: number;
  /** The line of JSON, from `records()`. */
  readonly json: string | null;
  /** A copy, and what the getters said, from a cursor. */
  readonly raw: { readonly bytes: Uint8Array; readonly getters: CursorSaid } | null;
}

export interface CursorSaid {
  readonly length: number;
  readonly publisherId: number;
  readonly instrumentId: number;
  readonly tsEvent: bigint;
  readonly tsOut: bigint | null;
}

/** What a way of reading made of a stream. */
export interface Outcome {
  readonly route: Route;
  readonly records: readonly SeenRecord[];
  readonly error: DbnError | null;
  readonly truncated: Truncation | null;
  /** Thrown and none of ours: a crash. */
  readonly crash: unknown;
  readonly ms: number;
}

export type Route = (typeof PLAIN_ROUTES)[number] | (typeof ZSTD_ROUTES)[number];

/** Ways to read bytes that are not compressed. */
export const PLAIN_ROUTES = ["push", "push in pieces", "records", "cursors", "records in pieces"] as const;
/** Ways to read bytes that are. */
export const ZSTD_ROUTES = ["records", "cursors", "records in pieces", "inflater"] as const;

/** Reads a stream to its end or its fault in one of the ways. */
export async function readBy(
  route: Route,
  bytes: Uint8Array,
  { fragment, chance }: { readonly fragment: FragmentFacts | null; readonly chance: Chance },
): Promise<Outcome> {
  const records: SeenRecord[] = [];
  const began = performance.now();
  const ended = (how: Partial<Outcome>): Outcome => ({
    route,
    records,
    error: null,
    truncated: null,
    crash: null,
    ...how,
    ms: performance.now() - began,
  });
  try {
    const options = fragment === null ? {} : { fragment };
    if (route === "push") return ended({ truncated: pushed(new DbnDecoder(options), [bytes], records) });
    if (route === "push in pieces")
      return ended({ truncated: pushed(new DbnDecoder(options), pieces(bytes, chance), records) });
    if (route === "inflater") {
      const decoder = new DbnDecoder(options);
      return ended({
        error: await inflated(decoder, pieces(bytes, chance), records),
        truncated: decoder.end(),
      });
    }
    const input = route === "records in pieces" ? inTurn(pieces(bytes, chance)) : bytes;
    const stream = await openDbn(input, options);
    if (route === "cursors") for await (const cursor of stream.cursors()) walk(cursor, records);
    else for await (const record of stream.records()) records.push(seenRecord(record));
    return ended({ truncated: stream.truncated });
  } catch (problem) {
    return problem instanceof DbnError ? ended({ error: problem }) : ended({ crash: problem });
  }
}

function pushed(decoder: DbnDecoder, chunks: readonly Uint8Array[], into: SeenRecord[]): Truncation | null {
  for (const chunk of chunks) walk(decoder.push(chunk), into);
  return decoder.end();
}

/** As a socket's bytes are read: told block by block, before any checksum. */
function inflated(
  decoder: DbnDecoder,
  chunks: readonly Uint8Array[],
  into: SeenRecord[],
): Promise<DbnError | null> {
  return new Promise((done, crashed) => {
    const failed = (problem: unknown): void =>
      problem instanceof DbnError ? done(problem) : crashed(problem);
    const inflater = new ZstdInflater((plain) => {
      try {
        walk(decoder.push(plain), into);
      } catch (problem) {
        failed(problem);
      }
    }, failed);
    for (const chunk of chunks) inflater.push(chunk);
    inflater.end(() => done(null));
  });
}

function walk(cursor: RecordCursor, into: SeenRecord[]): void {
  while (cursor.next()) {
    const { length, rtype, publisherId, instrumentId, tsEvent, tsOut, streamOffset } = cursor;
    const getters = { length, publisherId, instrumentId, tsEvent, tsOut };
    into.push({ at: streamOffset, rtype, json: null, raw: { bytes: cursor.bytes().slice(), getters } });
  }
}

const seenRecord = (record: DbnRecord): SeenRecord => ({
  at: null,
  rtype: record.rtype,
  json: recordJson(record),
  raw: null,
});

/** Copies, so that a decoder that keeps a view of an old piece is found out. */
function pieces(bytes: Uint8Array, chance: Chance): readonly Uint8Array[] {
  const most = chance.one([1, 1, 3, 17, 80, 600]);
  // one byte at a time is for the small ones: each piece of a compressed stream crosses threads
  const isSmall = bytes.byteLength < (isPacked(bytes) ? 250 : 20_000);
  const largest = isSmall || most >= 17 ? most : 17;
  const cut: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const size = 1 + chance.below(largest);
    cut.push(bytes.slice(at, at + size));
    at += size;
  }
  return cut;
}

async function* inTurn(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
