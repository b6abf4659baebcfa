import { StrictFault } from "../strict-fault.ts";
import type { StrictRecord, StrictValue } from "../strict-record.ts";
import { int, type FieldKind } from "./field-kind.ts";
import type { FieldWalk, Layout } from "./field-walk.ts";

/** Most rows a frame may announce; a count above it is a shifted field, not a count. */
const MOST_ROWS = 10_000;

/** A field with its name and place, for telling people what a frame says. */
export interface NamedField {
  readonly position: number;
  readonly field: string;
  readonly kind: string;
  readonly text: string;
}

export interface ReadFrame {
  readonly values: StrictRecord;
  readonly named: readonly NamedField[];
}

/** Reads a frame's fields after the id; every one is named and consumed, or it throws StrictFault. */
export function readFields(
  frame: string,
  layout: Layout,
  source: { readonly fields: readonly string[]; readonly serverVersion: number },
): ReadFrame {
  const cursor: Cursor = { ...source, frame, position: 1, named: [] };
  const reader = new FieldReader(cursor, "");
  layout(reader);
  if (cursor.position < source.fields.length) {
    const left = source.fields.slice(cursor.position).map((text) => JSON.stringify(text));
    throw new StrictFault({
      frame,
      field: "end",
      position: cursor.position,
      why: `${String(left.length)} field(s) left: ${left.slice(0, 12).join(" ")}`,
    });
  }
  return { values: reader.values, named: cursor.named };
}

interface Cursor {
  readonly frame: string;
  readonly fields: readonly string[];
  readonly serverVersion: number;
  position: number;
  readonly named: NamedField[];
}

class FieldReader implements FieldWalk {
  readonly values: Record<string, StrictValue> = {};
  readonly #cursor: Cursor;
  readonly #prefix: string;

  constructor(cursor: Cursor, prefix: string) {
    this.#cursor = cursor;
    this.#prefix = prefix;
  }

  get serverVersion(): number {
    return this.#cursor.serverVersion;
  }

  one<Value extends StrictValue>(kind: FieldKind<Value>, field: string): Value {
    const value = this.#next(kind, field);
    this.values[field] = value;
    return value;
  }

  each(kind: FieldKind, fields: readonly string[]): void {
    for (const field of fields) this.one(kind, field);
  }

  rows(field: string, row: Layout, counts?: readonly number[]): number {
    const position = this.#cursor.position;
    const count = this.#next(int, `${field}.count`);
    if (count < 0 || count > MOST_ROWS || counts?.includes(count) === false) {
      this.#refuse(`${field}.count`, position, `${String(count)} rows cannot be`);
    }
    const rows: StrictRecord[] = [];
    for (let index = 0; index < count; index += 1) {
      const reader = new FieldReader(this.#cursor, `${this.#prefix}${field}[${String(index)}].`);
      row(reader);
      rows.push(reader.values);
    }
    this.values[field] = rows;
    return count;
  }

  #next<Value extends StrictValue>(kind: FieldKind<Value>, field: string): Value {
    const { fields, position, named } = this.#cursor;
    const text = fields[position];
    if (text === undefined) return this.#refuse(field, position, `missing; it is ${kind.label}`);
    const value = kind.read(text);
    if (value === undefined) {
      return this.#refuse(field, position, `${JSON.stringify(text)} is not ${kind.label}`);
    }
    named.push({ position, field: `${this.#prefix}${field}`, kind: kind.label, text });
    this.#cursor.position = position + 1;
    return value;
  }

  #refuse(field: string, position: number, why: string): never {
    const { frame } = this.#cursor;
    throw new StrictFault({ frame, field: `${this.#prefix}${field}`, position, why });
  }
}
