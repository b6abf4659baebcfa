import {
  BadInputError,
  isoDateOf,
  nextSession,
  sessionOf,
  type AccountKind,
  type AgeLimits,
  type EpochMicros,
  type Session,
} from "@smart0dte/domain";
import type { SourceChoice } from "../desk/desk-options.ts";
import type { SourceFacts } from "./desk-source.ts";

type PaperChoice = Extract<SourceChoice, { kind: "databento" }>;

/** Quotes come as they change and are repeated every second; the VIX is published every fifteen. */
const AGE_LIMITS: AgeLimits = { underlying: 5_000_000, option: 5_000_000, index: 30_000_000 };

/** A gateway that somebody names is taken for a simulated one: what is learned on it never serves a real market. */
export const paperFacts = (
  { gateway, datasets: { options, equities, index } }: PaperChoice,
  session: Session,
  accountKind: AccountKind = "paper",
): SourceFacts => ({
  // what poses as a live account behind a simulated gateway is paper all the same, and kept with it
  mode: accountKind === "live" && gateway === null ? "live" : "paper",
  source: gateway === null ? "databento" : `databento:${gateway.host}:${gateway.port}`,
  session,
  provenance: { src: gateway === null ? "live" : "simulated", options: "quoted" },
  minuteSource: false,
  ageLimits: AGE_LIMITS,
  findings: [
    `Options from ${options}, underlyings from ${equities}, ${index === null ? "no VIX" : `VIX from ${index}`}`,
    ...(gateway === null
      ? []
      : ["The gateway was named at the start: its market is taken for a simulated one"]),
  ],
  previousCloses: {},
});

export const paperLabel = ({ gateway }: PaperChoice): string =>
  gateway === null ? "Databento live" : `the gateway at ${gateway.host}:${gateway.port}`;

/** A real market has one day, today's, and only while it is not over. */
export function paperSession(date: string | null, now: EpochMicros): Session {
  const today = isoDateOf(now);
  const session = sessionOf(today);
  const following = nextSession(today)?.date ?? "none that the calendar knows";
  if (date !== null && date !== today)
    throw new BadInputError(`--date ${date} does not go with a live market: it has only today, ${today}.`);
  if (session === null)
    throw new BadInputError(`The exchange is closed on ${today}. The next session is ${following}.`);
  if (now >= session.optionClose)
    throw new BadInputError(`The session of ${today} is over. The next session is ${following}.`);
  return session;
}
