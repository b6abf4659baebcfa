export { civilDateOf, isCivilDate, parseIsoDate, type CivilDate } from "./civil-day.ts";
export { EXCEPTIONAL_DAYS, type ExceptionalDay } from "./exceptional-days.ts";
export {
  EXCHANGE_ZONE,
  isoDateOf,
  nextSession,
  previousSession,
  sessionOf,
  sessionsBetween,
  type Session,
} from "./session-calendar.ts";
export {
  localTimeOf,
  zonedToEpochMicros,
  zoneOffset,
  type LocalTime,
  type ZonedTimeProblem,
} from "./zoned-time.ts";
