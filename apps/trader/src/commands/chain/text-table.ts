/** A column of a table for people: its head, and to which side its cells lean. */
export interface TextColumn {
  readonly head: string;
  readonly lean: "left" | "right";
}

/** Lines of cells under their heads, each column as wide as its widest cell. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const heads = columns.map(({ head }) => head);
  const widths = columns.map((_, place) =>
    Math.max(...[heads, ...rows].map((row) => (row[place] ?? "").length)),
  );
  return [heads, ...rows].map((row) =>
    columns
      .map(({ lean }, place) => {
        const [cell, width] = [row[place] ?? "", widths[place] ?? 0];
        return lean === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** A number with so many decimals; a dash where there is none. */
export const decimals = (value: number | null | undefined, places: number): string =>
  value === null || value === undefined ? "-" : value.toFixed(places);

/** A fraction as per cent: 0.1168 is 11.7 %. */
export const percent = (value: number | null | undefined, places: number): string =>
  value === null || value === undefined ? "-" : `${(value * 100).toFixed(places)} %`;
