import {
  midOf,
  usdE4,
  type ChainView,
  type ContractView,
  type CorrelationView,
  type FeedHealth,
  type FeedLine,
  type IndexView,
  type QuoteView,
  type RegimeView,
  type Src,
  type UsdE4,
  type WatchView,
} from "@smart0dte/domain";
import type {
  ChainFrame,
  ContractCell,
  CorrelationFrame,
  FeedFrame,
  Num,
  Price,
  RegimeFrame,
  WatchFrame,
} from "../contract/index.ts";
import { middleText, usd, usdOrNull } from "./money-text.ts";

export function watchFrame(
  at: number,
  { tickers, vix }: { tickers: readonly WatchView[]; vix: IndexView },
  src: Src,
): WatchFrame {
  return { at, tickers: tickers.map((view) => watchRow(view, src)), vix: indexNum(vix, src) };
}

function watchRow(
  { ticker, quote, last, lastAt, sessionOpen, previousClose }: WatchView,
  src: Src,
): WatchFrame["tickers"][number] {
  const changeFrom = previousClose !== null ? "previousClose" : sessionOpen !== null ? "sessionOpen" : null;
  const base = previousClose ?? sessionOpen;
  const change = last === null || base === null ? null : last - base;
  const stamp = { at: lastAt, how: "traded" as const, src };
  return {
    ticker,
    last: last === null ? { v: null, ...stamp, why: "no print yet" } : { v: usd(usdE4(last)), ...stamp },
    bid: usdOrNull(quote.bid),
    ask: usdOrNull(quote.ask),
    fault: quote.fault,
    change:
      change === null
        ? {
            v: null,
            ...stamp,
            how: "derived",
            why: last === null ? "no print yet" : "no earlier close and no open known",
          }
        : { v: usd(usdE4(change)), ...stamp, how: "derived" },
    changeFraction: change === null || base === null ? null : change / base,
    changeFrom: change === null ? null : changeFrom,
  };
}

function indexNum({ level, at, how, stale, why }: IndexView, src: Src): Num {
  if (level === null) return { v: null, at, how, src, why: why ?? "no level" };
  return { v: level, at, how, src, ...(stale ? { why: "stale" } : {}) };
}

export function chainFrame(view: ChainView, src: Src): ChainFrame {
  const { ticker, expiry, at, secondsToExpiry, how, forward, forwardFrom, atmIv, expectedMove, atm } = view;
  const rows = view.rows.map(({ strike, call, put }) => ({
    strike: usd(strike),
    call: contractCell(call),
    put: contractCell(put),
  }));
  const derived = (v: number | null, why: string): Num =>
    v === null ? { v, at, how, src, why } : { v, at, how, src };
  return {
    ticker,
    expiry,
    at,
    secondsToExpiry,
    how,
    src,
    spot: quotePrice(view.spot, src),
    forward: derived(forward, "neither parity nor spot gives a forward"),
    forwardFrom,
    atmIv: derived(atmIv, "too few admissible out-of-the-money quotes"),
    expectedMove: derived(expectedMove, "no at-the-money volatility"),
    straddle: straddle(view, src),
    atm: usd(atm),
    rows,
    inadmissible: rows.flatMap(({ call, put }) => [call, put]).filter(isInadmissible).length,
  };
}

const isInadmissible = ({ fault }: ContractCell): boolean => fault !== null && fault !== "oneSided";

/** An admissible quote without one of its sides is named for the eye only: the engines judge sides by purpose. */
function contractCell(view: ContractView): ContractCell {
  const { instrument, quote, iv, delta, gamma, theta, vega, volume, openInterest } = view;
  const isOneSided = quote.fault === null && (quote.bid === null || quote.ask === null);
  return {
    instrument,
    bid: usdOrNull(quote.bid),
    ask: usdOrNull(quote.ask),
    bidSize: quote.bidSize,
    askSize: quote.askSize,
    mid: quote.fault === null && !isOneSided ? middleText(view.mid) : null,
    iv,
    delta,
    gamma,
    theta,
    vega,
    volume,
    openInterest,
    at: quote.at,
    fault: isOneSided ? "oneSided" : quote.fault,
  };
}

function quotePrice(quote: QuoteView, src: Src): Price {
  const v = middleText(midOf(quote));
  const stamp = { at: quote.at, how: quote.how, src };
  return v === null ? { v, ...stamp, why: quote.fault ?? "no ask" } : { v, ...stamp };
}

/** Both middles at the board's own middle row. */
function straddle({ rows, atm, at, how }: ChainView, src: Src): Price {
  const middle = rows.find(({ strike }) => strike === atm);
  const call = middle === undefined ? null : fullMid(middle.call);
  const put = middle === undefined ? null : fullMid(middle.put);
  if (call === null || put === null)
    return { v: null, at, how, src, why: "no admissible call and put at the middle strike" };
  return { v: middleText(call + put), at, how, src };
}

const fullMid = ({ quote, mid }: ContractView): UsdE4 | number | null => (quote.bid === null ? null : mid);

export const correlationFrame = (
  { at, cells, divergences }: CorrelationView,
  src: Src,
): CorrelationFrame => ({
  at,
  src,
  cells: cells.map(({ pair, ...cell }) => ({ ...cell, pair: [pair[0], pair[1]] })),
  divergences: divergences.map(({ pair, ...divergence }) => ({ ...divergence, pair: [pair[0], pair[1]] })),
});

export const regimeFrame = ({ at, regime, vix, how, why }: RegimeView): RegimeFrame => ({
  at,
  regime,
  vix,
  how,
  why,
});

const lineFrame = ({
  connections,
  alarms,
  lagMicros,
  conflated,
  loopDelayMs,
}: FeedLine): NonNullable<FeedFrame["line"]> => ({
  connections: [...connections],
  alarms: [...alarms],
  lagMicros,
  conflated,
  loopDelayMs,
});

/** Without connections there is no line: what files have to say is in the events. */
export const feedFrame = (health: readonly FeedHealth[], line: FeedLine | null): FeedFrame => ({
  line: line === null || line.connections.length === 0 ? null : lineFrame(line),
  health: health.map(({ scope, state, worstAge, lastRecordAt }) => ({
    scope,
    state,
    worstAge,
    lastRecordAt,
  })),
});
