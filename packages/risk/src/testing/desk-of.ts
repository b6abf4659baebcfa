import {
  usdE4,
  type EpochMicros,
  type Order,
  type Position,
  type QuoteOf,
  type Regime,
  type RiskEvent,
  type SessionStart,
  type UsdE4,
} from "@smart0dte/domain";
import { aMarket, aQuote, aSessionStart, minute } from "@smart0dte/domain/testing";
import { openBook, type RiskBook } from "../risk-book.ts";
import type { RiskInput } from "../risk-input.ts";
import { riskStep } from "../risk-step.ts";

type Without<Input> = Input extends unknown ? Omit<Input, "seq" | "at"> : never;

/** A risk engine in a calm regime that is fed one input after another and remembers its book. */
export class DeskOf {
  book: RiskBook;
  #seq = 100;
  #at: EpochMicros = minute(60);

  constructor(
    over: Partial<SessionStart> = {},
    held: { positions?: readonly Position[]; orders?: readonly Order[] } = {},
  ) {
    this.book = openBook(aSessionStart(over));
    this.regime("low");
    for (const order of held.orders ?? []) this.tell(order);
    for (const position of held.positions ?? []) this.hold(position);
  }

  at(minutes: number): this {
    this.#at = minute(minutes);
    return this;
  }

  regime(regime: Regime, vix: number | null = 14): readonly RiskEvent[] {
    const view = { at: this.#at, regime, vix, how: "quoted" as const, why: "told by a test" };
    return this.feed({ kind: "regime", view });
  }

  feed(input: Without<RiskInput>): readonly RiskEvent[] {
    this.#seq += 1;
    const { state, out } = riskStep(this.book, { ...input, seq: this.#seq, at: this.#at });
    this.book = state;
    return out;
  }

  /** The market stands so; every call is newer by a millisecond. */
  market(quoteOf: QuoteOf, spot: number | null = 663): readonly RiskEvent[] {
    return this.#look("market", quoteOf, spot);
  }

  timer(quoteOf: QuoteOf, spot: number | null = 663): readonly RiskEvent[] {
    return this.#look("timer", quoteOf, spot);
  }

  hold(position: Position): readonly RiskEvent[] {
    return this.feed({ kind: "execution", event: { type: "positionChanged", at: this.#at, position } });
  }

  tell(order: Order): readonly RiskEvent[] {
    return this.feed({ kind: "execution", event: { type: "orderChanged", at: this.#at, order } });
  }

  #look(kind: "market" | "timer", quoteOf: QuoteOf, spot: number | null): readonly RiskEvent[] {
    this.#at = (this.#at + 1000) as EpochMicros;
    return this.feed({ kind, quoteOf, spotOf: () => (spot === null ? null : dollarsE4(spot)) });
  }
}

const dollarsE4 = (dollars: number): UsdE4 => usdE4(Math.round(dollars * 10_000));

let looks = 0;

/**
 * The 660/655 put vertical so that closing it costs this many dollars a share at executable sides,
 * a cent less for each at mid. Each call is a new quote.
 */
export function closingAt(
  debit: number,
  over: { short?: Parameters<typeof aQuote>[2]; long?: Parameters<typeof aQuote>[2] } = {},
): QuoteOf {
  looks += 1;
  const at = (minute(60) + looks) as EpochMicros;
  return aMarket({
    10_660: aQuote(debit + 0.28, debit + 0.3, { at, ...over.short }),
    10_655: aQuote(0.3, 0.32, { at, ...over.long }),
  });
}
