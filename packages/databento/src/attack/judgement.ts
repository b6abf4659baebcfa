import type { Expectation, ExpectedRecord } from "./oracle.ts";
import type { Outcome, SeenRecord } from "./outcome.ts";

/** A plain stream and what must come of it. */
export interface Judged {
  /** Null where the metadata cannot be read. */
  readonly expected: Expectation | null;
  readonly bytes: Uint8Array;
  /** Before it nothing was touched. */
  readonly damagedAt: number;
}

/** What is wrong with what a route made of a plain stream; empty if it is as the description says. */
export function judgePlain(outcome: Outcome, { expected, bytes, damagedAt }: Judged): readonly string[] {
  const faults = judgeAny(outcome);
  const { records, error, truncated } = outcome;
  const isRefused = error !== null && error.code !== "badRecord";
  if (expected === null || isRefused) {
    if (expected !== null && damagedAt >= expected.recordsAt)
      faults.push(`sound metadata told as ${told(outcome)}`);
    if (records.length > 0) faults.push("records without metadata");
    if (error === null && truncated === null) faults.push("took a stream without metadata for whole");
    return faults;
  }
  faults.push(...differences(records, expected.records, bytes));
  const missing = expected.records.length - records.length;
  if (missing > 0) faults.push(`${String(missing)} whole records were not shown`);
  if (expected.ended === "open") return faults;
  if (missing < 0) faults.push(`${String(-missing)} records too many`);
  const at = String(expected.at);
  if (expected.ended === "whole" && (error !== null || truncated !== null))
    faults.push("a whole stream is called damaged");
  if (expected.ended === "truncated" && truncated?.offset !== expected.at)
    faults.push(`truncation at ${at} told as ${told(outcome)}`);
  if (expected.ended === "badRecord" && (error?.code !== "badRecord" || error.offset !== expected.at))
    faults.push(`bad record at ${at} told as ${told(outcome)}`);
  return faults;
}

/**
 * The same of a damaged compressed stream: `sound` is what its undamaged frames hold, `original` the stream before the
 * damage. Behind the sound frames only what the original held may be shown.
 */
export function judgeZstd(
  outcome: Outcome,
  sound: Judged & { readonly isAll: boolean },
  original: { readonly expected: Expectation; readonly bytes: Uint8Array },
): readonly string[] {
  if (sound.isAll) return judgePlain(outcome, sound);
  const faults = judgeAny(outcome);
  const { records, error, truncated } = outcome;
  faults.push(...differences(records, sound.expected?.records ?? [], sound.bytes));
  // an endless stream: blocks are told before a checksum comes, and a connection may end inside the frame
  if (outcome.route === "inflater") return faults;
  if (error === null && truncated === null) faults.push("took a damaged stream for whole");
  if (isPrefix(sound.bytes, original.bytes)) {
    faults.push(...differences(records, original.expected.records, original.bytes));
    if (records.length > original.expected.records.length) faults.push("records too many");
  }
  return faults;
}

const isPrefix = (bytes: Uint8Array, of: Uint8Array): boolean =>
  Buffer.compare(bytes, of.subarray(0, bytes.byteLength)) === 0;

/** What no stream may lead to. */
function judgeAny({ crash, ms, error, truncated }: Outcome): string[] {
  const faults: string[] = [];
  if (crash !== null)
    faults.push(`crashed: ${crash instanceof Error ? (crash.stack ?? crash.message) : String(crash)}`);
  if (ms > SLOW_MS) faults.push(`took ${String(Math.round(ms))} ms`);
  if (error !== null && !(Number.isSafeInteger(error.offset) && error.offset >= 0))
    faults.push(`an error without an offset: ${error.message}`);
  if (truncated !== null && !(Number.isSafeInteger(truncated.offset) && truncated.offset >= 0))
    faults.push("a truncation without an offset");
  return faults;
}

/** A case reads some kilobytes: anything near this hangs. */
const SLOW_MS = 2_000;

const told = ({ error, truncated }: Outcome): string =>
  error !== null
    ? `${error.code}: ${error.message}`
    : truncated !== null
      ? `truncated at ${String(truncated.offset)}`
      : "whole";

/** The first shown record that is not what the bytes say. */
function differences(
  seen: readonly SeenRecord[],
  expected: readonly ExpectedRecord[],
  bytes: Uint8Array,
): readonly string[] {
  for (const [n, record] of seen.entries()) {
    const should = expected[n];
    if (should === undefined) return [];
    const fault = difference(record, should, bytes);
    if (fault !== null) return [`record ${String(n)} at ${String(should.at)}: ${fault}`];
  }
  return [];
}

function difference(
  { at, json, raw, rtype }: SeenRecord,
  should: ExpectedRecord,
  bytes: Uint8Array,
): string | null {
  const whole = bytes.subarray(should.at, should.at + should.size);
  if (rtype !== whole[1]) return `rtype ${String(rtype)}`;
  if (at !== null && at !== should.at) return `said to be at ${String(at)}`;
  if (raw !== null) {
    if (Buffer.compare(raw.bytes, whole) !== 0) return "other bytes";
    return getterFault(raw.getters, whole);
  }
  return json === null ? null : jsonFault(JSON.parse(json), should);
}

function getterFault(said: NonNullable<SeenRecord["raw"]>["getters"], record: Uint8Array): string | null {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (said.length !== view.getUint8(0) && said.length !== view.byteLength)
    return `length ${String(said.length)}`;
  if (said.publisherId !== view.getUint16(2, true)) return `publisherId ${String(said.publisherId)}`;
  if (said.instrumentId !== view.getUint32(4, true)) return `instrumentId ${String(said.instrumentId)}`;
  if (said.tsEvent !== view.getBigUint64(8, true)) return `tsEvent ${String(said.tsEvent)}`;
  if (said.tsOut !== null && said.tsOut !== view.getBigUint64(record.byteLength - 8, true))
    return `tsOut ${String(said.tsOut)}`;
  return null;
}

function jsonFault(said: unknown, { fields }: ExpectedRecord): string | null {
  if (fields === null) return null;
  const object = said as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(fields)) {
    // what is no ASCII has no agreed reading
    if (typeof value === "string" && /[^\0-\x7f]/.test(value)) continue;
    if (JSON.stringify(object[name]) !== JSON.stringify(value))
      return `${name} is ${JSON.stringify(object[name])}`;
  }
  const extra = Object.keys(object).filter((name) => !(name in fields) && name !== "ts_out");
  return extra.length > 0 ? `has ${extra.join(", ")}` : null;
}
