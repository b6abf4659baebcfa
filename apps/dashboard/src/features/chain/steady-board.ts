import type { ChainFrame } from "@smart0dte/gateway/contract";

type Rows = ChainFrame["rows"];

/** How long nobody must have been at the board before it moves. Milliseconds. */
export const QUIET_MS = 2_000;

export interface SteadyBoard {
  readonly rows: Rows;
  /** The frame has another middle than the rows shown. */
  readonly held: boolean;
}

/**
 * The rows to show while somebody points at the board: the same strikes in the same places.
 *
 * A strike that has left the frame keeps its last row, whose age goes on.
 */
export function steadyBoard(shown: Rows | null, frame: ChainFrame, busy: boolean): SteadyBoard {
  if (shown === null || sameStrikes(shown, frame.rows)) return { rows: frame.rows, held: false };
  if (!busy) return { rows: frame.rows, held: false };
  const fresh = new Map(frame.rows.map((row) => [row.strike, row]));
  return { rows: shown.map((row) => fresh.get(row.strike) ?? row), held: true };
}

const sameStrikes = (left: Rows, right: Rows): boolean =>
  left.length === right.length && left.every(({ strike }, place) => strike === right[place]?.strike);
