import type { BodyOf, ListTopic } from "@smart0dte/gateway/contract";

type Rows<T extends ListTopic> = BodyOf<T>["rows"];

/** Rows of each list, newest first; null until the first snapshot. */
export type RowState = { readonly [T in ListTopic]: Rows<T> | null };

export interface RowAction {
  readonly type: "rows/replaced" | "rows/changed";
  readonly topic: ListTopic;
  readonly rows: readonly Row[];
}

interface Row {
  readonly id: string;
}

/** The screen keeps so many; older ones are read by page from the server. */
const MOST: Readonly<Record<ListTopic, number>> = {
  signals: 500,
  proposals: 200,
  orders: 500,
  fills: 500,
  events: 2_000,
};

const nothing: RowState = { signals: null, proposals: null, orders: null, fills: null, events: null };

/** A snapshot replaces the list; a change puts new rows in front and replaces known ones where they stand. */
export function rowReducer(state: RowState = nothing, action: { readonly type: string }): RowState {
  if (!isRowAction(action)) return state;
  const { topic, rows } = action;
  const before: readonly Row[] = action.type === "rows/replaced" ? [] : (state[topic] ?? []);
  return { ...state, [topic]: newestFirst(merged(before, rows)).slice(0, MOST[topic]) };
}

function merged(before: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const byId = new Map(before.map((row) => [row.id, row]));
  for (const row of rows) byId.set(row.id, row);
  return [...byId.values()];
}

function newestFirst(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => instantOf(right) - instantOf(left));
}

/** Orders have no instant of their own: the first state they entered. */
function instantOf(
  row: Row & { readonly at?: number; readonly history?: readonly { readonly at: number }[] },
): number {
  return row.at ?? row.history?.[0]?.at ?? 0;
}

const isRowAction = (action: { readonly type: string }): action is RowAction =>
  action.type === "rows/replaced" || action.type === "rows/changed";
