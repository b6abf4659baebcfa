import {
  BadInputError,
  civilDateOf,
  EXCHANGE_ZONE,
  isoDateOf,
  nextSession,
  sessionOf,
  zonedToEpochMicros,
  type EpochMicros,
  type Session,
} from "@smart0dte/domain";

/** The session into whose set a moment falls: the first whose options have not yet stopped quoting. */
export function sessionAt(at: EpochMicros): Session {
  const day = isoDateOf(at);
  const today = sessionOf(day);
  const found = today !== null && at < today.optionClose ? today : nextSession(day);
  if (found === null) throw new BadInputError(`The calendar knows no session on or after ${day}.`);
  return found;
}

/** When a recording that began in a session ends; minutes count from midnight in New York. */
export function endOf(session: Session, until: number | "session" | null): EpochMicros | null {
  if (until === null) return null;
  if (until === "session") return session.optionClose;
  const time = { hour: Math.floor(until / 60), minute: until % 60, second: 0 };
  const at = zonedToEpochMicros(EXCHANGE_ZONE, { ...civilDateOf(session.date), ...time });
  if (!at.ok) throw new BadInputError(`--until names no moment of ${session.date} in New York.`);
  return at.value;
}
