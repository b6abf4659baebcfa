import { createHash, timingSafeEqual } from "node:crypto";
import { err, ok, type Result } from "@smart0dte/domain";
import { SERVED_DATASETS, type ServedDataset } from "../served-datasets.ts";
import { fieldsOf } from "./line-splitter.ts";

/** What a client asked for with its authentication. */
export interface AuthRequest {
  readonly dataset: ServedDataset;
  readonly tsOut: boolean;
  readonly compression: "none" | "zstd";
  readonly heartbeatSeconds: number;
  readonly slowReader: "skip" | "warn";
  /** As the client names itself; empty where it does not. */
  readonly client: string;
}

export interface Lock {
  readonly challenge: string;
  readonly key: string;
}

const BUCKET_LENGTH = 5;
const KEY = /^[\x21-\x7e]{32}$/;
const DEFAULT_HEARTBEAT_SECONDS = 30;
const SHORTEST_HEARTBEAT_SECONDS = 5;
const LONGEST_HEARTBEAT_SECONDS = 1_800;

export const isKey = (text: string): boolean => KEY.test(text);

/** The end of a key that may be shown. */
export const bucketOf = (key: string): string => key.slice(-BUCKET_LENGTH);

/** Judges an authentication line; the error is the text that the client is told. Unknown keys are ignored. */
export function readAuth(line: string, lock: Lock): Result<AuthRequest, string> {
  const fields = fieldsOf(line);
  const auth = fields?.get("auth");
  if (fields === null || auth === undefined) return err("Expected auth=<hex>-<bucket>|dataset=...");
  if (!isRight(auth, lock)) return err("Authentication failed.");
  const name = fields.get("dataset") ?? "";
  const dataset = SERVED_DATASETS.find((served) => served.name === name);
  if (dataset === undefined)
    return err(`Dataset "${name}" is not served here: ${SERVED_DATASETS.map((one) => one.name).join(", ")}.`);
  const choices = readChoices(fields);
  return choices.ok ? ok({ dataset, ...choices.value }) : choices;
}

/** The reply to the challenge: SHA-256 of challenge, bar and key, then the key's last five characters. */
function isRight(auth: string, { challenge, key }: Lock): boolean {
  const digest = createHash("sha256").update(`${challenge}|${key}`).digest("hex");
  const wanted = Buffer.from(`${digest}-${bucketOf(key)}`);
  const given = Buffer.from(auth, "latin1");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function readChoices(fields: ReadonlyMap<string, string>): Result<Omit<AuthRequest, "dataset">, string> {
  const encoding = fields.get("encoding") ?? "dbn";
  if (encoding !== "dbn") return err(`Encoding "${encoding}" is not served, only dbn.`);
  const tsOut = fields.get("ts_out") ?? "0";
  if (tsOut !== "0" && tsOut !== "1") return err(`ts_out "${tsOut}" is none of 0, 1.`);
  const compression = fields.get("compression") ?? "none";
  if (compression !== "none" && compression !== "zstd")
    return err(`Compression "${compression}" is none of none, zstd.`);
  const slowReader = fields.get("slow_reader_behavior") ?? "skip";
  if (slowReader !== "skip" && slowReader !== "warn")
    return err(`slow_reader_behavior "${slowReader}" is none of skip, warn.`);
  const interval = fields.get("heartbeat_interval_s") ?? String(DEFAULT_HEARTBEAT_SECONDS);
  const heartbeatSeconds = /^\d{1,4}$/.test(interval) ? Number(interval) : Number.NaN;
  if (!(heartbeatSeconds >= SHORTEST_HEARTBEAT_SECONDS && heartbeatSeconds <= LONGEST_HEARTBEAT_SECONDS))
    return err(
      `heartbeat_interval_s "${interval}" is not from ${SHORTEST_HEARTBEAT_SECONDS} to ${LONGEST_HEARTBEAT_SECONDS}.`,
    );
  return ok({
    tsOut: tsOut === "1",
    compression,
    heartbeatSeconds,
    slowReader,
    client: fields.get("client") ?? "",
  });
}
