import { SCHEMA_IDS, type Schema } from "@smart0dte/databento";
import type { Subscription } from "@smart0dte/databento/live";
import { BadInputError } from "@smart0dte/domain";
import { parseHostPort } from "../host-port.ts";

/** The words of the command line. */
export interface RecordWords {
  readonly dataset: string;
  readonly schema: string;
  readonly symbols?: string | undefined;
  readonly parent?: string | undefined;
  readonly stypeIn?: string | undefined;
  readonly start?: string | undefined;
  readonly gateway?: string | undefined;
  readonly key?: string | undefined;
  readonly out: string;
  readonly until?: string | undefined;
  readonly json: boolean;
}

/** What is to be recorded, and until when. */
export interface RecordOrder {
  readonly dataset: string;
  readonly key: string;
  readonly gateway: { readonly host: string; readonly port: number } | null;
  readonly subscriptions: readonly Subscription[];
  readonly folder: string;
  /** Minutes after midnight in New York, the session's end, or for ever. */
  readonly until: number | "session" | null;
}

/** Reads the command line; `environmentKey` stands in for a key that it does not name. */
export function parseRecordWords(words: RecordWords, environmentKey: string | undefined): RecordOrder {
  const key = words.key ?? environmentKey;
  if (key === undefined || key === "")
    throw new BadInputError("There is no API key: state --key KEY or set DATABENTO_API_KEY.");
  const { stypeIn, symbols } = symbolsOf(words);
  const start = words.start === undefined ? {} : { start: startOf(words.start) };
  return {
    dataset: words.dataset,
    key,
    gateway: words.gateway === undefined ? null : parseHostPort("--gateway", words.gateway),
    subscriptions: listOf(words.schema).map((name) => ({
      schema: schemaOf(name),
      stypeIn,
      symbols,
      ...start,
    })),
    folder: words.out,
    until: words.until === undefined ? null : untilOf(words.until),
  };
}

function symbolsOf({ symbols, parent, stypeIn }: RecordWords): Pick<Subscription, "stypeIn" | "symbols"> {
  if ((symbols === undefined) === (parent === undefined))
    throw new BadInputError("State what to record: either --symbols A,B or --parent SPY.OPT,QQQ.OPT.");
  if (parent !== undefined) {
    if (stypeIn !== undefined) throw new BadInputError("--stype-in goes with --symbols, not with --parent.");
    return { stypeIn: "parent", symbols: listOf(parent) };
  }
  const known = STYPES.find((name) => name === (stypeIn ?? "raw_symbol"));
  if (known === undefined)
    throw new BadInputError(`--stype-in "${String(stypeIn)}" is none of ${STYPES.join(", ")}.`);
  return { stypeIn: known, symbols: listOf(symbols ?? "") };
}

const STYPES = ["raw_symbol", "instrument_id", "continuous", "parent"] as const;

/** Blanks within a symbol count: OSI symbols are padded with them. */
function listOf(text: string): readonly string[] {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  if (parts.length === 0) throw new BadInputError(`"${text}" names nothing.`);
  return parts;
}

function schemaOf(name: string): Schema {
  const known = (Object.keys(SCHEMA_IDS) as Schema[]).find((schema) => schema === name.trim());
  if (known !== undefined) return known;
  throw new BadInputError(`--schema "${name}" is none of ${Object.keys(SCHEMA_IDS).join(", ")}.`);
}

function startOf(text: string): bigint {
  if (text === "0") return 0n;
  const millis = /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis))
    throw new BadInputError(`--start "${text}" is neither 0 nor a time as 2026-03-13T13:30:00Z.`);
  return BigInt(millis) * 1_000_000n;
}

function untilOf(text: string): number | "session" {
  if (text === "session") return text;
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new BadInputError(`--until "${text}" is neither a New York time HH:MM nor session.`);
  return Number(hour) * 60 + Number(minute);
}
