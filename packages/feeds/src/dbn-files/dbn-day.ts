import {
  BadInputError,
  isTicker,
  parseOsi,
  type AgeLimits,
  type Provenance,
  type Session,
} from "@smart0dte/domain";
import { SESSION_END } from "../recorder/set-index.ts";
import { cutEvents } from "./cut-events.ts";
import { chainsOf, isDefinitions } from "./day-chains.ts";
import { findDayFiles, type DayFiles } from "./day-files.ts";
import { sessionOfFiles } from "./day-session.ts";
import { Reading, type DbnEvent } from "./dbn-event.ts";
import { findingsAfter, findingsBefore } from "./dbn-findings.ts";
import { mergedEvents } from "./merged-events.ts";
import { namedIds } from "./metadata-symbols.ts";

/** One session as DBN files hold it, from the historical service or from a recorder. */
export interface DbnDay {
  readonly session: Session;
  readonly provenance: Provenance;
  readonly ageLimits: AgeLimits;
  /** How its inputs are cut: as the desk that recorded it took them, or by the times in the files. */
  readonly cut: "as recorded" | "by time";
  /** What is known before the records are read. */
  readonly findings: readonly string[];
  /** Its inputs in order, once; refuses files in which nothing is of this desk. */
  events(): AsyncGenerator<DbnEvent, void, undefined>;
  /** What was found in the records; complete when the events have ended. */
  readonly foundInRecords: readonly string[];
  /** What of it is known so far, in the order in which it was found; what is missing is known at the end. */
  readonly foundSoFar: readonly string[];
}

/**
 * Reads what files say of themselves and finds the session in them; the records are read as they are played.
 *
 * Files are named one by one, or as a folder of them or of a recording. Refuses unusable files and dates with one
 * sentence.
 */
export function readDbnDay(paths: readonly string[], date: string | null): DbnDay {
  const day = findDayFiles(paths, date);
  const session = sessionOfFiles(day, date);
  refuseWithoutNames(day, session);
  return new PlayedDay(day, session);
}

class PlayedDay implements DbnDay {
  readonly session: Session;
  readonly provenance: Provenance;
  readonly ageLimits: AgeLimits;
  readonly cut: DbnDay["cut"];
  readonly findings: readonly string[];
  readonly #day: DayFiles;
  readonly #reading = new Reading();

  constructor(day: DayFiles, session: Session) {
    this.#day = day;
    this.session = session;
    this.provenance = { src: day.simulated ? "simulated" : "recorded", options: "quoted" };
    this.ageLimits = ageLimitsOf(day);
    this.cut = day.set?.index.runs.some(({ cuts }) => cuts !== null) === true ? "as recorded" : "by time";
    this.findings = findingsBefore(day);
    for (const { head } of day.files) {
      if (head.metadata.schema !== null) this.#reading.cover(String(head.metadata.schema));
    }
  }

  get foundInRecords(): readonly string[] {
    return findingsAfter(this.#reading, this.session);
  }

  get foundSoFar(): readonly string[] {
    return this.#reading.findings;
  }

  async *events(): AsyncGenerator<DbnEvent, void, undefined> {
    for await (const event of this.#play()) {
      if (event.what.kind === "end" && this.#reading.listings.length === 0) throw this.#nothingOfOurs();
      yield event;
    }
  }

  #play(): AsyncGenerator<DbnEvent, void, undefined> {
    const { session } = this;
    const play = { session, reading: this.#reading };
    const { chains, definitions, connectionOf } = chainsOf(this.#day, this.#reading.tell);
    const { set, files } = this.#day;
    if (set !== null && this.cut === "as recorded")
      return cutEvents({ ...play, ...set, files, connectionOf });
    const named = files.flatMap(({ head: { metadata } }) => {
      const connection = connectionOf(metadata.dataset);
      return namedIds(metadata, session.date).map((one) => ({ ...one, connection }));
    });
    return mergedEvents({ ...play, chains, definitions, named, coveredTo: coveredTo(this.#day, session) });
  }

  #nothingOfOurs(): BadInputError {
    return new BadInputError(
      `Nothing in the files is of SPY, QQQ or IWM on ${this.session.date}: neither a share nor an option that expires that day.`,
    );
  }
}

/** The last nanosecond that was asked for says up to when the files hold what there was. */
function coveredTo({ files, set }: DayFiles, { optionClose }: Session): number | null {
  // a limit ends a file before the time that was asked for
  const whole = files.filter(({ head }) => head.metadata.limit === null);
  const ends = whole.map(({ head }) => head.metadata.end).filter((end) => end !== null);
  if (ends.length > 0) return Number(ends.reduce((last, end) => (end > last ? end : last)) / 1000n);
  const isWhole = set?.index.files.some(({ why }) => why === SESSION_END) ?? false;
  return isWhole ? optionClose : null;
}

const SECOND = 1_000_000;
/** Live: quotes come as they change and once a second; the index every fifteen seconds. */
const AGE_LIMITS: AgeLimits = { underlying: 5 * SECOND, option: 5 * SECOND, index: 15 * SECOND };
/** One and a half intervals of what comes once a minute. */
const MINUTE_AGE = 90 * SECOND;

function ageLimitsOf({ files }: DayFiles): AgeLimits {
  const schemas = files.map(({ head }) => head.metadata.schema);
  const only = (slow: string, ...fast: readonly string[]): boolean =>
    schemas.some((schema) => schema === slow) &&
    !schemas.some((schema) => schema === null || fast.includes(String(schema)));
  return {
    ...AGE_LIMITS,
    underlying: only("bbo-1m", "mbp-1", "bbo-1s", "tbbo") ? MINUTE_AGE : AGE_LIMITS.underlying,
    option: only("cbbo-1m", "cmbp-1", "cbbo-1s") ? MINUTE_AGE : AGE_LIMITS.option,
  };
}

/** Without names of the day an instrument id means nothing: it is said before anything is played. */
function refuseWithoutNames({ files }: DayFiles, { date }: Session): void {
  const isLive = files.some(({ head }) => head.metadata.schema === null);
  if (isLive || files.some(({ head }) => isDefinitions(head))) return;
  const named = files.flatMap(({ head }) => namedIds(head.metadata, date));
  if (named.length === 0)
    throw new BadInputError(
      `The files do not say which instruments they hold on ${date}: add the file of schema definition of that day, or ask for the data with stype_out=instrument_id.`,
    );
  const isOurs = ({ rawSymbol }: { rawSymbol: string }): boolean => {
    const option = parseOsi(rawSymbol);
    return isTicker(rawSymbol) || (option.ok && option.value.expiry === date);
  };
  if (named.some(isOurs)) return;
  throw new BadInputError(
    `Nothing in the files is of SPY, QQQ or IWM on ${date} (they hold ${shown(named.map(({ rawSymbol }) => rawSymbol))}): this desk plays those three and their options that expire that day.`,
  );
}

const SHOWN = 3;
const shown = (symbols: readonly string[]): string =>
  `${symbols.slice(0, SHOWN).join(", ")}${symbols.length > SHOWN ? `, … ${symbols.length} in all` : ""}`;
