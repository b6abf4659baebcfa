import { RTYPES, STYPE_IDS, UNDEF_TIMESTAMP, encodeRecord } from "@smart0dte/databento";
import type { ServedSType } from "../served-datasets.ts";

const NANOS_PER_MICRO = 1_000n;
const LONGEST_TEXT = 300;

const head = (rtype: number, length: number, at: number) => ({
  length,
  rtype,
  publisherId: 0,
  instrumentId: 0,
  tsEvent: BigInt(at) * NANOS_PER_MICRO,
});

export const SYSTEM_CODES = {
  heartbeat: 0,
  subscriptionAck: 1,
  slowReader: 2,
  replayCompleted: 3,
  endOfInterval: 4,
} as const;

export const ERROR_CODES = {
  connectionLimit: 3,
  unresolvedSymbol: 4,
  invalidSubscription: 5,
  skippedRecords: 7,
  replayAgedOut: 8,
} as const;

/** A message of the gateway itself; `at` is desk time in microseconds. */
export const systemRecord = (code: number, msg: string, at: number): Uint8Array =>
  encodeRecord({
    kind: "system",
    version: 3,
    ...head(RTYPES.system, 80, at),
    msg: msg.slice(0, LONGEST_TEXT),
    code,
  });

/** An error told in the stream, one record or a series of them where the text is long. */
export function errorRecords(code: number, err: string, at: number): readonly Uint8Array[] {
  const parts = Math.max(1, Math.ceil(err.length / LONGEST_TEXT));
  return Array.from({ length: parts }, (_, i) =>
    encodeRecord({
      kind: "error",
      version: 3,
      ...head(RTYPES.error, 80, at),
      err: err.slice(i * LONGEST_TEXT, (i + 1) * LONGEST_TEXT),
      code,
      isLast: i === parts - 1 ? 1 : 0,
    }),
  );
}

/** Says which instrument a number will stand for: the id is in the header, and what is mapped to is its raw symbol. */
export const mappingRecord = (
  mapping: { id: number; stypeIn: ServedSType; asked: string; rawSymbol: string },
  at: number,
): Uint8Array =>
  encodeRecord({
    kind: "symbolMapping",
    version: 3,
    ...head(RTYPES.symbolMapping, 44, at),
    instrumentId: mapping.id,
    stypeIn: STYPE_IDS[mapping.stypeIn],
    stypeInSymbol: mapping.asked,
    stypeOut: STYPE_IDS.raw_symbol,
    stypeOutSymbol: mapping.rawSymbol,
    startTs: UNDEF_TIMESTAMP,
    endTs: UNDEF_TIMESTAMP,
  });
