import { InvariantError } from "@smart0dte/domain";
import type { StrictRecord, StrictValue } from "../strict-record.ts";
import type { FieldKind } from "./field-kind.ts";
import type { FieldWalk, Layout } from "./field-walk.ts";

/** Writes a frame's fields after the id from the same layout; a value of the wrong kind or a name the layout does not use throws. */
export function writeFields(layout: Layout, values: StrictRecord, serverVersion: number): readonly string[] {
  const fields: string[] = [];
  const writer = new FieldWriter(fields, values, serverVersion);
  layout(writer);
  writer.refuseUnused();
  return fields;
}

class FieldWriter implements FieldWalk {
  readonly serverVersion: number;
  readonly #fields: string[];
  readonly #values: StrictRecord;
  readonly #used = new Set<string>();

  constructor(fields: string[], values: StrictRecord, serverVersion: number) {
    this.#fields = fields;
    this.#values = values;
    this.serverVersion = serverVersion;
  }

  one<Value extends StrictValue>(kind: FieldKind<Value>, field: string, otherwise?: Value): Value {
    this.#used.add(field);
    const given = this.#values[field];
    const value = given === undefined ? (otherwise ?? kind.blank) : given;
    const text = kind.write(value);
    const read = text === undefined ? undefined : kind.read(text);
    if (text === undefined || read === undefined) {
      throw new InvariantError("Not of the field's kind", { field, value, kind: kind.label });
    }
    this.#fields.push(text);
    return read;
  }

  each(kind: FieldKind, fields: readonly string[]): void {
    for (const field of fields) this.one(kind, field);
  }

  rows(field: string, row: Layout, counts?: readonly number[]): number {
    this.#used.add(field);
    const rows = this.#values[field] ?? [];
    if (!Array.isArray(rows)) throw new InvariantError("Not a repeated group", { field, rows });
    if (counts?.includes(rows.length) === false) {
      throw new InvariantError("No such number of rows", { field, rows: rows.length, counts });
    }
    this.#fields.push(String(rows.length));
    for (const values of rows as readonly StrictRecord[]) {
      const writer = new FieldWriter(this.#fields, values, this.serverVersion);
      row(writer);
      writer.refuseUnused();
    }
    return rows.length;
  }

  /** A misspelt or out-of-version field would otherwise vanish without a word. */
  refuseUnused(): void {
    const unused = Object.keys(this.#values).filter((field) => !this.#used.has(field));
    if (unused.length > 0) {
      throw new InvariantError("Fields the message does not have", {
        unused,
        serverVersion: this.serverVersion,
      });
    }
  }
}
