/** A column of a table for people: its head, and to which side its cells lean. */
export interface TextColumn {
  readonly head: string;
  readonly lean: "left" | "right";
}

/** Lines of cells under their heads, each column as wide as its widest cell. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  gap = 2,
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
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** A number with so many decimals; a dash where there is none. */
export const decimals = (value: number | null | undefined, places: number): string =>
  value === null || value === undefined ? "-" : value.toFixed(places);

/** A fraction as per cent: 0.1168 is 11.7 %. */
export const percent = (value: number | null | undefined, places: number): string =>
  value === null || value === undefined ? "-" : `${(value * 100).toFixed(places)} %`;

/** A page of about 120 columns, less what sections are indented by. */
const PAGE_WIDTH = 116;

/** A sentence over as many lines as the page needs. */
export const sentence = (text: string): readonly string[] => wrapped(text, PAGE_WIDTH, "  ");

/** Lines of words no wider than so many characters; the later ones begin with the indent. */
function wrapped(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Dollars in millions with their sign: +12.3. */
export const millions = (value: number): string => {
  const shown = (value / 1e6).toFixed(Math.abs(value) < 1e6 ? 3 : 1);
  return value > 0 ? `+${shown}` : shown;
};

export const right = (head: string): TextColumn => ({ head, lean: "right" });
export const left = (head: string): TextColumn => ({ head, lean: "left" });
