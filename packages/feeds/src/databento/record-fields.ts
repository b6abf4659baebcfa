import type { RecordCursor } from "@smart0dte/databento";

const FIRST = 1;
const LATEST = 3;
const V1_SYMBOL = 22;
const SYMBOL = 71;
const DELETED = "D".charCodeAt(0);
const EXPIRATION_AT = 40;

/** What the desk reads of a definition, of any version. */
export interface DefinitionFields {
  readonly rawSymbol: string;
  /** Nanoseconds of midnight UTC of the expiry date; the undefined time where there is none. */
  readonly expiration: bigint;
  readonly deleted: boolean;
}

export function definitionOf(cursor: RecordCursor): DefinitionFields {
  const { recordVersion } = cursor;
  const expiration = cursor.u64(EXPIRATION_AT);
  if (recordVersion === LATEST)
    return { rawSymbol: cursor.text(238, SYMBOL), expiration, deleted: cursor.u8(493) === DELETED };
  if (recordVersion > FIRST)
    return { rawSymbol: cursor.text(200, SYMBOL), expiration, deleted: cursor.u8(382) === DELETED };
  return { rawSymbol: cursor.text(200, V1_SYMBOL), expiration, deleted: cursor.u8(349) === DELETED };
}

/** The two names of a symbol mapping: as asked, and what it resolved to. */
export function mappingOf(cursor: RecordCursor): { readonly asked: string; readonly resolved: string } {
  return cursor.recordVersion > FIRST
    ? { asked: cursor.text(17, SYMBOL), resolved: cursor.text(89, SYMBOL) }
    : { asked: cursor.text(16, V1_SYMBOL), resolved: cursor.text(38, V1_SYMBOL) };
}

const I64_HIGH = 4_294_967_296;
const V2_UNDEFINED_QUANTITY = 2_147_483_647;
const OPEN_INTEREST = 9;
const DELETES = 2;

/** The open interest that a statistic states; null for every other statistic, a withdrawn or an undefined one. */
export function openInterestOf(cursor: RecordCursor): number | null {
  const isV3 = cursor.recordVersion === LATEST;
  const isStated = cursor.u8(isV3 ? 60 : 56) !== DELETES;
  if (cursor.u16(isV3 ? 56 : 52) !== OPEN_INTEREST || !isStated) return null;
  const quantity = isV3 ? cursor.u32(40) + cursor.i32(44) * I64_HIGH : cursor.i32(40);
  const isCount =
    quantity >= 0 && (isV3 ? Number.isSafeInteger(quantity) : quantity !== V2_UNDEFINED_QUANTITY);
  return isCount ? quantity : null;
}

const SKIPPED_RECORDS = 7;
/** The first version has no codes, only texts. */
const SKIPPED_TEXT = "Slow client detected for ";

/** True where the gateway says that it left records out because it was read too slowly. */
export function tellsOfSkippedRecords(cursor: RecordCursor): boolean {
  return cursor.recordVersion > FIRST
    ? cursor.u8(318) === SKIPPED_RECORDS
    : cursor.text(16, 64).startsWith(SKIPPED_TEXT);
}

const ACTION_AT = 24;
const IS_TRADING_AT = 30;
const TRADING = 7;
const HALT = 8;
const PAUSE = 9;
const SUSPEND = 10;
const YES = "Y".charCodeAt(0);
const NO = "N".charCodeAt(0);
/** Phases of every day (pre-open to indication, pre-close to post-close) in which nothing trades by schedule. */
const SCHEDULED: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 11, 12, 13]);

/** Whether a status record halts (true) or resumes (false) its instrument; null where it does neither. */
export function haltOf(cursor: RecordCursor): boolean | null {
  const action = cursor.u16(ACTION_AT);
  const isTrading = cursor.u8(IS_TRADING_AT);
  if (action === HALT || action === PAUSE || action === SUSPEND) return true;
  if (SCHEDULED.has(action)) return null;
  if (isTrading === NO) return true;
  return action === TRADING || isTrading === YES ? false : null;
}
