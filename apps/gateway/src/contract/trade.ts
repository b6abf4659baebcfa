import { z } from "zod";
import { Ticker } from "./market.ts";
import { At, How, Usd } from "./value.ts";

const Numbers = z.record(z.string(), z.union([z.number(), z.string()]));

export const LegRow = z.object({
  instrument: z.number().int(),
  symbol: z.string(),
  right: z.enum(["C", "P"]),
  strike: Usd,
  expiry: z.string(),
  ratio: z.number().int(),
  bid: Usd.nullable(),
  ask: Usd.nullable(),
  quoteAt: At.nullable(),
});

export const SignalRow = z.object({
  id: z.string(),
  at: At,
  ticker: Ticker,
  direction: z.enum(["up", "down", "neutral"]),
  volatility: z.enum(["rich", "fair", "cheap"]).nullable(),
  horizonMinutes: z.number(),
  reference: Usd,
  expectedMove: Usd,
  score: z.number(),
  confidence: z.object({
    value: z.number(),
    basis: z.enum(["uncalibratedScore", "driftlessDiffusion"]),
    outcomes: z.number().int(),
    won: z.number().int(),
  }),
  factors: z.array(
    z.object({
      name: z.string(),
      family: z.enum(["price", "volume", "volatility", "correlation"]),
      raw: z.number().nullable(),
      weight: z.number(),
      contribution: z.number(),
      how: How,
      why: z.string().nullable(),
    }),
  ),
  regime: z.enum(["low", "medium", "high", "emergency", "unknown"]),
  how: How,
  outcome: z.enum(["won", "lost", "untouched"]).nullable(),
});
export type SignalRow = z.infer<typeof SignalRow>;

/** A plan, or the reason for none, with what became of it. */
export const ProposalRow = z.object({
  id: z.string(),
  at: At,
  ticker: Ticker,
  signalId: z.string(),
  state: z.enum(["new", "awaiting", "accepted", "expired", "refused", "noTrade"]),
  code: z.string().nullable(),
  numbers: Numbers,
  /** One sentence for a person, with the numbers that decided. */
  sentence: z.string(),
  plan: z
    .object({
      strategy: z.string(),
      legs: z.array(LegRow),
      entryLimit: Usd,
      natural: Usd,
      mid: Usd,
      maxProfit: Usd,
      maxLoss: Usd,
      breakEvens: z.array(z.number()),
      costs: Usd,
      target: z.object({ base: z.literal("maxLoss"), fraction: z.number(), profit: Usd, closeAt: Usd }),
      stop: z.object({ loss: Usd, closeAt: Usd, persistQuotes: z.number().int() }),
      timeExitAt: At,
      invalidation: z.object({ above: Usd.nullable(), below: Usd.nullable() }),
      validUntil: At,
      breakEvenWinRate: z.number(),
      probabilityOfProfit: z.number().nullable(),
      expectedValue: z.number().nullable(),
      expectancy: z.literal("unproven"),
      confidence: z.number(),
      how: How,
    })
    .nullable(),
  quantity: z.number().int().nullable(),
  boundedBy: z.string().nullable(),
});
export type ProposalRow = z.infer<typeof ProposalRow>;

export const PositionRow = z.object({
  id: z.string(),
  planId: z.string(),
  ticker: Ticker,
  strategy: z.string(),
  legs: z.array(LegRow),
  quantity: z.number().int(),
  opened: z.number().int(),
  /** Null where no whole package was opened. */
  entry: Usd.nullable(),
  /** Contracts beside the packages, signed: left out of a close for want of a bid, or traded without their package. */
  residual: z.array(z.object({ symbol: z.string(), quantity: z.number().int() })),
  /** What is being done about legs that traded alone, in words; null where there are none. */
  orphan: z.string().nullable(),
  closeMid: Usd.nullable(),
  closeExecutable: Usd.nullable(),
  pnlMid: Usd.nullable(),
  pnlExecutable: Usd.nullable(),
  unmarkable: z.string().nullable(),
  quoteAt: At.nullable(),
  stopAt: Usd,
  stopHits: z.number().int(),
  stopPersist: z.number().int(),
  targetAt: Usd,
  timeExitAt: At,
  invalidation: z.object({ above: Usd.nullable(), below: Usd.nullable() }),
  /** What acts when nobody does. The broker's stop counts once the broker has confirmed one for every short leg. */
  protection: z.enum(["DESK", "DESK + BROKER STOP", "BROKER STOP ONLY", "NONE"]),
  /** Why the desk would not close it; null while the desk's exits go out. */
  unprotected: z.string().nullable(),
  /** Stops of it that rest at the broker, confirmed or not. */
  brokerStops: z.array(
    z.object({
      orderId: z.string(),
      symbol: z.string(),
      /** Contracts still to be bought back. */
      quantity: z.number().int(),
      trigger: Usd,
      state: z.string(),
    }),
  ),
  closing: z.string().nullable(),
  openedAt: At,
  closedAt: At.nullable(),
  realised: Usd.nullable(),
  fees: Usd,
  how: How,
});
export type PositionRow = z.infer<typeof PositionRow>;

