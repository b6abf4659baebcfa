import { RTYPES } from "@smart0dte/databento";
import { EXCHANGE_ZONE, localTimeOf, type EpochMicros, type Session } from "@smart0dte/domain";
import type { DayFiles } from "./day-files.ts";
import { PRINT_RTYPES, QUOTE_RTYPES, type Reading } from "./dbn-event.ts";

/** What the files say of themselves before they are read. */
export function findingsBefore(day: DayFiles): readonly string[] {
  const broken = day.files
    .filter(({ recorded }) => recorded !== null && !recorded.complete)
    .map(({ head, recorded }) => {
      const lost = recorded?.lost ?? 0;
      if (lost > 0)
        return `${head.path}: ${lost} records after it were not recorded (${recorded?.why ?? "no reason"})`;
      return `${head.path} was not closed: its recorder was ended while it wrote, up to a second may be missing`;
    });
  const partial = day.files
    .filter(({ head }) => head.metadata.partial.length > 0 || head.metadata.notFound.length > 0)
    .map(
      ({ head: { path, metadata } }) =>
        `${path}: ${unresolved(metadata.partial.length, metadata.notFound.length)}`,
    );
  const limited = day.files
    .filter(({ head }) => head.metadata.limit !== null)
    .map(({ head }) => `${head.path} was asked for with a limit of ${String(head.metadata.limit)} records`);
  const simulated = day.simulated ? ["SIMULATED: these records were made up by a simulated gateway"] : [];
  return [...simulated, ...day.findings, ...broken, ...partial, ...limited];
}

function unresolved(partial: number, notFound: number): string {
  const texts = [
    ...(partial > 0 ? [`${partial} symbols existed for a part of the time only`] : []),
    ...(notFound > 0 ? [`${notFound} symbols were not found`] : []),
  ];
  return texts.join(", ");
}

/** What was missing or odd, once everything has been read. */
export function findingsAfter(reading: Reading, session: Session): readonly string[] {
  const { listings, reached } = reading;
  const has = (ticker: string): boolean =>
    listings.some(({ instrument }) => instrument.kind === "underlying" && instrument.ticker === ticker);
  const tickers = new Set(
    listings.map(({ instrument }) => (instrument.kind === "option" ? instrument.root : null)),
  );
  const blind = [...tickers].filter((ticker) => ticker !== null && !has(ticker));
  const missing = [
    ...(blind.length > 0
      ? [`${blind.join(", ")}: options without their underlying, which is in no file`]
      : []),
    ...(listings.some(({ instrument }) => instrument.kind === "index")
      ? []
      : ["VIX: it is in no file, the desk runs without it"]),
    ...(reading.has(...QUOTE_RTYPES) ? [] : ["no schema with quotes is among the files"]),
    ...(reading.has(...PRINT_RTYPES)
      ? []
      : ["no schema with prints is among the files: volumes are not known"]),
    ...(reading.has(RTYPES.statistics)
      ? []
      : ["no statistics are among the files: open interest is not known"]),
    // a day without a halt may have no status record at all
    ...(reading.has(RTYPES.status) || reading.covers("status")
      ? []
      : ["no status is among the files: halts are not known"]),
    ...(reading.has(RTYPES.ohlcv1s, RTYPES.ohlcv1m, RTYPES.ohlcv1h, RTYPES.ohlcv1d)
      ? ["bars (ohlcv) are among the files and are not used: the desk makes its own from prints"]
      : []),
  ];
  const { unknownInstrument, undefinedTime, conflated, asked } = reading;
  return [
    ...reading.findings,
    ...(asked === null
      ? []
      : [
          `DIFFERS: people asked something of the desk that recorded this (${asked.times} times, first at ${clock(asked.first)}): halts, plans taken, positions closed and parameters are in its journal, not here`,
        ]),
    ...missing,
    ...counted(
      unknownInstrument,
      "records of instruments that no definition, mapping or metadata names are not used",
    ),
    ...counted(
      undefinedTime,
      "records had a time that is undefined or cannot be believed and took the time before",
    ),
    ...counted(
      conflated,
      "quotes were replaced by newer ones before the desk took them (as live, under pressure)",
    ),
    ...(reached !== null && reached < session.close
      ? [`the records end at ${clock(reached)}, the session at ${clock(session.close)} New York`]
      : []),
  ];
}

const counted = (count: number, what: string): readonly string[] => (count > 0 ? [`${count} ${what}`] : []);

function clock(at: EpochMicros): string {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) return String(at);
  const { hour, minute, second } = local.value;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}
