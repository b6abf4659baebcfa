import type { Schema } from "@smart0dte/databento";
import { err, ok, type Result } from "@smart0dte/domain";
import type { ServedDataset, ServedSType } from "../served-datasets.ts";
import { fieldsOf } from "./line-splitter.ts";
import { readStart } from "./start-text.ts";

/** One subscription, its chunks put together. */
export interface SubscriptionRequest {
  /** As the client numbered it. */
  readonly id: string | null;
  readonly schema: Schema;
  readonly stypeIn: ServedSType;
  readonly symbols: readonly string[];
  /** Nanoseconds from which on the day is replayed, 0 for all of it; null for live data alone. */
  readonly start: bigint | null;
}

/** One line of a subscription. */
export interface SubscriptionChunk extends SubscriptionRequest {
  readonly isLast: boolean;
}

export const ALL_SYMBOLS = "ALL_SYMBOLS";
export const MOST_SYMBOLS = 2_000;
const LARGEST_ID = 0xffff_ffff;

/** Judges one subscription line; the error is the text that the client is told. */
export function readChunk(line: string, dataset: ServedDataset): Result<SubscriptionChunk, string> {
  const fields = fieldsOf(line);
  if (fields === null) return err("A subscription is key=value pairs joined by |.");
  const named = fields.get("schema") ?? "";
  const schema = dataset.schemas.find((one) => one === named);
  if (schema === undefined)
    return err(`Schema "${named}" is not offered for ${dataset.name}: ${dataset.schemas.join(", ")}.`);
  const stype = fields.get("stype_in") ?? "raw_symbol";
  const stypeIn = dataset.stypes.find((one) => one === stype);
  if (stypeIn === undefined)
    return err(`stype_in "${stype}" is not offered for ${dataset.name}: ${dataset.stypes.join(", ")}.`);
  const rest = readRest(fields);
  return rest.ok ? ok({ schema, stypeIn, ...rest.value }) : rest;
}

function readRest(
  fields: ReadonlyMap<string, string>,
): Result<Pick<SubscriptionChunk, "id" | "symbols" | "start" | "isLast">, string> {
  const symbols = (fields.get("symbols") ?? "").split(",").filter((symbol) => symbol !== "");
  if (symbols.length === 0) return err("A subscription needs symbols.");
  const snapshot = flagOf(fields.get("snapshot") ?? "0");
  if (snapshot !== false) return err("snapshot is for schema mbo only, which is not offered.");
  const isLast = flagOf(fields.get("is_last") ?? "1");
  if (isLast === null) return err("is_last is 0 or 1.");
  const id = fields.get("id") ?? null;
  if (id !== null && !(/^\d{1,10}$/.test(id) && Number(id) <= LARGEST_ID))
    return err("id is a whole number of 32 bits.");
  const from = fields.get("start");
  const start = from === undefined ? null : readStart(from);
  if (from !== undefined && start === null)
    return err(`start "${from}" is neither nanoseconds nor an ISO time.`);
  return ok({ id, symbols, start, isLast });
}

/** Official clients write 0 and 1; one language's own words for it mean the same. */
const flagOf = (text: string): boolean | null =>
  ["0", "false", "False"].includes(text) ? false : ["1", "true", "True"].includes(text) ? true : null;
