import { InvariantError } from "@smart0dte/domain";

/** A field as read; null is "unset", a list is a repeated group. */
export type StrictValue = string | number | boolean | null | readonly StrictRecord[];

export interface StrictRecord {
  readonly [field: string]: StrictValue;
}

/** The number under a name; a record without it is our mistake, not the peer's. */
export function numberIn(record: StrictRecord, field: string): number {
  const value = record[field];
  if (typeof value !== "number") throw new InvariantError("Not a number", { field, value });
  return value;
}

export function textIn(record: StrictRecord, field: string): string {
  const value = record[field];
  if (typeof value !== "string") throw new InvariantError("Not a text", { field, value });
  return value;
}

/** The repeated group under a name. */
export function rowsIn(record: StrictRecord, field: string): readonly StrictRecord[] {
  const value = record[field];
  if (!Array.isArray(value)) throw new InvariantError("Not a repeated group", { field, value });
  return value;
}