export const OrderRow = z.object({
  id: z.string(),
  planId: z.string(),
  positionId: z.string(),
  ticker: Ticker,
  purpose: z.enum(["open", "close"]),
  reason: z.string(),
  legs: z.array(LegRow),
  quantity: z.number().int(),
  filled: z.number().int(),
  limit: Usd,
  /** The price of its one leg that it waits for; null where it works at once. */
  trigger: Usd.nullable(),
  /** Another limit that the broker was asked for and has not answered about. */
  asked: Usd.nullable(),
  state: z.string(),
  validUntil: At,
  history: z.array(z.object({ state: z.string(), at: At, note: z.string().nullable() })),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const FillRow = z.object({
  id: z.string(),
  at: At,
  orderId: z.string(),
  positionId: z.string(),
  purpose: z.enum(["open", "close"]),
  quantity: z.number().int(),
  price: Usd,
  fees: Usd,
  legs: z.array(
    z.object({ instrument: z.number().int(), symbol: z.string(), quantity: z.number().int(), price: Usd }),
  ),
  /** How well it went: a share, positive where it was worse; null where there is nothing to hold it against. */
  quality: z.object({
    toPlacedMid: Usd.nullable(),
    toFillMid: Usd.nullable(),
    toPlan: Usd.nullable(),
    /** Microseconds from the intent to the execution. */
    sinceIntent: z.number().int(),
  }),
  how: How,
});
export type FillRow = z.infer<typeof FillRow>;

export const DayFrame = z.object({
  at: At,
  mid: Usd.nullable(),
  executable: Usd.nullable(),
  realised: Usd,
  fees: Usd,
  unmarkable: z.array(z.string()),
  how: How,
  openPositions: z.number().int(),
  workingOrders: z.number().int(),
  workingOpenings: z.number().int(),
});
export type DayFrame = z.infer<typeof DayFrame>;

export const HaltRow = z.object({
  kind: z.enum(["manual", "ticker", "book", "emergency", "overFilled"]),
  at: At,
  /** `trader-1: manual, "news"`, `SPY lost $612.00 of $600.00` */
  sentence: z.string(),
});

export const RiskFrame = z.object({
  halts: z.array(HaltRow),
  breakers: z.array(z.object({ level: z.number().int(), scope: z.string(), pnl: Usd, limit: Usd, at: At })),
});
export type RiskFrame = z.infer<typeof RiskFrame>;

export const ParameterRow = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  kind: z.enum(["number", "choice"]),
  now: z.union([z.number(), z.string()]),
  default: z.union([z.number(), z.string()]),
  floor: z.number().nullable(),
  ceiling: z.number().nullable(),
  whole: z.boolean(),
  choices: z.array(z.string()),
  effect: z.string(),
  changedBy: z.string().nullable(),
  changedAt: At.nullable(),
});
export type ParameterRow = z.infer<typeof ParameterRow>;
export const ParametersFrame = z.object({ parameters: z.array(ParameterRow) });
export type ParametersFrame = z.infer<typeof ParametersFrame>;

export const EventRow = z.object({
  id: z.string(),
  at: At,
  severity: z.enum(["info", "warn", "danger"]),
  kind: z.enum([
    "fill",
    "order",
    "exit",
    "breaker",
    "halt",
    "arming",
    "parameter",
    "feed",
    "broker",
    "settlement",
  ]),
  sentence: z.string(),
});
export type EventRow = z.infer<typeof EventRow>;
