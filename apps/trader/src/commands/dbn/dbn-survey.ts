import { FLAGS, RTYPES, UNDEF_TIMESTAMP, type RecordCursor } from "@smart0dte/databento";

/** What a file's records add up to; times in nanoseconds. */
export interface Survey {
  readonly records: number;
  /** By the name of their rtype. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly instruments: number;
  readonly event: Span | null;
  /** Of the time of receipt; of the event where a record has no other. */
  readonly received: Span | null;
  /** Records received before the one in front of them, and the most by which. */
  readonly backward: { readonly records: number; readonly most: bigint };
  /** Records whose book may be wrong after a gap. */
  readonly maybeBadBook: number;
  /** Records whose time of receipt is not exact. */
  readonly badTsRecv: number;
  /** Notices that records were left out because the reader was slow. */
  readonly skipped: number;
  /** The first of the gateway's errors. */
  readonly errors: readonly { readonly code: number | null; readonly text: string }[];
}

export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** Adds records up, one at a time. */
export class Surveyor {
  readonly #counts = new Array<number>(256).fill(0);
  readonly #instruments = new Set<number>();
  readonly #errors: Survey["errors"][number][] = [];
  #event: Span | null = null;
  #received: Span | null = null;
  #before = 0n;
  #backward = 0;
  #most = 0n;
  #maybeBadBook = 0;
  #badTsRecv = 0;
  #skipped = 0;

  take(cursor: RecordCursor): void {
    const { rtype, instrumentId, tsEvent, tsRecv } = cursor;
    this.#counts[rtype] = (this.#counts[rtype] ?? 0) + 1;
    if (instrumentId !== 0) this.#instruments.add(instrumentId);
    if (tsEvent !== UNDEF_TIMESTAMP) this.#event = widened(this.#event, tsEvent);
    if (tsRecv !== UNDEF_TIMESTAMP) this.#order(tsRecv);
    const flagsAt = FLAGS_AT.get(rtype);
    if (flagsAt !== undefined) this.#flag(cursor.u8(flagsAt));
    if (rtype === RTYPES.error) this.#hear(cursor);
  }

  get survey(): Survey {
    const kinds = this.#counts.flatMap((count, rtype) =>
      count > 0 ? [[nameOf(rtype), count] as const] : [],
    );
    return {
      records: this.#counts.reduce((sum, count) => sum + count, 0),
      kinds: Object.fromEntries(kinds),
      instruments: this.#instruments.size,
      event: this.#event,
      received: this.#received,
      backward: { records: this.#backward, most: this.#most },
      maybeBadBook: this.#maybeBadBook,
      badTsRecv: this.#badTsRecv,
      skipped: this.#skipped,
      errors: this.#errors,
    };
  }

  #order(received: bigint): void {
    if (received < this.#before) {
      this.#backward += 1;
      if (this.#before - received > this.#most) this.#most = this.#before - received;
    }
    this.#before = received;
    this.#received = widened(this.#received, received);
  }

  #flag(flags: number): void {
    if ((flags & FLAGS.maybeBadBook) !== 0) this.#maybeBadBook += 1;
    if ((flags & FLAGS.badTsRecv) !== 0) this.#badTsRecv += 1;
  }

  #hear(cursor: RecordCursor): void {
    const record = cursor.record();
    if (record.kind !== "error") return;
    const code = "code" in record ? record.code : null;
    if (code === SKIPPED || record.err.startsWith("Slow client detected for ")) this.#skipped += 1;
    if (this.#errors.length < MOST_ERRORS) this.#errors.push({ code, text: record.err });
  }
}

const SKIPPED = 7;
const MOST_ERRORS = 20;

const FLAGS_AT: ReadonlyMap<number, number> = new Map([
  [RTYPES.mbo, 36],
  ...[
    RTYPES.trades,
    RTYPES.mbp1,
    RTYPES.mbp10,
    RTYPES.cmbp1,
    RTYPES.tcbbo,
    RTYPES.cbbo1s,
    RTYPES.cbbo1m,
    RTYPES.bbo1s,
    RTYPES.bbo1m,
  ].map((rtype) => [rtype, 30] as const),
]);

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RTYPES).map(([name, rtype]) => [rtype, name] as const),
);

const nameOf = (rtype: number): string => NAMES.get(rtype) ?? `0x${rtype.toString(16).padStart(2, "0")}`;

function widened(span: Span | null, at: bigint): Span {
  if (span === null) return { first: at, last: at };
  if (at < span.first) return { first: at, last: span.last };
  return at > span.last ? { first: span.first, last: at } : span;
}
