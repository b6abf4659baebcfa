import {
  unreachable,
  type ChainView,
  type ContractView,
  type Leg,
  type Signal,
  type StrategyName,
  type StrikeRow,
} from "@smart0dte/domain";

/** Legs to choose from, before any price is looked at. */
export interface Structure {
  readonly strategy: StrategyName;
  readonly legs: readonly Leg[];
}

const WIDEST = 10;
/** Absolute delta of the leg that carries the view: sold out of the money, bought around it. */
const SOLD_DELTA = { least: 0.1, most: 0.45 } as const;
const BOUGHT_DELTA = { least: 0.3, most: 0.7 } as const;
const CONDOR_DELTA = { least: 0.08, most: 0.3 } as const;

/** The strategies that fit a direction; volatility decides their order, not their number. */
export function strategiesFor({ direction, volatility }: Signal): readonly StrategyName[] {
  if (direction === "neutral") return ["ironCondor"];
  const credit = direction === "up" ? "putCreditVertical" : "callCreditVertical";
  const debit = direction === "up" ? "callDebitVertical" : "putDebitVertical";
  return volatility === "cheap" ? [debit, credit] : [credit, debit];
}

/** True when the signal's volatility speaks for this strategy or does not speak. */
export function isPreferred(strategy: StrategyName, { volatility }: Signal): boolean {
  const isDebit = strategy === "callDebitVertical" || strategy === "putDebitVertical";
  if (volatility === "rich") return !isDebit;
  return volatility === "cheap" ? isDebit : true;
}

/** Every vertical (1 to 10 strikes wide) or symmetric condor of the board with the named view. */
export function structuresOf(strategy: StrategyName, chain: ChainView): readonly Structure[] {
  switch (strategy) {
    case "putCreditVertical":
      return verticals(chain, { strategy, right: "P", anchor: -1, step: -1 });
    case "callCreditVertical":
      return verticals(chain, { strategy, right: "C", anchor: -1, step: 1 });
    case "putDebitVertical":
      return verticals(chain, { strategy, right: "P", anchor: 1, step: -1 });
    case "callDebitVertical":
      return verticals(chain, { strategy, right: "C", anchor: 1, step: 1 });
    case "ironCondor":
      return condors(chain);
    default:
      return unreachable(strategy);
  }
}

interface Shape {
  readonly strategy: StrategyName;
  readonly right: "C" | "P";
  /** Ratio of the leg near the money; the other has the opposite. */
  readonly anchor: 1 | -1;
  /** Where the other leg lies: -1 at lower strikes. */
  readonly step: 1 | -1;
}

function verticals(chain: ChainView, { strategy, right, anchor, step }: Shape): readonly Structure[] {
  const band = anchor === 1 ? BOUGHT_DELTA : SOLD_DELTA;
  const structures: Structure[] = [];
  for (const [index, row] of chain.rows.entries()) {
    const near = sideOf(row, right);
    if (!isWithin(near, band)) continue;
    for (let width = 1; width <= WIDEST; width += 1) {
      const other = chain.rows[index + step * width];
      if (other === undefined) break;
      const far = sideOf(other, right);
      if (far.delta === null) continue;
      structures.push({ strategy, legs: [legOf(chain, near, anchor), legOf(chain, far, -anchor)] });
    }
  }
  return structures;
}

/** Both spreads equally wide; for each short put the short call whose delta is nearest to it. */
function condors(chain: ChainView): readonly Structure[] {
  const structures: Structure[] = [];
  for (const [putIndex, putRow] of chain.rows.entries()) {
    if (!isWithin(putRow.put, CONDOR_DELTA)) continue;
    const callIndex = matchingCall(chain, putIndex);
    if (callIndex === null) continue;
    for (let width = 1; width <= WIDEST; width += 1) {
      const wings = [chain.rows[putIndex - width]?.put, chain.rows[callIndex + width]?.call] as const;
      const shortCall = chain.rows[callIndex]?.call;
      const [longPut, longCall] = wings;
      if (longPut === undefined || longCall === undefined || shortCall === undefined) break;
      if (longPut.delta === null || longCall.delta === null) continue;
      const bought = [legOf(chain, longPut, 1), legOf(chain, longCall, 1)] as const;
      const legs = [bought[0], legOf(chain, putRow.put, -1), legOf(chain, shortCall, -1), bought[1]];
      structures.push({ strategy: "ironCondor", legs });
    }
  }
  return structures;
}

function matchingCall(chain: ChainView, putIndex: number): number | null {
  const wanted = Math.abs(chain.rows[putIndex]?.put.delta ?? 0);
  let best: { readonly index: number; readonly apart: number } | null = null;
  for (const [index, { call }] of chain.rows.entries()) {
    if (index <= putIndex || !isWithin(call, CONDOR_DELTA) || call.delta === null) continue;
    const apart = Math.abs(call.delta - wanted);
    if (best === null || apart < best.apart) best = { index, apart };
  }
  return best === null ? null : best.index;
}

const sideOf = (row: StrikeRow, right: "C" | "P"): ContractView => (right === "C" ? row.call : row.put);

function isWithin({ delta }: ContractView, { least, most }: { least: number; most: number }): boolean {
  if (delta === null) return false;
  const size = Math.abs(delta);
  return size >= least && size <= most;
}

function legOf(chain: ChainView, { instrument, right, strike }: ContractView, ratio: number): Leg {
  return {
    instrument,
    contract: { kind: "option", root: chain.ticker, expiry: chain.expiry, right, strike },
    ratio,
  };
}
