import { TICKERS, err, ok, type Result, type Ticker } from "@smart0dte/domain";

/** What can go wrong with the feed on request; the market itself goes on undisturbed. */
export type DoorFault =
  /** Every connection breaks off. */
  | { readonly kind: "disconnect" }
  /** Connections stay and nothing comes through them, for so many seconds of wall time. */
  | { readonly kind: "stall"; readonly seconds: number }
  /** Readers are treated as slow for so many desk seconds: quotes are left out, error 7 says so. */
  | { readonly kind: "skip"; readonly seconds: number }
  /** The next record of each client, or the first of the next client where there is none, has a length that no record has. */
  | { readonly kind: "corrupt" }
  /** The quotes of so many desk seconds come after them, with their own stamps. */
  | { readonly kind: "late"; readonly seconds: number }
  /** Quotes of so many desk seconds are crossed. */
  | { readonly kind: "crossed"; readonly seconds: number }
  /** The next so many authentications fail. */
  | { readonly kind: "refuseAuth"; readonly times?: number }
  /** Definitions of a ticker are left out from now on, until they are given back. */
  | { readonly kind: "definitionGap"; readonly ticker: Ticker }
  | { readonly kind: "definitionsBack"; readonly ticker: Ticker };

export const DOOR_FAULTS = [
  "disconnect",
  "stall",
  "skip",
  "corrupt",
  "late",
  "crossed",
  "refuseAuth",
  "definitionGap",
  "definitionsBack",
] as const satisfies readonly DoorFault["kind"][];

/** What is held back is kept in memory, so it ends. */
const LONGEST_SECONDS = 600;
const MOST_TIMES = 1_000;

/** Reads a request from outside; the error is one sentence. */
export function parseDoorFault(value: unknown): Result<DoorFault, string> {
  if (typeof value !== "object" || value === null) return err("A fault is an object with a kind.");
  const fields = new Map(Object.entries(value));
  const kind = DOOR_FAULTS.find((name) => name === fields.get("kind"));
  switch (kind) {
    case "disconnect":
    case "corrupt":
      return ok({ kind });
    case "stall":
    case "skip":
    case "late":
    case "crossed": {
      const seconds = fields.get("seconds");
      return typeof seconds === "number" && seconds > 0 && seconds <= LONGEST_SECONDS
        ? ok({ kind, seconds })
        : err(`${kind} needs seconds, a number from above 0 to ${LONGEST_SECONDS}.`);
    }
    case "refuseAuth": {
      const times = fields.get("times");
      if (times === undefined) return ok({ kind });
      return typeof times === "number" && Number.isInteger(times) && times > 0 && times <= MOST_TIMES
        ? ok({ kind, times })
        : err(`refuseAuth takes times, a whole number from 1 to ${MOST_TIMES}.`);
    }
    case "definitionGap":
    case "definitionsBack": {
      const ticker = TICKERS.find((name) => name === fields.get("ticker"));
      return ticker === undefined
        ? err(`${kind} needs a ticker of ${TICKERS.join(", ")}.`)
        : ok({ kind, ticker });
    }
    case undefined:
      return err(
        `The feed has no fault ${JSON.stringify(fields.get("kind"))}; there are ${DOOR_FAULTS.join(", ")}.`,
      );
  }
}

/** Reads `KIND[:ARG]`, or the same with a blank, as a person writes it. */
export function readDoorFault(text: string): Result<DoorFault, string> {
  const [kind = "", argument] = text.trim().split(/[:\s]+/);
  switch (kind) {
    case "stall":
    case "skip":
    case "late":
    case "crossed":
      return parseDoorFault({ kind, seconds: Number(argument ?? Number.NaN) });
    case "refuseAuth":
      return parseDoorFault(argument === undefined ? { kind } : { kind, times: Number(argument) });
    case "definitionGap":
    case "definitionsBack":
      return parseDoorFault({ kind, ticker: argument });
    default:
      return argument === undefined
        ? parseDoorFault({ kind })
        : err(`No fault "${kind}" takes "${argument}".`);
  }
}
