import {
  err,
  ok,
  USD_E4,
  type ChainAnalysis,
  type CurvePoint,
  type MoveView,
  type NoReading,
  type Result,
  type SignedVolume,
  type SmileQuoteView,
  type SmileView,
} from "@smart0dte/domain";
import { moveBands, volatilityBand, type Smile } from "@smart0dte/pricing";
import type { ChainReading, StrikeReading } from "./chain-reading.ts";
import { densityView, evenSteps } from "./density-view.ts";
import { exposureView } from "./exposure-view.ts";

const SMILE_POINTS = 61;

/** What is known of the contracts beside their quotes; null where this market does not have it. */
export interface ChainInterest {
  readonly openInterestOf: (instrument: number) => number | null;
  readonly flowOf: ((instrument: number) => SignedVolume) | null;
}

/** The chain as a whole: smile, density, moves with their coverage, exposures on both bases. */
export function analysisOf(reading: ChainReading, { openInterestOf, flowOf }: ChainInterest): ChainAnalysis {
  const { board, at, secondsToClose, how, spot, forward, forwardFrom, smile } = reading;
  const of = <View>(view: (smile: Smile) => View): Result<View, NoReading> =>
    smile.ok ? ok(view(smile.value)) : smile;
  return {
    ticker: board.ticker,
    expiry: board.expiry,
    at,
    secondsToClose,
    how,
    spot,
    forward,
    forwardFrom,
    quotes: reading.strikes.map((strike) => smileQuote(strike, reading)),
    smile: of(smileView),
    density: of(densityView),
    moves: of(movesOf),
    openInterest: exposureView(reading, {
      sign: "callsLong",
      contractsOf: openInterestOf,
      nothing: "noOpenInterest",
    }),
    signedFlow:
      flowOf === null
        ? err("noPrints")
        : exposureView(reading, {
            sign: "againstCustomers",
            contractsOf: (instrument) => netOf(flowOf(instrument)),
            nothing: "noSignedPrint",
          }),
    flow: flowOf === null ? err("noPrints") : ok(flowTotals(reading, flowOf)),
  };
}

const netOf = ({ bought, sold }: SignedVolume): number => bought - sold;

function smileQuote(
  { listed, strike, right, quote, midIv }: StrikeReading,
  { forward, years }: ChainReading,
): SmileQuoteView {
  const [bid, ask] = [quote.bid ?? 0, quote.ask ?? 0];
  const band =
    quote.fault !== null || forward === null || years === 0
      ? null
      : volatilityBand({ forward, years }, { right, strike, bid: bid / USD_E4, ask: ask / USD_E4 });
  return {
    strike: listed.strike,
    right,
    bidIv: band?.bid.ok === true ? band.bid.value : null,
    midIv,
    askIv: band?.ask.ok === true ? band.ask.value : null,
    why: midIv !== null ? null : whyNoMiddle(quote),
  };
}

function whyNoMiddle(quote: StrikeReading["quote"]): NonNullable<SmileQuoteView["why"]> {
  if (quote.fault !== null) return quote.fault;
  if (quote.ask === null) return "noAsk";
  return quote.bid === null ? "noBid" : "noVolatility";
}

function smileView(smile: Smile): SmileView {
  const { form, points, low, high, residual, inside } = smile.fit;
  const curve = evenSteps(low, high, SMILE_POINTS).map((strike): CurvePoint => [strike, smile.ivAt(strike)]);
  return { form, points, low, high, residual, inside, atmIv: smile.atmIv, curve };
}

function movesOf(smile: Smile): readonly MoveView[] {
  return moveBands(smile)
    .map(({ name, width, lognormal, fitted }): MoveView => ({ name, width, lognormal, coverage: fitted }))
    .sort((narrow, wide) => narrow.width - wide.width);
}

function flowTotals(
  { strikes }: ChainReading,
  flowOf: NonNullable<ChainInterest["flowOf"]>,
): { readonly calls: SignedVolume; readonly puts: SignedVolume } {
  const sum = (instruments: readonly number[]): SignedVolume =>
    instruments.map(flowOf).reduce(
      (total, one) => ({
        bought: total.bought + one.bought,
        sold: total.sold + one.sold,
        unsigned: total.unsigned + one.unsigned,
      }),
      { bought: 0, sold: 0, unsigned: 0 },
    );
  return {
    calls: sum(strikes.map(({ listed }) => listed.call)),
    puts: sum(strikes.map(({ listed }) => listed.put)),
  };
}
