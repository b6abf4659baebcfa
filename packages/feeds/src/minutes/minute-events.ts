import {
  dollars,
  epochMicros,
  MarketBatchWriter,
  MICROS_PER_MINUTE,
  type EpochMicros,
  type InstrumentListing,
  type OutsideInput,
} from "@smart0dte/domain";
import { ModelledChain } from "../modelled-options/modelled-chain.ts";
import { quoteUnderlying } from "../modelled-options/quote-rule.ts";
import { VarianceModel } from "../modelled-options/variance-model.ts";
import type { MinuteDay, TickerDay } from "./minute-day.ts";
import type { MinuteBar } from "./minute-series.ts";

/** One thing that becomes known, at the desk time at which it does. */
export interface MinuteEvent {
  readonly at: EpochMicros;
  readonly what: Extract<OutsideInput, { readonly kind: "instruments" | "market" | "timer" | "end" }>;
}

/**
 * Plays a session: at each minute's end one batch with the minute's bars, the VIX and the modelled quotes.
 *
 * Nothing is invented inside a minute or in place of one that is missing: a ticker without a bar is silent, and a
 * minute without any record is a timer. New strikes are announced just before the batch that quotes them.
 */
export function* minuteEvents(day: MinuteDay): Generator<MinuteEvent, void, undefined> {
  const { open, close } = day.session;
  const players = day.tickers.map((own, number) => playerOf(own, number));
  const vixNumber = day.vix.kind === "absent" ? null : players.length;
  const writer = new MarketBatchWriter(512);
  const fixed = fixedListings(players, vixNumber);
  let next = fixed.length;
  yield { at: open, what: { kind: "instruments", listings: fixed } };
  const minutes = (close - open) / MICROS_PER_MINUTE;
  for (let minute = 0; minute < minutes; minute += 1) {
    const at = epochMicros(open + (minute + 1) * MICROS_PER_MINUTE);
    const listings: InstrumentListing[] = [];
    for (const player of players) listings.push(...newStrikes(player, minute, next + listings.length));
    next += listings.length;
    if (listings.length > 0) yield { at, what: { kind: "instruments", listings } };
    for (const player of players) writeBar(writer, player, { minute, at });
    const level = day.vix.kind === "absent" ? null : day.vix.levels[minute];
    if (vixNumber !== null && level !== null && level !== undefined) {
      writer.index(
        { instrument: vixNumber, at, how: day.vix.kind === "real" ? "quoted" : "estimated" },
        level,
      );
    }
    for (const player of players) writeQuotes(writer, player, { minute, at });
    yield { at, what: writer.count === 0 ? { kind: "timer" } : { kind: "market", batch: writer.take() } };
  }
  yield { at: close, what: { kind: "end" } };
}

interface Player {
  readonly own: TickerDay;
  readonly number: number;
  readonly chain: ModelledChain;
  readonly model: VarianceModel;
}

interface MinuteMoment {
  readonly minute: number;
  readonly at: EpochMicros;
}

function playerOf(own: TickerDay, number: number): Player {
  const { day, before, ticker } = own;
  return {
    own,
    number,
    chain: new ModelledChain(ticker, day.session.date),
    model: new VarianceModel(day.bars.length, before?.bars ?? null),
  };
}

function fixedListings(players: readonly Player[], vixNumber: number | null): readonly InstrumentListing[] {
  const underlyings = players.map(({ own, number }): InstrumentListing => {
    return { number, instrument: { kind: "underlying", ticker: own.ticker } };
  });
  if (vixNumber === null) return underlyings;
  return [...underlyings, { number: vixNumber, instrument: { kind: "index", symbol: "VIX" } }];
}

function newStrikes({ own, chain }: Player, minute: number, next: number): readonly InstrumentListing[] {
  const bar = barAt(own, minute);
  return bar === null ? [] : chain.listAround(dollars(bar.close), next);
}

function writeBar(writer: MarketBatchWriter, { own, number }: Player, { minute, at }: MinuteMoment): void {
  const bar = barAt(own, minute);
  if (bar !== null) writer.minuteBar({ instrument: number, at, how: "traded" }, bar);
}

function writeQuotes(writer: MarketBatchWriter, player: Player, { minute, at }: MinuteMoment): void {
  const { own, number, chain, model } = player;
  const bar = barAt(own, minute);
  if (bar === null) return;
  const { bid, ask } = quoteUnderlying(bar.close);
  writer.quote({ instrument: number, at, how: "modelled" }, bid, ask);
  const variance = model.variance(minute);
  if (variance !== null) chain.quote(writer, { at, forward: dollars(bar.close), variance });
  model.take(minute, bar);
}

const barAt = ({ day }: TickerDay, minute: number): MinuteBar | null => day.bars[minute] ?? null;
