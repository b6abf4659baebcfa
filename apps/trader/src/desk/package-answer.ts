import {
  dollars,
  err,
  feeTableOn,
  formatCompactOsi,
  InvariantError,
  isTwoSided,
  MULTIPLIER,
  ok,
  STRATEGIES,
  USD_E4,
  usdE4,
  type DeskReply,
  type HeldContract,
  type Leg,
  type NoLadderView,
  type NoReading,
  type OptionContract,
  type PackageGreeksView,
  type PackageMarketView,
  type PackageOddsView,
  type PackageView,
  type QuoteOf,
  type Result,
  type UsdE4,
} from "@smart0dte/domain";
import { weighedLegs, type ChainReading, type WeighedLegs } from "@smart0dte/market";
import {
  analyseStructure,
  greeksOf,
  HOURS_PER_YEAR,
  NAKED_FAMILIES,
  outcomesOf,
  smileDensity,
  structureName,
  type PayoffLeg,
} from "@smart0dte/pricing";
import { packagePrice, type PackagePrice } from "@smart0dte/strategy";
import type { DeskRun } from "../sequencer/desk-run.ts";

/** A volatility point as a fraction. */
const PER_POINT = 0.01;

/** What contracts of one ticker come to together, as the run stands now. Reads and changes nothing. */
export function packageAnswer({ pipeline, at }: DeskRun, held: readonly HeldContract[]): DeskReply {
  const [first] = held;
  const no = (why: NoLadderView): DeskReply => ({ kind: "noPackage", at, why });
  if (first === undefined) return no({ code: "unknownContract", symbol: "" });
  const ticker = first.contract.root;
  const reading = pipeline.market.reading(ticker);
  if (reading === null) return no({ code: "noForward", ticker });
  if (reading.years === 0) return no({ code: "closed" });
  const legs: Leg[] = [];
  for (const { contract, quantity } of held) {
    const instrument = listedNumber(reading, contract);
    if (instrument === null) return no({ code: "unknownContract", symbol: formatCompactOsi(contract) });
    legs.push({ contract, ratio: quantity, instrument });
  }
  return { kind: "package", view: { at, ...viewOf(pipeline, reading, legs) } };
}

/** One of the contracts of this reading, by its dense number. */
function listedNumber(
  { board }: ChainReading,
  { root, expiry, strike, right }: OptionContract,
): number | null {
  if (root !== board.ticker || expiry !== board.expiry) return null;
  const listed = board.strikeAt(strike);
  return listed === null ? null : right === "C" ? listed.call : listed.put;
}

function viewOf(
  { market, start }: DeskRun["pipeline"],
  reading: ChainReading,
  legs: readonly Leg[],
): Omit<PackageView, "at"> {
  const options = legs.map(({ contract: { right, strike }, ratio }): PayoffLeg => {
    return { right, strike: dollars(strike), quantity: ratio };
  });
  const price = packagePrice(legs, market.quote, feeTableOn(start.session.date));
  const weighed = weighedLegs(reading, legs.map(heldOf));
  const name = structureName(options);
  return {
    ticker: reading.board.ticker,
    how: reading.how,
    legs: legs.map((leg) => ({
      ...heldOf(leg),
      quote: market.quote(leg.instrument),
      volatility: volatilityOf(reading, leg),
    })),
    market: price === null ? err(unquoted(legs, market.quote)) : ok(marketOf(legs, price)),
    greeks: weighed.ok ? ok(greeksIn(weighed.value)) : weighed,
    odds: price === null ? err("noVolatility") : oddsOf(options, price, reading),
    shape: {
      name,
      isTraded: STRATEGIES.some((traded) => traded === name),
      isNaked: NAKED_FAMILIES.some((naked) => naked === name),
    },
  };
}

const heldOf = ({ contract, ratio }: Leg): HeldContract => ({ contract, quantity: ratio });

function volatilityOf(reading: ChainReading, leg: Leg): PackageView["legs"][number]["volatility"] {
  const weighed = weighedLegs(reading, [heldOf(leg)]);
  const [known] = weighed.ok ? weighed.value.legs : [];
  return known === undefined ? null : { iv: known.iv, from: known.ivFrom };
}

/** The first leg that is not quoted on both sides. */
function unquoted(legs: readonly Leg[], quoteOf: QuoteOf): Pick<OptionContract, "strike" | "right"> {
  const leg = legs.find(({ instrument }) => !isTwoSided(quoteOf(instrument)));
  if (leg === undefined) throw new InvariantError("A quoted package has no price", { legs: legs.length });
  return { strike: leg.contract.strike, right: leg.contract.right };
}

/** Exact: strikes and prices are whole ten-thousandths. */
function marketOf(legs: readonly Leg[], { natural, mid, spread, costs }: PackagePrice): PackageMarketView {
  const exact = legs.map(({ contract: { right, strike }, ratio }) => ({ right, strike, quantity: ratio }));
  const { maxProfit, maxLoss, breakEvens } = outcomesOf(exact, natural);
  const ofPackage = (aShare: number | null): UsdE4 | null =>
    aShare === null ? null : usdE4(aShare * MULTIPLIER);
  return {
    bid: usdE4(natural - spread / MULTIPLIER),
    mid,
    ask: natural,
    costs,
    maxProfit: ofPackage(maxProfit),
    maxLoss: ofPackage(maxLoss),
    breakEvens: breakEvens.map((edge) => edge / USD_E4),
  };
}

/** Of one package, each leg at the volatility that it is weighed with. */
function greeksIn(weighed: WeighedLegs): PackageGreeksView {
  const { forward, legs, reading } = weighed;
  const sum = { delta: 0, gamma: 0, theta: 0, vega: 0 };
  for (const { contract, quantity, iv } of legs) {
    const { delta, gamma, theta, vega } = greeksOf({
      right: contract.right,
      spot: forward,
      strike: dollars(contract.strike),
      years: reading.years,
      volatility: iv,
      rate: 0,
      dividendYield: 0,
    });
    const shares = quantity * MULTIPLIER;
    sum.delta += shares * delta;
    sum.gamma += shares * gamma;
    sum.theta += (shares * theta) / HOURS_PER_YEAR;
    sum.vega += shares * vega * PER_POINT;
  }
  return sum;
}

/** Expiry is today: no rate, what is paid now is paid at the close. */
function oddsOf(
  options: readonly PayoffLeg[],
  { natural, costs }: PackagePrice,
  { smile }: ChainReading,
): Result<PackageOddsView, NoReading> {
  if (!smile.ok) return smile;
  const paid = dollars(natural) + dollars(costs) / MULTIPLIER;
  const known = analyseStructure(options, paid, smileDensity(smile.value));
  if (!known.ok) return err("noVolatility");
  const { probabilityOfProfit, expectedValue } = known.value;
  return ok({ probabilityOfProfit, expectedValue: expectedValue * MULTIPLIER });
}
