import {
  BadInputError,
  epochMicros,
  isoDateOf,
  nextSession,
  parseIsoDate,
  sessionOf,
  type AccountKind,
  type Session,
} from "@smart0dte/domain";
import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { createSimulatedMarket } from "@smart0dte/simulator/market";
import type { SourceChoice } from "../desk/desk-options.ts";
import type { Speed } from "./desk-clock.ts";
import { DbnSource } from "./dbn-source.ts";
import type { DeskSource } from "./desk-source.ts";
import { LiveSource } from "./live-source.ts";
import { MinuteSource } from "./minute-source.ts";
import { paperFacts, paperLabel, paperSession } from "./paper-facts.ts";
import { simulatedFacts, simulatedLabel } from "./simulated-facts.ts";
import { SimulatedSource } from "./simulated-source.ts";

/** How a desk plays its source. */
export interface DeskGround {
  readonly speed: Speed;
  /** Of the account that orders go to; paper unless said otherwise. */
  readonly accountKind?: AccountKind;
  /** Where live data are recorded; null: nowhere. */
  readonly recordings: string | null;
  /** What a demo's own gateway notes. */
  readonly log: (line: string) => void;
}

/** A source of a replay at the beginning of its session. Unusable files and dates are refused here, before anything is written. */
export function openSource(choice: SourceChoice): DeskSource {
  switch (choice.kind) {
    case "minutes":
      return new MinuteSource(choice, choice.date);
    case "simulated":
      return new SimulatedSource({ ...choice, session: simulatedSession(choice) });
    case "dbn":
      return new DbnSource(choice.paths, choice.date);
    case "databento":
      throw new BadInputError(
        "A live market cannot be replayed: --source databento is for the desk (npm start). Replay its journal or its recording.",
      );
  }
}

/** The same for a desk: a simulated market is reached through its door unless it plays as fast as it can. */
export function openDeskSource(choice: SourceChoice, ground: DeskGround): DeskSource {
  switch (choice.kind) {
    case "minutes":
    case "dbn":
      return openSource(choice);
    case "simulated":
      return simulatedOn(choice, simulatedSession(choice), ground);
    case "databento":
      return paperSource(choice, ground);
  }
}

export function simulatedOn(
  { seed, market }: Extract<SourceChoice, { kind: "simulated" }>,
  session: Session,
  { speed, recordings, log }: DeskGround,
): DeskSource {
  const choice = { seed, market, session };
  if (speed === "max") return new SimulatedSource(choice);
  return new LiveSource({
    facts: simulatedFacts(choice, createSimulatedMarket(choice).previousCloses),
    label: simulatedLabel(choice),
    planted: market === "planted",
    gateway: { kind: "own", market: choice },
    datasets: DEFAULT_DATASETS,
    recordings,
    log,
  });
}

function paperSource(
  choice: Extract<SourceChoice, { kind: "databento" }>,
  { recordings, log, accountKind = "paper" }: DeskGround,
): DeskSource {
  const { key, gateway, datasets, date } = choice;
  const session =
    gateway === null ? paperSession(date, epochMicros(Date.now() * 1_000)) : sessionOnOrNext(date);
  return new LiveSource({
    facts: paperFacts(choice, session, accountKind),
    label: paperLabel(choice),
    planted: false,
    gateway: gateway === null ? { kind: "databento", key } : { kind: "other", key, ...gateway },
    datasets,
    recordings,
    log,
  });
}

const simulatedSession = ({ date }: Extract<SourceChoice, { kind: "simulated" }>): Session =>
  sessionOnOrNext(date);

/** The session that was named; else today's, or on a day without one the next. */
function sessionOnOrNext(date: string | null): Session {
  if (date !== null) return sessionOn(date);
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
