import { err, ok, type Result } from "@smart0dte/domain";
import {
  DOOR_FAULTS,
  parseDoorFault,
  readDoorFault,
  type DatabentoDoor,
  type DoorFault,
} from "@smart0dte/simulator/databento-door";
import { TWS_FAULTS, parseTwsFault, type TwsDoor, type TwsFault } from "@smart0dte/simulator/tws-door";

/** A fault of one of the simulated exchange's doors. */
export type LineFault =
  | { readonly of: "feed"; readonly fault: DoorFault }
  /** Of the TWS and the broker behind it. */
  | { readonly of: "tws"; readonly fault: TwsFault };

/** Reads `{ kind, … }` from outside; the error is one sentence. */
export function parseLineFault(value: unknown): Result<LineFault, string> {
  if (typeof value !== "object" || value === null) return err("A fault is an object with a kind.");
  const fields = new Map<string, unknown>(Object.entries(value));
  const kind = fields.get("kind");
  if (typeof kind !== "string") return err("A fault is an object with a kind.");
  const words = [kind, ...TWS_FIELDS.map((name) => fields.get(name))].filter((word) => word !== undefined);
  return lineFault(kind, {
    feed: () => parseDoorFault(value),
    tws: () => parseTwsFault(withoutPrefix(words.join(":"))),
  });
}

/** Reads `KIND[:ARG…]`, or the same with blanks, as a person writes it. */
export const readLineFault = (text: string): Result<LineFault, string> =>
  lineFault(text, {
    feed: () => readDoorFault(text),
    tws: () => parseTwsFault(withoutPrefix(text)),
  });

/** Whether a text is of a fault, right or wrong. */
export const isLineFault = (text: string): boolean =>
  text.trim().startsWith(PREFIX) || isFeed(wordOf(text)) || isTws(wordOf(text));

/** Passes a fault to its door; the error is one sentence. */
export function causeFault(line: LineFault, doors: FaultyDoors): Result<void, string> {
  if (line.of === "feed")
    return doors.feed === null ? err("No feed is served here.") : doors.feed.fault(line.fault);
  return doors.tws === null ? err("No TWS is served here.") : doors.tws.fault(line.fault);
}

export interface FaultyDoors {
  readonly feed: DatabentoDoor | null;
  readonly tws: TwsDoor | null;
}

const PREFIX = "tws:";
/** A fault's own fields, in the order in which its text has them; no fault has two of one place. */
const TWS_FIELDS = ["at", "milliseconds", "seconds", "data", "when", "times"] as const;
/** Words that the market has too. */
const SHARED: readonly string[] = ["freeze"];

const wordOf = (text: string): string => text.trim().split(/[:\s]+/)[0] ?? "";
const withoutPrefix = (text: string): string => text.trim().replace(/^tws:/, "");
const isFeed = (word: string): boolean => DOOR_FAULTS.some((name) => name === word);
const isTws = (word: string): boolean =>
  TWS_FAULTS.some((name) => name === word) && !SHARED.includes(word) && !isFeed(word);

function lineFault(
  text: string,
  read: { readonly feed: () => Result<DoorFault, string>; readonly tws: () => Result<TwsFault, string> },
): Result<LineFault, string> {
  const word = wordOf(text);
  if (text.trim().startsWith(PREFIX) || isTws(word)) {
    const fault = read.tws();
    return fault.ok ? ok({ of: "tws", fault: fault.value }) : fault;
  }
  if (!isFeed(word)) return err(unknown(word));
  const fault = read.feed();
  return fault.ok ? ok({ of: "feed", fault: fault.value }) : fault;
}

function unknown(word: string): string {
  const shared = SHARED.map((name) => `${PREFIX}${name}`).join(", ");
  const tws = TWS_FAULTS.filter((name) => !SHARED.includes(name)).join(", ");
  return `There is no fault ${JSON.stringify(word)}; the feed has ${DOOR_FAULTS.join(", ")}; the TWS has ${tws}, ${shared}.`;
}
