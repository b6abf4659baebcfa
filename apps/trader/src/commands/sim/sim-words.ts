import {
  BadInputError,
  EXCHANGE_ZONE,
  civilDateOf,
  epochMicros,
  isoDateOf,
  nextSession,
  parseIsoDate,
  sessionOf,
  zonedToEpochMicros,
  type EpochMicros,
  type Session,
} from "@smart0dte/domain";
import { SIMULATED_KEY, isKey } from "@smart0dte/simulator/databento-door";
import { parseSpeed } from "../source-choice.ts";
import { readSimLine, type SimRequest } from "./sim-line.ts";

/** The words of `smart0dte sim` as they stand on the command line. */
export interface SimWords {
  readonly databentoPort: string;
  readonly twsPort?: string | undefined;
  readonly seed: string;
  readonly speed: string;
  readonly market: string;
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly key?: string | undefined;
  readonly fault?: readonly string[] | undefined;
}

export interface SimOrder {
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  readonly market: "planted" | "null";
  readonly session: Session;
  /** Null for the open. */
  readonly from: EpochMicros | null;
  readonly key: string;
  readonly requests: readonly DatedRequest[];
}

/** A request and its desk time; null for at once. */
export interface DatedRequest {
  readonly request: SimRequest;
  readonly at: EpochMicros | null;
  readonly text: string;
}

/** Refuses what cannot be simulated, in a sentence. */
export function parseSimWords(words: SimWords): SimOrder {
  if (words.twsPort !== undefined)
    throw new BadInputError("--tws-port is not offered yet: it comes with the TWS door.");
  const { market, key = SIMULATED_KEY } = words;
  if (market !== "planted" && market !== "null")
    throw new BadInputError(`--market "${market}" is none of planted, null.`);
  if (!isKey(key))
    throw new BadInputError("--key has to be 32 printable ASCII characters, as every Databento key.");
  const session = sessionNamed(words.date);
  return {
    port: portOf(words.databentoPort),
    seed: seedOf(words.seed),
    speed: speedOf(words.speed),
    market,
    session,
    from: words.from === undefined ? null : momentOf(words.from, session, "--from"),
    key,
    requests: (words.fault ?? []).map((text) => requestOf(text, session)),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new BadInputError(`--databento-port "${text}" is not a port from 0 to 65535.`);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BadInputError(`The seed "${text}" is not a whole number of up to nine digits.`);
}

function speedOf(text: string): number {
  const speed = parseSpeed(text);
  if (speed === "max")
    throw new BadInputError("--speed max does not go with a door: clients could not keep up.");
  return speed;
}

function sessionNamed(text: string | undefined): Session {
  const today = isoDateOf(epochMicros(Date.now() * 1_000));
  if (text === undefined) {
    const next = sessionOf(today) ?? nextSession(today);
    if (next === null) throw new BadInputError(`The calendar knows no session on or after ${today}.`);
    return next;
  }
  const date = parseIsoDate(text);
  if (!date.ok) throw new BadInputError(`--date "${text}" is not a date (a date is written 2026-03-13).`);
  const session = sessionOf(date.value);
  if (session === null)
    throw new BadInputError(`${text} has no session: the exchange is closed or the day unknown.`);
  return session;
}

/** `HH:MM` or `HH:MM:SS` in New York, within the session. */
function momentOf(text: string, { date, open, optionClose }: Session, flag: string): EpochMicros {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [, hour = "x", minute = "x", second = "0"] = match ?? [];
  const local = { ...civilDateOf(date), hour: Number(hour), minute: Number(minute), second: Number(second) };
  const at = zonedToEpochMicros(EXCHANGE_ZONE, local);
  if (!at.ok || match === null)
    throw new BadInputError(`${flag} "${text}" is not a time (one is written 10:30 or 10:30:15, New York).`);
  if (at.value < open || at.value >= optionClose)
    throw new BadInputError(`${flag} ${text} lies outside the session of ${date}.`);
  return at.value;
}

function requestOf(text: string, session: Session): DatedRequest {
  const at = text.lastIndexOf("@");
  const request = readSimLine(at < 0 ? text : text.slice(0, at));
  if (!request.ok) throw new BadInputError(`--fault ${text}: ${request.error}`);
  return {
    request: request.value,
    at: at < 0 ? null : momentOf(text.slice(at + 1), session, "--fault"),
    text,
  };
}
