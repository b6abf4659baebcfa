import { readFileSync } from "node:fs";
import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { badFile, badLine } from "./file-refusal.ts";

/** A line of a table: its number in the file (from 1) and its fields in the order that was asked for. */
export interface TableRow<Column extends string> {
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
}

export interface Table<Column extends string> {
  readonly path: string;
  /** The header as written, to tell layouts apart. */
  readonly header: string;
  readonly rows: readonly TableRow<Column>[];
}

/** The column names that a file may use for one meaning, in small letters; none where it is not asked for: its fields are then empty. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** Reads a comma-separated file by the names in its header, whatever their order and capitals; other columns are not read. */
export const readTable = <Column extends string>(path: string, names: ColumnNames<Column>): Table<Column> =>
  parseTable({ path, text: readText(path) }, names);

/** The same for a text that was read already; `path` only names it in refusals. */
export function parseTable<Column extends string>(
  { path, text }: { readonly path: string; readonly text: string },
  names: ColumnNames<Column>,
): Table<Column> {
  const records = recordsOf(path, text);
  const [first, ...rest] = records;
  if (first === undefined) throw badFile(path, "the file is empty");
  const places = placesOf(path, first, names);
  const rows = rest.map(({ line, cells }) => {
    if (cells.length !== first.cells.length) {
      throw badLine(path, line, `${cells.length} fields stand under a header of ${first.cells.length}`);
    }
    return { line, fields: mapColumns(names, (column) => cells[places[column]] ?? "") };
  });
  return { path, header: first.cells.join(",").toLowerCase(), rows };
}

const NOWHERE = -1;

/** Cells of one line, trimmed; its number counts from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The lines of a comma-separated text, however many cells each has; empty ones are left out.
 *
 * @param before - Lines of the file that stand above the text.
 */
export function recordsOf(path: string, text: string, before = 0): readonly CsvRecord[] {
  try {
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    const parsed: readonly unknown[] = parse(text, options);
    return parsed.map((made) => recordFrom(made, before));
  } catch (problem) {
    if (problem instanceof CsvError)
      throw badLine(path, before + lineOf(problem), "it is not a comma-separated table");
    throw problem;
  }
}

/** Where the parser gave up; its types do not know the line. */
function lineOf(problem: CsvError): number {
  const { lines } = problem as { readonly lines?: unknown };
  return typeof lines === "number" ? lines : 1;
}

/** The parser's types do not know its `info` option. */
function recordFrom(made: unknown, before: number): CsvRecord {
  const { record, info } = made as {
    readonly record: readonly string[];
    readonly info: { readonly lines: number };
  };
  return { line: before + info.lines, cells: record };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (problem) {
    throw badFile(
      path,
      `the file cannot be read (${problem instanceof Error ? problem.message : String(problem)})`,
    );
  }
}

function placesOf<Column extends string>(
  path: string,
  { line, cells }: CsvRecord,
  names: ColumnNames<Column>,
): Readonly<Record<Column, number>> {
  const header = cells.map((name) => name.toLowerCase());
  return mapColumns(names, (column) => {
    if (names[column].length === 0) return NOWHERE;
    const found = header.flatMap((name, place) => (names[column].includes(name) ? [place] : []));
    const [place] = found;
    if (place === undefined) {
      throw badLine(
        path,
        line,
        `the header has no column "${names[column].join('" or "')}" (it reads "${cells.join(",")}")`,
      );
    }
    if (found.length > 1)
      throw badLine(path, line, `the header has the column "${header[place] ?? ""}" twice`);
    return place;
  });
}

function mapColumns<Column extends string, Value>(
  names: ColumnNames<Column>,
  make: (column: Column) => Value,
): Readonly<Record<Column, Value>> {
  const columns = Object.keys(names) as Column[];
  return Object.fromEntries(columns.map((column) => [column, make(column)])) as Record<Column, Value>;
}
