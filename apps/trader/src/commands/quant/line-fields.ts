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
  /** The least and the most that is allowed. */
  readonly from?: number;
  readonly to?: number;
  /** What must be exceeded. */
  readonly above?: number;
}

/** A finite number of the line; its absence and everything else is refused by name. */
export function numberOf(line: Line, field: string, { from, to, above }: Range = {}): number {
  const value = line[field];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new LineRefusal("notANumber", `${field} must be a finite number, not ${JSON.stringify(value)}.`);
  if (from !== undefined && value < from)
    throw new LineRefusal("outOfRange", `${field} must be at least ${from}, not ${value}.`);
  if (to !== undefined && value > to)
    throw new LineRefusal("outOfRange", `${field} must be at most ${to}, not ${value}.`);
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
export function seriesOf(line: Line, field: string, range: Range = {}): number[] {
  return Array.from(listOf(line, field), (value, i) => {
    const name = `${field}[${i}]`;
    return numberOf({ [name]: value }, name, range);
  });
}

/** Two series of one length. */
export function pairOf(line: Line, [first, second]: readonly [string, string]): [number[], number[]] {
  const pair: [number[], number[]] = [seriesOf(line, first), seriesOf(line, second)];
  if (pair[0].length === pair[1].length) return pair;
  throw new LineRefusal("lengthsDiffer", `${first} and ${second} must be equally long.`);
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
