import {
  epochMicros,
  formatCompactOsi,
  MULTIPLIER,
  USD_E4,
  type EpochMicros,
  type LadderCellView,
  type LadderRungView,
  type LadderView,
  type Src,
  type TickerLadderView,
} from "@smart0dte/domain";
import type { LadderCell, LadderFrame, LadderRung, TickerLadder } from "../contract/index.ts";
import { decimals, decimalsOrNull, digits } from "./rounding.ts";

/** What a ladder was asked of, in the words of its request. */
export interface LadderAsked {
  readonly of: string;
  readonly scale: LadderFrame["scale"];
  readonly src: Src;
}

const IV_PLACES = 5;
const PRICE_PLACES = 3;
const DIGITS = 6;
/** A move of 1 % as a fraction. */
const PERCENT = 0.01;

/** A ladder in the words of the contract. */
export function ladderFrame(view: LadderView, { of, scale, src }: LadderAsked): LadderFrame {
  const { at, how, moves, tickers } = view;
  const shares = scale === "share" ? 1 : MULTIPLIER;
  const isEmpty = tickers.length === 0;
  return {
    of,
    scale,
    at,
    how,
    src,
    moves: moves.map((move) => decimals(move, 6)),
    tickers: tickers.map((ticker) => tickerLadder(ticker, { at, shares })),
    together: scale === "share" || isEmpty ? null : together(tickers, at),
    why: isEmpty ? "The book holds nothing." : null,
  };
}

/** Nothing to show, and why: the market's state, or a position that has just closed, is no error. */
export const emptyLadder = (
  { at, why }: { readonly at: EpochMicros; readonly why: string },
  asked: LadderAsked,
): LadderFrame => ({ ...asked, at, how: "derived", moves: [], tickers: [], together: null, why });

interface Stamp {
  readonly at: number;
  readonly shares: number;
}

function tickerLadder(view: TickerLadderView, { at, shares }: Stamp): TickerLadder {
  const { ticker, forward, forwardFrom, spots, legs, rungs } = view;
  return {
    ticker,
    forward: decimals(forward, PRICE_PLACES),
    forwardFrom,
    spots: spots.map((spot) => decimals(spot, PRICE_PLACES)),
    legs: legs.map(({ contract, quantity, iv, ivFrom, at: readAt }) => ({
      symbol: formatCompactOsi(contract),
      right: contract.right,
      strike: contract.strike / USD_E4,
      quantity,
      iv: decimals(iv, IV_PLACES),
      ivFrom,
      at: readAt,
    })),
    rungs: rungs.map((rung) =>
      rungOf(rung, at, (cell) => ({
        value: cell.value * shares,
        delta: cell.delta === null ? null : cell.delta * shares,
        gamma: cell.gamma * shares,
        theta: cell.theta * shares,
        charm: cell.charm * shares,
      })),
    ),
  };
}

/** Dollars, all tickers moving by the same fraction: the moments and moves of all are the same. */
function together(tickers: readonly TickerLadderView[], at: number): LadderRung[] {
  const [first] = tickers;
  return (first?.rungs ?? []).map((rung, place) =>
    rungOf(rung, at, (_, move) => {
      const cells = tickers.flatMap(({ spots, rungs }) => {
        const [cell, spot] = [rungs[place]?.cells[move], spots[move]];
        return cell === undefined || spot === undefined ? [] : [dollarsOf(cell, spot)];
      });
      return cells.reduce(added);
    }),
  );
}

/** Per 1 % of the spot instead of per dollar, of all shares. */
function dollarsOf({ value, delta, gamma, theta, charm }: LadderCellView, spot: number): LadderCellView {
  const percent = PERCENT * spot;
  return {
    value: value * MULTIPLIER,
    delta: delta === null ? null : delta * percent * MULTIPLIER,
    gamma: gamma * percent * percent * MULTIPLIER,
    theta: theta * MULTIPLIER,
    charm: charm * percent * MULTIPLIER,
  };
}

const added = (a: LadderCellView, b: LadderCellView): LadderCellView => ({
  value: a.value + b.value,
  delta: a.delta === null || b.delta === null ? null : a.delta + b.delta,
  gamma: a.gamma + b.gamma,
  theta: a.theta + b.theta,
  charm: a.charm + b.charm,
});

function rungOf(
  { after, secondsToClose, cells }: LadderRungView,
  at: number,
  to: (cell: LadderCellView, move: number) => LadderCellView,
): LadderRung {
  return {
    after: decimals(after, 3),
    at: epochMicros(Math.round(at + after * 1_000_000)),
    secondsToClose: decimals(secondsToClose, 3),
    cells: cells.map((cell, move) => cellOf(to(cell, move))),
  };
}

const cellOf = ({ value, delta, gamma, theta, charm }: LadderCellView): LadderCell => ({
  value: decimals(value, 4),
  delta: decimalsOrNull(delta, 4),
  gamma: digits(gamma, DIGITS),
  theta: decimals(theta, 4),
  charm: digits(charm, DIGITS),
});
