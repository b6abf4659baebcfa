import {
  parseIsoDate,
  sessionsBetween,
  type EpochMicros,
  type IsoDate,
  type Session,
} from "@smart0dte/domain";

export interface CalendarArgs {
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

/** Where a command writes: results to `out`, everything else to `err`. */
export interface CommandIo {
  out(line: string): void;
  err(line: string): void;
}

const FIRST_KNOWN = "2000-01-01";
const LAST_KNOWN = "2254-12-31";

/** Prints the sessions from one day to another, both included. Ends with 2 where a date is none. */
export function runCalendar({ from, to, json }: CalendarArgs, io: CommandIo): Promise<number> {
  const first = parseIsoDate(from);
  const last = parseIsoDate(to);
  if (!first.ok) return refuse(io, `FROM is not a date: "${from}" (a date is written 2026-03-13).`);
  if (!last.ok) return refuse(io, `TO is not a date: "${to}" (a date is written 2026-03-13).`);
  if (last.value < first.value) return refuse(io, `TO (${to}) lies before FROM (${from}).`);
  const sessions = sessionsBetween(first.value, last.value);
  warnOf({ first: first.value, last: last.value }, sessions, io);
  if (!json) io.out("date        open (UTC)            close (UTC)           options until (UTC)");
  for (const session of sessions) io.out(json ? jsonLine(session) : tableLine(session));
  return Promise.resolve(0);
}

function refuse(io: CommandIo, sentence: string): Promise<number> {
  io.err(sentence);
  return Promise.resolve(2);
}

function warnOf(
  { first, last }: { readonly first: IsoDate; readonly last: IsoDate },
  sessions: readonly Session[],
  io: CommandIo,
): void {
  if (last > LAST_KNOWN) io.err("Days after 2254 are not known to the calendar and count as closed.");
  if (first < FIRST_KNOWN) io.err("Days before 2000 are not known to the calendar and count as closed.");
  const provisional = sessions.find((session) => session.provisional);
  if (provisional !== undefined)
    io.err(`From ${provisional.date} on the sessions are provisional: by rule only.`);
}

const jsonLine = ({ date, open, close, optionClose, early, provisional }: Session): string =>
  JSON.stringify({
    date,
    open: utc(open),
    close: utc(close),
    optionClose: utc(optionClose),
    early,
    provisional,
  });

function tableLine({ date, open, close, optionClose, early, provisional }: Session): string {
  const remarks = `${early ? "  early" : ""}${provisional ? "  provisional" : ""}`;
  return `${date}  ${utc(open)}  ${utc(close)}  ${utc(optionClose)}${remarks}`;
}

/** Sessions begin and end on whole seconds. */
const utc = (at: EpochMicros): string => new Date(at / 1000).toISOString().replace(".000Z", "Z");
