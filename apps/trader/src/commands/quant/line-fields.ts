/** A line that cannot be answered, with the field that is at fault. */
export class LineRefusal extends Error {
  override readonly name = "LineRefusal";
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

export type Line = Readonly<Record<string, unknown>>;

interface Range {
  /** The least that is allowed. */
  readonly from?: number;
  /** What must be exceeded. */
  readonly above?: number;
}

/** A finite number of the line; its absence and everything else is refused by name. */
export function numberOf(line: Line, field: string, { from, above }: Range = {}): number {
  const value = line[field];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new LineRefusal("notANumber", `${field} must be a finite number, not ${JSON.stringify(value)}.`);
  if (from !== undefined && value < from)
    throw new LineRefusal("outOfRange", `${field} must be at least ${from}, not ${value}.`);
  if (above !== undefined && value <= above)
    throw new LineRefusal("outOfRange", `${field} must be above ${above}, not ${value}.`);
  return value;
}

export function rightOf(line: Line): "C" | "P" {
  const { type } = line;
  if (type === "C" || type === "P") return type;
  throw new LineRefusal("notARight", `type must be "C" or "P", not ${JSON.stringify(type)}.`);
}

/** A list of finite numbers. */
export function seriesOf(line: Line, field: string): number[] {
  return Array.from(listOf(line, field), (value, i) =>
    numberOf({ [`${field}[${i}]`]: value }, `${field}[${i}]`),
  );
}

export function listOf(line: Line, field: string): readonly unknown[] {
  const value = line[field];
  if (!Array.isArray(value)) throw new LineRefusal("notAList", `${field} must be a list.`);
  return value;
}

/** A list of lists of finite numbers. */
export function rowsOf(line: Line, field: string): number[][] {
  return listOf(line, field).map((row, i) => seriesOf({ [`${field}[${i}]`]: row }, `${field}[${i}]`));
}

export function objectOf(line: Line, field: string): Line {
  const value = line[field];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LineRefusal("notAnObject", `${field} must be an object.`);
  return value as Line;
}
