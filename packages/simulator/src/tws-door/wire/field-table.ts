import type { Field } from "./field-text.ts";

/** One field of a message, or a run of them, with the server versions that have it. */
export interface FieldRow<Subject> {
  readonly name: string;
  /** Present from this server version on. */
  readonly since: number;
  /** Absent from this server version on. */
  readonly until: number;
  readonly of: (subject: Subject) => Field | readonly Field[];
}

interface Span {
  readonly since?: number;
  readonly until?: number;
}

export const row = <Subject>(
  name: string,
  of: FieldRow<Subject>["of"],
  { since = 0, until = Number.POSITIVE_INFINITY }: Span = {},
): FieldRow<Subject> => ({ name, of, since, until });

/** A field that always says the same. */
export const always = <Subject>(
  name: string,
  field: Field | readonly Field[],
  span: Span = {},
): FieldRow<Subject> => row<Subject>(name, () => field, span);

/** The fields of a message as a server version has them. */
export function fieldsOf<Subject>(
  rows: readonly FieldRow<Subject>[],
  subject: Subject,
  version: number,
): Field[] {
  const fields: Field[] = [];
  for (const { since, until, of } of rows) {
    if (version < since || version >= until) continue;
    const made = of(subject);
    if (isRun(made)) fields.push(...made);
    else fields.push(made);
  }
  return fields;
}

const isRun = (made: Field | readonly Field[]): made is readonly Field[] => Array.isArray(made);
