import { z } from "zod";
import { Ticker } from "./market.ts";
import { At, How, Src, Usd } from "./value.ts";

/** A part with its reason where it is not there. */
const partOf = <Schema extends z.ZodType>(v: Schema) =>
  z.object({ v: v.nullable(), why: z.string().nullable() });

/** Answer of {@link ROUTES.package}: contracts of one ticker taken together, as they stand now. A reading only. */
export const PackageFrame = z.object({
  /** As it was asked. */
  legs: z.string(),
  ticker: Ticker,
  at: At,
  how: How,
  src: Src,
  contracts: z.array(
    z.object({
      symbol: z.string(),
      right: z.enum(["C", "P"]),
      /** Dollars. */
      strike: z.number(),
      /** Contracts in one package, short negative. */
      quantity: z.number().int(),
      bid: Usd.nullable(),
      ask: Usd.nullable(),
      at: At.nullable(),
      /** Why its quote cannot be used; null where it can. */
      fault: z.string().nullable(),
      /** Annual fraction; null where neither its strike's quote nor the fitted smile gives one. */
      iv: z.number().nullable(),
      ivFrom: z.enum(["quote", "smile"]).nullable(),
    }),
  ),
  /** Prices a share, debit positive: `ask` opens the package at executable sides, `bid` is what the opposite fetches. */
  market: partOf(
    z.object({
      bid: Usd,
      mid: Usd,
      ask: Usd,
      /** Fees in and out of one package, positive. */
      costs: Usd,
      /** Of one package of 100 shares, opened at the ask and held to the close, before costs. Null: NOT LIMITED. */
      maxProfit: Usd.nullable(),
      maxLoss: Usd.nullable(),
      /** Dollars of the underlying. */
      breakEvens: z.array(z.number()),
    }),
  ),
  /** {@link PACKAGE_WORDS} */
  greeks: partOf(z.object({ delta: z.number(), gamma: z.number(), theta: z.number(), vega: z.number() })),
  /** Held to the close, under the options' own density: risk-neutral, not a forecast. */
  odds: partOf(
    z.object({
      /** Of ending above all costs. */
      probabilityOfProfit: z.number(),
      /** Dollars a package after costs. */
      expectedValue: z.number(),
    }),
  ),
  /** What it is called and why no order can be made of it here. */
  ticket: z.string(),
});
export type PackageFrame = z.infer<typeof PackageFrame>;

/** `1xSPY260814C00660000,-1xSPY260814C00661000`: contracts of one package, short negative. */
export const PackageQuery = z.object({ legs: z.string().max(160) });

/** Legs that fit into one question. */
export const MOST_PACKAGE_LEGS = 6;

/** Units of one package of 100 shares a contract. */
export const PACKAGE_WORDS = {
  delta: "shares ($ per $1)",
  gamma: "shares per $1",
  theta: "$ per hour",
  vega: "$ per volatility point",
} as const;
