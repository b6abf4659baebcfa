import { TICKERS, err, ok, type Result, type Ticker } from "@smart0dte/domain";

export const FREEZABLE = ["options", "underlying", "all"] as const;
export type Freezable = (typeof FREEZABLE)[number];

/** Ways in which one instrument's quote can be wrong; each stays, and stays fresh, until the ticker is resumed. */
export const QUOTE_FAULTS = ["cross", "wide", "noBid", "noAsk", "bad"] as const;
export type QuoteFault = (typeof QUOTE_FAULTS)[number];

/** What can be asked of the simulated market. Part of its input: applied at a desk time, repeated by a rebuild. */
export type SimControl =
  /** No more quotes or prints. */
  | { readonly kind: "freeze"; readonly ticker: Ticker; readonly what: Freezable }
  /** Ends everything that was asked for this ticker but moves and signals; all of it is quoted at once. */
  | { readonly kind: "resume"; readonly ticker: Ticker }
  /** A gap record for each instrument of the ticker, then silence. */
  | { readonly kind: "gap"; readonly ticker: Ticker }
  /** A halt of the underlying and its options, then silence. */
  | { readonly kind: "halt"; readonly ticker: Ticker }
  /** `sd` standard deviations of an hour over the next minute, for good. */
  | { readonly kind: "move"; readonly ticker: Ticker; readonly sd: number }
  /** A divergence that builds for three minutes and then reverts; drawn where no side is named. */
  | { readonly kind: "signal"; readonly ticker: Ticker; readonly side?: "rich" | "cheap" }
  | { readonly kind: QuoteFault; readonly instrument: number };

/** Reads a request from outside; the error is one sentence. */
export function parseSimControl(value: unknown): Result<SimControl, string> {
  if (typeof value !== "object" || value === null)
    return err("A simulator request is an object with a kind.");
  const fields = new Map(Object.entries(value));
  const kind = fields.get("kind");
  const fault = QUOTE_FAULTS.find((name) => name === kind);
  if (fault !== undefined) {
    const instrument = fields.get("instrument");
    return typeof instrument === "number" && Number.isInteger(instrument)
      ? ok({ kind: fault, instrument })
      : err(`${fault} needs an instrument number.`);
  }
  const ticker = TICKERS.find((name) => name === fields.get("ticker"));
  if (ticker === undefined) return err(`A simulator request needs a ticker of ${TICKERS.join(", ")}.`);
  return tickerControl(kind, ticker, fields);
}

function tickerControl(
  kind: unknown,
  ticker: Ticker,
  fields: ReadonlyMap<string, unknown>,
): Result<SimControl, string> {
  switch (kind) {
    case "resume":
    case "gap":
    case "halt":
      return ok({ kind, ticker });
    case "freeze": {
      const what = FREEZABLE.find((name) => name === fields.get("what"));
      return what === undefined
        ? err(`freeze needs what: ${FREEZABLE.join(", ")}.`)
        : ok({ kind, ticker, what });
    }
    case "move": {
      const sd = fields.get("sd");
      return typeof sd === "number" && Math.abs(sd) <= 10
        ? ok({ kind, ticker, sd })
        : err("move needs sd, a number from -10 to 10.");
    }
    case "signal": {
      const side = fields.get("side");
      if (side === undefined) return ok({ kind, ticker });
      return side === "rich" || side === "cheap"
        ? ok({ kind, ticker, side })
        : err("signal takes side: rich, cheap.");
    }
    default:
      return err(`The simulator has no request ${String(kind)}.`);
  }
}
