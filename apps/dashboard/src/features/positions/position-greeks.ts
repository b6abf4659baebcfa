import type { ChainFrame, How, PositionRow } from "@smart0dte/gateway/contract";
import { cellOf } from "../../ui/chain-cell.ts";
import { FAULT_WORDS } from "../../ui/desk-words.ts";
import { strike, toE4 } from "../../ui/format/number-format.ts";

/** Shares of one contract. */
const MULTIPLIER = 100;

/** What a position gains or loses by the market and by time; null with the leg that hides it. */
export interface PositionGreeks {
  /** Dollars gained when the underlying rises by 1 %. */
  readonly deltaDollars: number | null;
  /** Dollars gained in an hour in which nothing moves. */
  readonly thetaHour: number | null;
  readonly how: How | undefined;
  readonly why: string;
}

/** Sums the legs of a position by the Greeks of the board: ratio x packages x 100 shares. */
export function positionGreeks(position: PositionRow, chain: ChainFrame | undefined): PositionGreeks {
  if (chain === undefined) return unknown("waiting for the chain");
  let [shares, premium] = [0, 0];
  for (const leg of position.legs) {
    const cell = cellOf(chain, leg.instrument);
    const name = `${strike(leg.strike)} ${leg.right}`;
    if (cell === undefined) return unknown(`leg off the board: ${name}`);
    if (cell.delta === null || cell.theta === null) {
      const fault = cell.fault === null ? "" : `, ${FAULT_WORDS[cell.fault].toLowerCase()}`;
      return unknown(`leg without Greeks: ${name}${fault}`);
    }
    const each = leg.ratio * position.quantity * MULTIPLIER;
    shares += each * cell.delta;
    premium += each * cell.theta;
  }
  const spot = chain.spot.v === null ? null : toE4(chain.spot.v) / 10_000;
  return {
    deltaDollars: spot === null ? null : shares * spot * 0.01,
    thetaHour: premium,
    how: chain.how,
    why: spot === null ? `no spot: ${chain.spot.why ?? "not quoted"}` : "",
  };
}

const unknown = (why: string): PositionGreeks => ({
  deltaDollars: null,
  thetaHour: null,
  how: undefined,
  why,
});
