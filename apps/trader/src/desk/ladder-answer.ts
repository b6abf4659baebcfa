import {
  err,
  ok,
  TICKERS,
  weakestHow,
  type DeskReply,
  type HeldContract,
  type LadderGrid,
  type LadderSubject,
  type LadderView,
  type NoLadderView,
  type Position,
  type Result,
  type Ticker,
} from "@smart0dte/domain";
import { tickerLadder, weighedLegs, type WeighedLegs } from "@smart0dte/market";
import type { DeskRun } from "../sequencer/desk-run.ts";

/** Seconds from now; the close is always the last. */
const MOMENTS = [0, 900, 1_800];
const DEVIATIONS = 3;
const NARROWEST = 0.002;
const WIDEST = 0.03;

/** What time and price will do to what is asked of, as the run stands now. Reads and changes nothing. */
export function ladderAnswer(run: DeskRun, of: LadderSubject, grid: LadderGrid): DeskReply {
  const view = ladderOf(run, of, grid);
  return view.ok ? { kind: "ladder", view: view.value } : { kind: "noLadder", at: run.at, why: view.error };
}

function ladderOf(run: DeskRun, of: LadderSubject, grid: LadderGrid): Result<LadderView, NoLadderView> {
  const { pipeline, at } = run;
  const held = heldIn(pipeline.execution.positions, of);
  if (!held.ok) return held;
  const weighed: WeighedLegs[] = [];
  for (const ticker of TICKERS) {
    const own = held.value.filter(({ contract }) => contract.root === ticker);
    if (own.length === 0) continue;
    const legs = legsIn(run, ticker, own);
    if (!legs.ok) return legs;
    weighed.push(legs.value);
  }
  const moves = movesOf(grid, weighed);
  const tickers = [];
  for (const legs of weighed) {
    const ladder = tickerLadder(legs, { moves, moments: MOMENTS });
    if (!ladder.ok) return ladder;
    tickers.push(ladder.value);
  }
  return ok({ at, how: weakestHow(weighed.map(({ reading }) => reading.how)), moves, tickers });
}

function legsIn(
  { pipeline }: DeskRun,
  ticker: Ticker,
  held: readonly HeldContract[],
): Result<WeighedLegs, NoLadderView> {
  const reading = pipeline.market.reading(ticker);
  return reading === null ? err({ code: "noForward", ticker }) : weighedLegs(reading, held);
}

function heldIn(
  positions: readonly Position[],
  of: LadderSubject,
): Result<readonly HeldContract[], NoLadderView> {
  if (of.kind === "contracts") return ok(of.held);
  if (of.kind === "book") return ok(netted(positions.flatMap(contractsOf)));
  const position = positions.find(({ id }) => id === of.id);
  if (position === undefined) return err({ code: "unknownPosition", id: of.id });
  const held = contractsOf(position);
  return held.length === 0 ? err({ code: "closedPosition", id: of.id }) : ok(netted(held));
}

/** What is held now: its packages, and contracts over, which a closed position may still have. */
function contractsOf({ legs, quantity, residual }: Position): readonly HeldContract[] {
  return [
    ...(quantity === 0 ? [] : legs.map(({ contract, ratio }) => ({ contract, quantity: ratio * quantity }))),
    ...residual.map(({ leg, quantity: left }) => ({ contract: leg.contract, quantity: left })),
  ];
}

/** One line a contract; what has cancelled out is gone. */
function netted(held: readonly HeldContract[]): readonly HeldContract[] {
  const lines = new Map<string, HeldContract>();
  for (const { contract, quantity } of held) {
    const key = `${contract.root} ${contract.right} ${contract.strike}`;
    lines.set(key, { contract, quantity: quantity + (lines.get(key)?.quantity ?? 0) });
  }
  return [...lines.values()].filter(({ quantity }) => quantity !== 0);
}

/** Of several tickers the widest move counts: they all move by the same fraction. */
function movesOf({ width, points }: LadderGrid, weighed: readonly WeighedLegs[]): readonly number[] {
  const own = DEVIATIONS * Math.max(0, ...weighed.map(({ deviation }) => deviation));
  const half = width ?? Math.min(Math.max(own, NARROWEST), WIDEST);
  const middle = (points - 1) / 2;
  return Array.from({ length: points }, (_, n) => (half * (n - middle)) / middle);
}
