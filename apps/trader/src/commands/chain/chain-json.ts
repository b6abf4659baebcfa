import { dollars } from "@smart0dte/domain";
import { formatInstant } from "@smart0dte/feeds";
import type { ChainAnalysis } from "./chain-analysis.ts";
import { symbolOf, type AnalysedContract } from "./chain-contracts.ts";
import { ivOnClock } from "./chain-stated.ts";
import { EXPOSURE_TERMS } from "./chain-exposures.ts";

/** One line of JSON per file: the fields that other programs rely on, and more beside them. */
export function chainJson(analysis: ChainAnalysis): string {
  const { snapshot, asOf, expiry, forward, smile, straddle } = analysis;
  return JSON.stringify({
    symbol: snapshot.ticker,
    expiry: expiry.date,
    asOf: formatInstant(asOf),
    spot: snapshot.spot,
    forward: forward.forward,
    secondsToExpiry: expiry.seconds,
    atmIv: smile?.atmIv ?? null,
    expectedMove: analysis.expectedMove,
    straddle: straddle?.price ?? null,
    contracts: analysis.contracts.map((contract) => contractJson(contract, analysis)),
    findings: analysis.findings,
    plans: analysis.plans,
    file: snapshot.path,
    spotFrom: snapshot.spotFrom,
    forwardFrom: forward.from,
    forwardLow: forward.from === "parity" ? forward.parity.low : null,
    forwardHigh: forward.from === "parity" ? forward.parity.high : null,
    parityPairs: forward.from === "parity" ? forward.parity.pairs : null,
    rate: analysis.rate,
    straddleStrike: straddle?.strike ?? null,
    smileForm: smile?.fit.form ?? null,
    smilePoints: smile?.fit.points ?? null,
    noPlans: analysis.noPlans,
    root: expiry.root,
    style: expiry.style,
    settles: expiry.settles,
    settlesAt: formatInstant(expiry.settlesAt),
    layout: snapshot.layout,
    timeFrom: snapshot.timeFrom,
    rateFrom: analysis.rateFrom.from,
    ...measuresJson(analysis),
    vix: analysis.vix.vix,
    vixWhy: analysis.vix.vix === null ? analysis.vix.why : null,
    stated: analysis.stated,
    ladders: analysis.ladders,
  });
}

function measuresJson(analysis: ChainAnalysis) {
  const { smile, moves, density, strip, varianceTimeIv, exposures, arbitrages, exercise } = analysis;
  return {
    varianceTimeIv,
    smileFit: smile === null ? null : smile.fit,
    moves,
    density,
    strip,
    exposures: exposures === null ? null : { ...exposures, terms: EXPOSURE_TERMS },
    arbitrages: arbitrages.found,
    calendarAgainst: arbitrages.against?.date ?? null,
    arbitragesExplained: arbitrages.explained,
    exercise,
    dividend: analysis.dividend,
  };
}

function contractJson(analysed: AnalysedContract, { stated, statedReadings, expiry }: ChainAnalysis) {
  const { right, strike, mid, greeks, contract, band, ownIv, chances } = analysed;
  const { quote, row } = contract;
  const onStated = statedReadings?.ivAt.get(strike);
  return {
    symbol: symbolOf(analysed),
    right,
    strike,
    // a stated bid of 0 beside an ask is a market that bids 0; without an ask there is no market
    bid: quote.bid !== null ? dollars(quote.bid) : quote.ask !== null && row.bid !== null ? 0 : null,
    ask: quote.ask === null ? null : dollars(quote.ask),
    mid,
    iv: greeks?.iv ?? null,
    delta: greeks?.delta ?? null,
    gamma: greeks?.gamma ?? null,
    theta: greeks?.theta ?? null,
    vega: greeks?.vega ?? null,
    volume: row.volume,
    openInterest: row.openInterest,
    fault: quote.fault,
    ivBid: band.bid,
    ivAsk: band.ask,
    ivOwn: ownIv,
    probabilityItm: chances.inTheMoney,
    probabilityTouch: chances.touch,
    stated: row.stated ?? null,
    ivOnStatedClock:
      stated === null || onStated === undefined ? null : ivOnClock(onStated, expiry.seconds, stated.clock),
  };
}
