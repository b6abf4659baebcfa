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
  readonly databentoPort?: string | undefined;
  readonly twsPort?: string | undefined;
  readonly twsAccount?: string | undefined;
  readonly twsLive?: boolean | undefined;
  readonly twsVersion?: string | undefined;
  readonly twsBooks?: string | undefined;
  readonly twsFault?: readonly string[] | undefined;
  readonly seed: string;
  readonly speed: string;
  readonly market: string;
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly key?: string | undefined;
  readonly fault?: readonly string[] | undefined;
}

export interface SimOrder {
  /** Where data is served; null: nowhere. */
  readonly port: number | null;
  readonly tws: SimTws | null;
  readonly seed: number;
  readonly speed: number;
  readonly market: "planted" | "null";
  readonly session: Session;
  /** Null for the open. */
  readonly from: EpochMicros | null;
  readonly key: string;
  readonly requests: readonly DatedRequest[];
}

/** A TWS as it is asked for. */
export interface SimTws {
  readonly port: number;
  readonly account: string;
  readonly serverVersion: number | undefined;
  /** Where its books last; null: nowhere. */
  readonly booksFile: string | null;
}

export const DEFAULT_PORT = "13000";
export const DEFAULT_ACCOUNT = "DU1000001";
export const DEFAULT_LIVE_ACCOUNT = "U1000001";

/** A request and its desk time; null for at once. */
export interface DatedRequest {
  readonly request: SimRequest;
  readonly at: EpochMicros | null;
  readonly text: string;
}

/** Refuses what cannot be simulated, in a sentence. */
export function parseSimWords(words: SimWords): SimOrder {
  const { market, key = SIMULATED_KEY } = words;
  if (market !== "planted" && market !== "null")
    throw new BadInputError(`--market "${market}" is none of planted, null.`);
  if (!isKey(key))
    throw new BadInputError("--key has to be 32 printable ASCII characters, as every Databento key.");
  const session = sessionNamed(words.date);
  const tws = twsOf(words);
  const texts = [...(words.fault ?? []), ...(words.twsFault ?? []).map(atTws)];
  const requests = texts.map((text) => requestOf(text, session));
  const atNobody = requests.find(({ request }) => request.kind === "fault" && request.fault.of === "tws");
  if (tws === null && atNobody !== undefined)
    throw new BadInputError(
      `${atNobody.text} is a fault of the TWS, and none is served: it needs --tws-port.`,
    );
  const { databentoPort = tws === null ? DEFAULT_PORT : null } = words;
  return {
    port: databentoPort === null ? null : portOf(databentoPort, "--databento-port"),
    tws,
    seed: seedOf(words.seed),
    speed: speedOf(words.speed),
    market,
    session,
    from: words.from === undefined ? null : momentOf(words.from, session, "--from"),
    key,
    requests,
  };
}

function twsOf(words: SimWords): SimTws | null {
  const { twsPort, twsAccount, twsLive, twsVersion, twsBooks, twsFault } = words;
  if (twsPort === undefined) {
    const others = [twsAccount, twsLive, twsVersion, twsBooks, twsFault];
    if (others.every((word) => word === undefined)) return null;
    throw new BadInputError(
      "--tws-account, --tws-live, --tws-version, --tws-books and --tws-fault need --tws-port.",
    );
  }
  return {
    port: portOf(twsPort, "--tws-port"),
    account: accountOf(twsAccount, twsLive === true),
    serverVersion: twsVersion === undefined ? undefined : Number(twsVersion),
    booksFile: twsBooks ?? null,
  };
}

/** A live account only where it is said twice: by its name and by the flag. */
function accountOf(named: string | undefined, isLive: boolean): string {
  const account = named ?? (isLive ? DEFAULT_LIVE_ACCOUNT : DEFAULT_ACCOUNT);
  const [pattern, kind, example] = isLive
    ? ([/^U\d{5,9}$/, "live", DEFAULT_LIVE_ACCOUNT] as const)
    : ([/^DU\d{5,9}$/, "paper", DEFAULT_ACCOUNT] as const);
  if (!pattern.test(account))
    throw new BadInputError(`--tws-account "${account}" is not a ${kind} account, as ${example}.`);
  return account;
}

/** As a line on standard input asks for it. */
const atTws = (text: string): string => (text.startsWith("tws:") ? text : `tws:${text}`);

function portOf(text: string, flag: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new BadInputError(`${flag} "${text}" is not a port from 0 to 65535.`);
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
