import type { BodyOf, ChainFrame, LatestTopic } from "@smart0dte/gateway/contract";

type Latest = { readonly [T in LatestTopic]?: BodyOf<T> };

/** The newest body of each topic, and the topics that could not be read. */
export interface MarketState {
  readonly latest: Latest;
  readonly unreadable: Readonly<Record<string, string>>;
}

export type MarketAction =
  | { readonly type: "market/flushed"; readonly bodies: Latest }
  | { readonly type: "market/unreadable"; readonly topic: string; readonly why: string };

const nothing: MarketState = { latest: {}, unreadable: {} };

/** One flush brings all that is new, so that one frame of the screen shows one instant. */
export function marketReducer(state: MarketState = nothing, action: { readonly type: string }): MarketState {
  if (!isMarketAction(action)) return state;
  if (action.type === "market/unreadable") {
    return { ...state, unreadable: { ...state.unreadable, [action.topic]: action.why } };
  }
  const unreadable = Object.fromEntries(
    Object.entries(state.unreadable).filter(([topic]) => !Object.hasOwn(action.bodies, topic)),
  );
  return { latest: { ...state.latest, ...sharingRows(state.latest, action.bodies) }, unreadable };
}

/** Keeps the old object of a chain row that has not changed, so that only changed rows are drawn again. */
function sharingRows(before: Latest, bodies: Latest): Latest {
  const shared: Record<string, unknown> = { ...bodies };
  for (const topic of ["chain:SPY", "chain:QQQ", "chain:IWM"] as const) {
    const next = bodies[topic];
    const old = before[topic];
    if (next !== undefined && old !== undefined) shared[topic] = { ...next, rows: sharedRows(old, next) };
  }
  return shared as Latest;
}

function sharedRows(old: ChainFrame, next: ChainFrame): ChainFrame["rows"] {
  const byStrike = new Map(old.rows.map((row) => [row.strike, row]));
  return next.rows.map((row) => {
    const known = byStrike.get(row.strike);
    return known !== undefined && sameCell(known.call, row.call) && sameCell(known.put, row.put)
      ? known
      : row;
  });
}

function sameCell(left: object, right: object): boolean {
  const other = new Map<string, unknown>(Object.entries(right));
  return Object.entries(left).every(([name, value]) => Object.is(other.get(name), value));
}

const isMarketAction = (action: { readonly type: string }): action is MarketAction =>
  action.type === "market/flushed" || action.type === "market/unreadable";
