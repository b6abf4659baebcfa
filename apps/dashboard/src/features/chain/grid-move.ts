export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Where a key takes the focus; null for keys that move nothing. Edges hold. */
export function moveFocus(from: GridPlace, key: string, { rows, columns }: GridSize): GridPlace | null {
  const within = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1);
  switch (key) {
    case "ArrowUp":
      return { ...from, row: within(from.row - 1, rows) };
    case "ArrowDown":
      return { ...from, row: within(from.row + 1, rows) };
    case "ArrowLeft":
      return { ...from, column: within(from.column - 1, columns) };
    case "ArrowRight":
      return { ...from, column: within(from.column + 1, columns) };
    case "Home":
      return { ...from, column: 0 };
    case "End":
      return { ...from, column: columns - 1 };
    default:
      return null;
  }
}
