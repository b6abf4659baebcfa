import type { StrictValue } from "../strict-record.ts";
import type { FieldKind } from "./field-kind.ts";

/**
 * A message's layout as a walk over its fields: one text, read by a reader and written by a writer.
 *
 * A layout asks the walk for each field in order and branches on what it got.
 */
export interface FieldWalk {
  readonly serverVersion: number;
  /** The next field; `otherwise` is written where the caller said nothing. */
  one<Value extends StrictValue>(kind: FieldKind<Value>, field: string, otherwise?: Value): Value;
  /** Several fields of one kind. */
  each(kind: FieldKind, fields: readonly string[]): void;
  /** A count, then as many rows; `counts` says which counts there may be, where not any. */
  rows(field: string, row: Layout, counts?: readonly number[]): number;
}

export type Layout = (walk: FieldWalk) => void;

/** How one message id is named and laid out. */
export interface MessageLayout {
  readonly id: number;
  /** The first server version that has the message; 173 where not said. */
  readonly since?: number;
  readonly layout: Layout;
}
