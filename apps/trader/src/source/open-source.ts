import {
  BadInputError,
  epochMicros,
  isoDateOf,
  nextSession,
  parseIsoDate,
  sessionOf,
  type Session,
} from "@smart0dte/domain";
import type { SourceChoice } from "../desk/desk-options.ts";
import type { DeskSource } from "./desk-source.ts";
import { MinuteSource } from "./minute-source.ts";
import { SimulatedSource } from "./simulated-source.ts";

/** A source at the beginning of its session. Unusable files and dates are refused here, before anything is written. */
export function openSource(choice: SourceChoice): DeskSource {
  if (choice.kind === "minutes") return new MinuteSource(choice, choice.date);
  return simulatedOn(choice, choice.date === null ? sessionToday() : sessionOn(choice.date));
}

export const simulatedOn = (
  { seed, market }: Extract<SourceChoice, { kind: "simulated" }>,
  session: Session,
): SimulatedSource => new SimulatedSource({ seed, market, session });

/** Today's session, or on a day without one the next. */
function sessionToday(): Session {
  const today = isoDateOf(epochMicros(Date.now() * 1_000));
  const session = sessionOf(today) ?? nextSession(today);
  if (session === null) throw new BadInputError(`The calendar knows no session on or after ${today}.`);
  return session;
}

export function sessionOn(text: string): Session {
  const date = parseIsoDate(text);
  if (!date.ok) throw new BadInputError(`"${text}" is not a date (a date is written 2026-03-13).`);
  const session = sessionOf(date.value);
  if (session === null)
    throw new BadInputError(`${text} has no session: the exchange is closed or the day unknown.`);
  return session;
}
