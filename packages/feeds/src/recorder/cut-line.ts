import { epochMicros, type EpochMicros } from "@smart0dte/domain";

/**
 * What a desk did with what had come: a batch or listings out of it, or its clock alone (`timer`); or that a person
 * asked something of it (`asked`), which its journal holds and a recording does not.
 */
export const CUT_KINDS = ["market", "instruments", "timer", "asked"] as const;
export type CutKind = (typeof CUT_KINDS)[number];

/** Nothing that came is cut off by it: it has a place among the other cuts. */
export const isPlaced = (what: CutKind): boolean => what === "timer" || what === "asked";

/** Something that came on a connection (numbered as in the index), in the order in which it came. */
export type Arrival =
  | { readonly kind: "records"; readonly connection: number; readonly count: number }
  /** Records that came and are not in the files. */
  | { readonly kind: "lost"; readonly connection: number; readonly count: number }
  /** Records that a reconnect brought again: they are in the files, and the desk did not take them. */
  | { readonly kind: "repeated"; readonly connection: number; readonly count: number }
  /** The connection said that something is missing; `instruments` null is all of them. */
  | {
      readonly kind: "gap";
      readonly connection: number;
      readonly at: number;
      readonly instruments: readonly number[] | null;
    };

/** One input that a desk made. */
export interface Cut {
  readonly at: EpochMicros;
  readonly what: CutKind;
  /** Batches and listings that the desk had worked off before it. */
  readonly after: number;
  /** What came since the cut before; empty for what is only placed. */
  readonly arrivals: readonly Arrival[];
}

/** One line of a cuts file: `{"at":…,"what":"market","after":7,"came":[[0,120],[1,2,"lost"],[0,"gap",at,[ids]]]}`. */
export function cutLine({ at, what, after, arrivals }: Cut): string {
  const came = arrivals.length === 0 ? {} : { came: arrivals.map(toWire) };
  return `${JSON.stringify({ at, what, after, ...came })}\n`;
}

function toWire(arrival: Arrival): readonly unknown[] {
  switch (arrival.kind) {
    case "records":
      return [arrival.connection, arrival.count];
    case "lost":
    case "repeated":
      return [arrival.connection, arrival.count, arrival.kind];
    case "gap":
      return [arrival.connection, "gap", arrival.at, arrival.instruments];
  }
}

/** Null for a line that is none; the last one of a recorder that was killed may be. */
export function parseCutLine(line: string): Cut | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { at, what, after, came = [] } = value as Record<string, unknown>;
  const kind = CUT_KINDS.find((known) => known === what);
  if (!isCount(at) || kind === undefined || !isCount(after) || !Array.isArray(came)) return null;
  const arrivals = came.map(fromWire);
  if (arrivals.includes(null)) return null;
  return { at: epochMicros(at), what: kind, after, arrivals: arrivals.filter((arrival) => arrival !== null) };
}

function fromWire(value: unknown): Arrival | null {
  if (!Array.isArray(value)) return null;
  const [connection, second, third, fourth] = value as unknown[];
  if (!isCount(connection)) return null;
  if (second === "gap") return gapOf(connection, third, fourth);
  if (!isCount(second)) return null;
  if (third === undefined) return { kind: "records", connection, count: second };
  return third === "lost" || third === "repeated" ? { kind: third, connection, count: second } : null;
}

function gapOf(connection: number, at: unknown, instruments: unknown): Arrival | null {
  if (typeof at !== "number") return null;
  if (instruments === null) return { kind: "gap", connection, at, instruments };
  if (!Array.isArray(instruments) || !instruments.every(isCount)) return null;
  return { kind: "gap", connection, at, instruments };
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
