import {
  err,
  ok,
  type ExposureFigures,
  type ExposureView,
  type NoReading,
  type Result,
} from "@smart0dte/domain";
import {
  exposureProfile,
  exposureRefusal,
  flipLevels,
  spotGrid,
  type DealerSign,
  type ExposedContract,
} from "@smart0dte/pricing";
import { volatilityAt, type ChainReading } from "./chain-reading.ts";

const MINUTES_PER_DAY = 1_440;

/** Contracts that stand for what dealers hold; null where the number is not known. */
export interface ExposureBook {
  readonly sign: DealerSign;
  readonly contractsOf: (instrument: number) => number | null;
  /** Why there is nothing where no contract counts. */
  readonly nothing: NoReading;
}

/** Exposures over every listed strike at the forward. */
export function exposureView(
  reading: ChainReading,
  { sign, contractsOf, nothing }: ExposureBook,
): Result<ExposureView, NoReading> {
  const { forward, years } = reading;
  if (years === 0) return err("closed");
  if (forward === null) return err("noForward");
  const { held, left } = heldContracts(reading, contractsOf);
  if (held.length === 0) return err(left === 0 ? nothing : "noVolatility");
  const terms = { spot: forward, years, sign };
  if (exposureRefusal(held, terms) !== null) return err("noVolatility");
  const { total, strikes, callWall, putWall } = exposureProfile(held, terms);
  const grid = spotGrid(forward);
  return ok({
    total: perMinute(total),
    strikes: strikes.map(({ strike, calls, puts }) => ({
      strike,
      calls: perMinute(calls),
      puts: perMinute(puts),
    })),
    left,
    flips: flipLevels(held, terms, grid),
    searched: [grid[0] ?? forward, grid.at(-1) ?? forward],
    callWall,
    putWall,
  });
}

function heldContracts(
  reading: ChainReading,
  contractsOf: ExposureBook["contractsOf"],
): { readonly held: readonly ExposedContract[]; readonly left: number } {
  const held: ExposedContract[] = [];
  let left = 0;
  for (const one of reading.strikes) {
    const { strike, listed } = one;
    const [calls, puts] = [contractsOf(listed.call) ?? 0, contractsOf(listed.put) ?? 0];
    if (calls === 0 && puts === 0) continue;
    const volatility = volatilityAt(reading, one)?.iv ?? null;
    if (volatility === null) {
      left += (calls === 0 ? 0 : 1) + (puts === 0 ? 0 : 1);
      continue;
    }
    if (calls !== 0) held.push({ right: "C", strike, volatility, contracts: calls });
    if (puts !== 0) held.push({ right: "P", strike, volatility, contracts: puts });
  }
  return { held, left };
}

const perMinute = ({ gamma, vanna, charm }: ExposureFigures): ExposureFigures => ({
  gamma,
  vanna,
  charm: charm / MINUTES_PER_DAY,
});
