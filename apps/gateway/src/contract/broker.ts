import { z } from "zod";
import { Ticker } from "./market.ts";
import { At, How, Usd } from "./value.ts";

/** Where the broker's book and the desk's differ, and what to do about it. */
export const BrokerDifferenceRow = z.object({
  kind: z.string(),
  orderId: z.string().nullable(),
  /** Only a person can put it right, and nothing opens until then. */
  halts: z.boolean(),
  /** Compact OSI symbol or a share's name; null where it is about an order. */
  contract: z.string().nullable(),
  /** Contracts or shares, signed; null where it is not about a quantity. */
  desk: z.number().nullable(),
  broker: z.number().nullable(),
  sentence: z.string(),
  toDo: z.string(),
});
export type BrokerDifferenceRow = z.infer<typeof BrokerDifferenceRow>;

/** What an order for a plan would change of the account's figures: money of all its packages, signed. */
export const MarginRow = z.object({
  planId: z.string(),
  ticker: Ticker,
  quantity: z.number().int(),
  at: At,
  how: How,
  /** Null where nothing bounds the loss. */
  effect: z
    .object({
      initial: Usd,
      maintenance: Usd,
      equity: Usd,
      /** What it ties up: the initial margin less the change of equity. */
      tiedUp: Usd,
    })
    .nullable(),
  /** Why the broker did not say; null where it did. */
  why: z.string().nullable(),
});
export type MarginRow = z.infer<typeof MarginRow>;

/** The day by the broker's count and by the desk's, signed money. */
export const BrokerProfitRow = z.object({
  at: At,
  daily: Usd.nullable(),
  unrealised: Usd.nullable(),
  realised: Usd.nullable(),
  ownDaily: Usd.nullable(),
  ownRealised: Usd,
  /** The broker's day less the desk's; null where one of them has no figure. */
  difference: Usd.nullable(),
});
export type BrokerProfitRow = z.infer<typeof BrokerProfitRow>;

const PairedQuoteRow = z.object({
  bid: Usd.nullable(),
  ask: Usd.nullable(),
  /** Of an index, points. */
  level: z.number().nullable(),
  at: At.nullable(),
  why: z.string().nullable(),
});

/** One thing quoted twice. */
export const QuotePairRow = z.object({
  /** Compact OSI symbol, or VIX. */
  of: z.string(),
  broker: PairedQuoteRow.extend({ delayed: z.boolean() }),
  desk: PairedQuoteRow,
  differs: z.boolean(),
});
export type QuotePairRow = z.infer<typeof QuotePairRow>;

/** The way to a TWS: the broker's, or the simulated one. */
export const BrokerLineFrame = z.object({
  /** HOST:PORT. */
  address: z.string(),
  simulated: z.boolean(),
  account: z.string(),
  accountKind: z.enum(["paper", "live"]),
  serverVersion: z.number().int().nullable(),
  /** Orders go out in `ready` alone. */
  state: z.enum([
    "disconnected",
    "connecting",
    "handshaking",
    "synchronising",
    "ready",
    "halfOpen",
    "backingOff",
    "nightlyReset",
    "refused",
  ]),
  since: At,
  /** When a back-off or a reset window ends. */
  until: At.nullable(),
  /** The last sign of life; null without a connection. */
  heardAt: At.nullable(),
  why: z.string().nullable(),
  /** The reset or login window of the broker that this moment lies in. */
  reset: z.string().nullable(),
  reconciled: z.boolean(),
  differences: z.array(BrokerDifferenceRow),
  /** Legs that filled without the others of their package. */
  orphans: z.array(z.object({ orderId: z.string(), contract: z.string(), quantity: z.number() })),
  /** Messages waiting for their turn. */
  waiting: z.number().int(),
  /** What the account says of money; null before it did. */
  values: z
    .array(z.object({ key: z.string(), label: z.string(), value: Usd, currency: z.string() }))
    .nullable(),
  /** When the newest of them came. */
  valuesAt: At.nullable(),
  /** What the account has made today; null before the broker said anything of it. */
  profit: BrokerProfitRow.nullable(),
  /** What the broker quotes beside the desk's own feed; nothing is decided by it. */
  quotes: z.object({ pairs: z.array(QuotePairRow), beyondBudget: z.number().int() }),
  /** Of the newest plans, newest first. */
  margins: z.array(MarginRow),
  /** Newest first. */
  notices: z.array(
    z.object({ at: At, severity: z.enum(["info", "warning", "alert"]), code: z.string(), text: z.string() }),
  ),
});
export type BrokerLineFrame = z.infer<typeof BrokerLineFrame>;

export const BrokerFrame = z.object({
  /** Null where the desk's own paper broker carries orders out. */
  line: BrokerLineFrame.nullable(),
});
export type BrokerFrame = z.infer<typeof BrokerFrame>;
