import type { Truncation } from "../codec/dbn-error.ts";
import { openDbn } from "../codec/dbn-stream.ts";
import type { Metadata } from "../codec/metadata.ts";
import type { RecordCursor } from "../codec/record-cursor.ts";
import { UNDEF_TIMESTAMP } from "../codec/wire-ids.ts";

/** Where a range of records ends: what a request from exactly there on would deliver once more. */
export interface Seam {
  /** Nanoseconds; of the receive time, or of the event where the records have none. */
  readonly at: bigint;
  /** Records with exactly this time, by {@link seriesOf}. */
  readonly seen: ReadonlyMap<number, number>;
}

/** What a file of one range holds. */
export interface DbnSurvey {
  readonly metadata: Metadata;
  readonly records: number;
  /** Uncompressed bytes of the records. */
  readonly recordBytes: number;
  /** Null without records, and where their times do not ascend: then no request goes on from the last one. */
  readonly seam: Seam | null;
  readonly truncated: Truncation | null;
}

/** Decodes a file whole; null if it has no metadata. Throws a DbnError for what is corrupt. */
export async function surveyDbn(path: string): Promise<DbnSurvey | null> {
  const stream = await openDbn(path);
  try {
    if (stream.metadata === null) return null;
    const seam = new SeamFinder();
    let records = 0;
    let recordBytes = 0;
    for await (const cursor of stream.cursors()) {
      while (cursor.next()) {
        records += 1;
        recordBytes += cursor.length * 4;
        seam.take(cursor);
      }
    }
    return {
      metadata: stream.metadata,
      records,
      recordBytes,
      seam: seam.found(),
      truncated: stream.truncated,
    };
  } finally {
    await stream.close();
  }
}

/** Names the series that a record is of: its instrument at its publisher. */
export function seriesOf(cursor: RecordCursor): number {
  return cursor.publisherId * 2 ** 32 + cursor.instrumentId;
}

class SeamFinder {
  #at = -1n;
  #ordered = true;
  readonly #seen = new Map<number, number>();

  take(cursor: RecordCursor): void {
    const at = cursor.tsRecv;
    if (at !== this.#at) {
      if (at < this.#at || at === UNDEF_TIMESTAMP) this.#ordered = false;
      this.#at = at;
      this.#seen.clear();
    }
    const series = seriesOf(cursor);
    this.#seen.set(series, (this.#seen.get(series) ?? 0) + 1);
  }

  found(): Seam | null {
    return this.#ordered && this.#at >= 0n ? { at: this.#at, seen: this.#seen } : null;
  }
}
