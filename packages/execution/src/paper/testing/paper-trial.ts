import {
  epochMicros,
  orderId,
  usdE4,
  type BrokerEvent,
  type EpochMicros,
  type OrderCommand,
  type OrderId,
  type QuoteOf,
  type QuoteView,
  type SessionStart,
} from "@smart0dte/domain";
import { aLeg, aMarket, aPlan, aQuote, aSession, aSessionStart, minute } from "@smart0dte/domain/testing";
import type { PaperInput } from "../paper-input.ts";
import { openPaper, type PaperState } from "../paper-state.ts";
import { paperStep } from "../paper-step.ts";

type Place = Extract<OrderCommand, { action: "place" }>;
type Without<Union> = Union extends unknown ? Omit<Union, "seq" | "at"> : never;

export const FIRST = orderId(1, 0);
export const SECOND = orderId(2, 0);

/** A paper broker at work; each input has the next number. */
export class PaperTrial {
  state: PaperState;
  #seq = 0;
  #at: EpochMicros = minute(60);

  constructor(over: Partial<SessionStart> = {}) {
    this.state = openPaper(aSessionStart(over));
  }

  at(minutes: number): this {
    this.#at = minute(minutes);
    return this;
  }

  /** Desk time goes on by so many milliseconds. */
  after(millis: number): this {
    this.#at = epochMicros(this.#at + millis * 1000);
    return this;
  }

  place(over: Partial<Place> = {}): readonly BrokerEvent[] {
    return this.feed({ kind: "command", command: { ...anOpening(), at: this.#at, ...over } });
  }

  cancel(id: OrderId = FIRST): readonly BrokerEvent[] {
    const command = { type: "orderCommand", action: "cancel", at: this.#at, orderId: id } as const;
    return this.feed({ kind: "command", command });
  }

  replace(limit: number, id: OrderId = FIRST): readonly BrokerEvent[] {
    const change = { action: "replace", orderId: id, purpose: "open", limit: usdE4(limit) } as const;
    return this.feed({ kind: "command", command: { type: "orderCommand", at: this.#at, ...change } });
  }

  look(quoteOf: QuoteOf = credit()): readonly BrokerEvent[] {
    return this.feed({ kind: "look", quoteOf });
  }

  /** Looks in the very input that the last command came from. */
  lookAgain(quoteOf: QuoteOf = credit()): readonly BrokerEvent[] {
    this.#seq -= 1;
    return this.look(quoteOf);
  }

  feed(input: Without<PaperInput>): readonly BrokerEvent[] {
    this.#seq += 1;
    const { state, out } = paperStep(this.state, { ...input, seq: this.#seq, at: this.#at });
    this.state = state;
    return out;
  }
}

/** Sells the 660/655 put vertical of {@link aPlan} for 0.60 or more. */
export function anOpening(over: Partial<Place> = {}): Place {
  const { legs, entryLimit: limit, validUntil } = aPlan();
  return {
    type: "orderCommand",
    action: "place",
    at: minute(60),
    orderId: FIRST,
    purpose: "open",
    legs,
    quantity: 1,
    limit,
    validUntil,
    ...over,
  };
}

/** Buys it back at any price up to 5.00. */
export function aClose(over: Partial<Place> = {}): Place {
  const legs = [aLeg(660, "P", 1), aLeg(655, "P", -1)];
  return {
    ...anOpening(),
    purpose: "close",
    legs,
    limit: 50_000 as Place["limit"],
    validUntil: aSession().close,
    ...over,
  };
}

/** A market in which {@link anOpening} fetches 0.91 - 0.31 = 0.60 and {@link aClose} costs 0.93 - 0.29 = 0.64. */
export const credit = (over: { short?: Partial<QuoteView>; long?: Partial<QuoteView> } = {}): QuoteOf =>
  aMarket({
    10_660: aQuote(0.91, 0.93, over.short),
    10_655: aQuote(0.29, 0.31, over.long),
  });

export const kinds = (events: readonly BrokerEvent[]): readonly string[] => events.map(({ kind }) => kind);

export const fills = (events: readonly BrokerEvent[]) => events.filter((event) => event.kind === "fill");
