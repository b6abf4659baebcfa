import { nextSession, type IsoDate } from "@smart0dte/domain";
import type { Run, Store } from "@smart0dte/storage/postgres";
import { sessionOn, simulatedOn, type DeskGround } from "../source/open-source.ts";
import type { DeskSource } from "../source/desk-source.ts";
import type { DeskOptions, SourceChoice } from "./desk-options.ts";

/** A source ready to play, and the run of it that was cut off, if there is one. */
export interface NextSession {
  readonly source: DeskSource;
  readonly left: Run | null;
}

export interface SessionSearch {
  readonly runs: Store["runs"];
  readonly ground: DeskGround;
}

/** What a start plays: the run that was cut off, else the source from its beginning. */
export async function firstSession(
  fresh: DeskSource,
  { source: choice, abandon }: Pick<DeskOptions, "source" | "abandon">,
  { runs, ground }: SessionSearch,
): Promise<NextSession> {
  const { mode, source, session } = fresh.facts;
  if (choice.kind === "simulated" && choice.date === null) {
    // a demo that was cut off yesterday goes on where it was
    const left = await runs.findLatestUnfinished({ mode, source });
    const goesOn = left !== null && !abandon;
    return { source: goesOn ? simulatedOn(choice, sessionOn(left.date), ground) : fresh, left };
  }
  return { source: fresh, left: await runs.findUnfinished({ mode, source, date: session.date }) };
}

/** The simulated market opens again on the next session's day, which an earlier start may have left; a file and a real market have only their own. */
export async function sessionAfter(
  choice: SourceChoice,
  date: IsoDate,
  { runs, ground }: SessionSearch,
): Promise<NextSession | null> {
  if (choice.kind !== "simulated") return null;
  const next = nextSession(date);
  if (next === null) return null;
  const fresh = simulatedOn(choice, next, ground);
  const { mode, source } = fresh.facts;
  return { source: fresh, left: await runs.findUnfinished({ mode, source, date: next.date }) };
}
