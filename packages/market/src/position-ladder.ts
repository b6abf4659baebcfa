import {
  err,
  formatCompactOsi,
  ok,
  USD_E4,
  type HeldContract,
  type LadderRungView,
  type NoLadderView,
  type Result,
  type TickerLadderView,
} from "@smart0dte/domain";
import { greeksLadder, ladderRefusal, type LadderLeg, type LadderRung } from "@smart0dte/pricing";
import { volatilityAt, type ChainReading } from "./chain-reading.ts";

/** Fractions of the forward, and seconds from now. */
export interface LadderAxes {
  readonly moves: readonly number[];
  readonly moments: readonly number[];
}

/** What is weighed in one ticker, with the volatility that each contract keeps. */
export interface WeighedLegs {
  readonly reading: ChainReading;
  readonly forward: number;
  readonly forwardFrom: "parity" | "spot";
  readonly legs: TickerLadderView["legs"];
  /** One standard deviation to the close as a fraction of the forward: of the fit, else the largest of the legs. */
  readonly deviation: number;
}

/** The contracts with their volatilities, or the first thing without which there is no ladder. */
export function weighedLegs(
  reading: ChainReading,
  held: readonly HeldContract[],
): Result<WeighedLegs, NoLadderView> {
  const { board, forward, forwardFrom, smile, years } = reading;
  if (years === 0) return err({ code: "closed" });
  if (forward === null || forwardFrom === null) return err({ code: "noForward", ticker: board.ticker });
  const legs: TickerLadderView["legs"][number][] = [];
  for (const one of held) {
    const { contract } = one;
    const symbol = formatCompactOsi(contract);
    const listed = contract.expiry === board.expiry ? board.strikeAt(contract.strike) : null;
    const strike = reading.strikes.find((row) => row.listed.strike === listed?.strike);
    if (strike === undefined) return err({ code: "unknownContract", symbol });
    const known = volatilityAt(reading, strike);
    if (known === null) return err({ code: "noVolatility", symbol });
    legs.push({ ...one, iv: known.iv, ivFrom: known.from, at: known.at });
  }
  const deviation = smile.ok
    ? smile.value.deviationAt(forward)
    : Math.max(0, ...legs.map(({ iv }) => iv)) * Math.sqrt(years);
  return ok({ reading, forward, forwardFrom, legs, deviation });
}

/** What time and price will do to them, per share: quantities count, the shares of a contract do not. */
export function tickerLadder(
  { reading, forward, forwardFrom, legs }: WeighedLegs,
  { moves, moments }: LadderAxes,
): Result<TickerLadderView, NoLadderView> {
  const { board, secondsToClose } = reading;
  const spots = moves.map((move) => forward * (1 + move));
  const kept = legs.map(({ contract, quantity, iv }): LadderLeg => {
    return { right: contract.right, strike: contract.strike / USD_E4, quantity, volatility: iv };
  });
  const times = { secondsToClose, moments };
  if (ladderRefusal(kept, spots, times) !== null) return err({ code: "noForward", ticker: board.ticker });
  const rungs = greeksLadder(kept, spots, times).map(rungView);
  return ok({ ticker: board.ticker, forward, forwardFrom, spots, legs, rungs });
}

const rungView = ({ after, secondsToClose, cells }: LadderRung): LadderRungView => ({
  after,
  secondsToClose,
  cells: cells.map(({ value, delta, gamma, theta, charm, atStrike }) => ({
    value,
    delta: atStrike ? null : delta,
    gamma,
    theta,
    charm,
  })),
});
