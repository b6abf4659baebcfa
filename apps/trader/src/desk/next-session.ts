import { nextSession, type IsoDate } from "@smart0dte/domain";
import type { Run, Store } from "@smart0dte/storage/postgres";
import { openSource, sessionOn, simulatedOn } from "../source/open-source.ts";
import type { DeskSource } from "../source/desk-source.ts";
import type { SourceChoice } from "./desk-options.ts";

/** A source ready to play, and the run of it that was cut off, if there is one. */
export interface NextSession {
  readonly source: DeskSource;
  readonly left: Run | null;
}

/** What a start plays: the run that was cut off, else the source from its beginning. */
export async function firstSession(choice: SourceChoice, runs: Store["runs"]): Promise<NextSession> {
  const fresh = openSource(choice);
  const { mode, source, session } = fresh.facts;
  if (choice.kind === "simulated" && choice.date === null) {
    // a demo that was cut off yesterday goes on where it was
    const left = await runs.findLatestUnfinished({ mode, source });
    return left === null
      ? { source: fresh, left }
      : { source: simulatedOn(choice, sessionOn(left.date)), left };
  }
  return { source: fresh, left: await runs.findUnfinished({ mode, source, date: session.date }) };
}

/** The simulated market opens again on the next session's day; a file has only its own. */
export function sessionAfter(choice: SourceChoice, date: IsoDate): NextSession | null {
  if (choice.kind !== "simulated") return null;
  const next = nextSession(date);
  return next === null ? null : { source: simulatedOn(choice, next), left: null };
}
