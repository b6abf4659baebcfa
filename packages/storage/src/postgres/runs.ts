import {
  BadInputError,
  type DayPnl,
  type IsoDate,
  type Mode,
  type Provenance,
  type SessionStart,
} from "@smart0dte/domain";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Database, WallClock } from "./database.ts";
import { dayResults, runs } from "./schema/run-tables.ts";

export interface Run {
  readonly id: string;
  readonly mode: Mode;
  readonly source: string;
  readonly provenance: Provenance;
  readonly date: IsoDate;
  readonly journalFile: string;
  readonly digest: string | null;
}

/** What makes a run the one to take over. */
export type RunKey = Pick<Run, "mode" | "source" | "date">;

/** The desk's runs: one a start, unless an unfinished one of the same source and day is taken over. */
export class Runs {
  readonly #db: Database;
  readonly #wallMs: WallClock;

  constructor(db: Database, wallMs: WallClock) {
    this.#db = db;
    this.#wallMs = wallMs;
  }

  /** The run of a source and day that nobody finished: its journal is replayed before anything else. */
  async findUnfinished({ mode, source, date }: RunKey): Promise<Run | null> {
    const [found] = await this.#db
      .select()
      .from(runs)
      .where(
        and(eq(runs.mode, mode), eq(runs.source, source), eq(runs.sessionDate, date), isNull(runs.ended)),
      );
    return found === undefined ? null : toRun(found);
  }

  /** The newest run of a source that nobody finished, of whatever day: a demo that was killed yesterday. */
  async findLatestUnfinished({ mode, source }: Pick<Run, "mode" | "source">): Promise<Run | null> {
    const [found] = await this.#db
      .select()
      .from(runs)
      .where(and(eq(runs.mode, mode), eq(runs.source, source), isNull(runs.ended)))
      .orderBy(desc(runs.startedAtMs), desc(runs.sessionDate))
      .limit(1);
    return found === undefined ? null : toRun(found);
  }

  /** The runs of a mode that nobody finished or gave up, the oldest first. */
  async unfinished(mode: Mode): Promise<readonly Run[]> {
    const found = await this.#db
      .select()
      .from(runs)
      .where(and(eq(runs.mode, mode), isNull(runs.ended)))
      .orderBy(asc(runs.startedAtMs));
    return found.map(toRun);
  }

  /** Journal files of the runs of a mode that came to their end, the newest first. */
  async finishedJournals(mode: Mode): Promise<readonly string[]> {
    const finished = await this.#db
      .select({ file: runs.journalFile })
      .from(runs)
      .where(and(eq(runs.mode, mode), eq(runs.ended, "finished")))
      .orderBy(desc(runs.endedAtMs));
    return finished.map(({ file }) => file);
  }

  /** Opening the run that is being taken over changes nothing; another unfinished run of the source is refused. */
  async open(start: SessionStart, journalFile: string): Promise<void> {
    const { run, mode, source, provenance, session } = start;
    const key = { mode, source, date: session.date };
    const opened = await this.#db
      .insert(runs)
      .values({
        id: run,
        mode,
        source,
        src: provenance.src,
        options: provenance.options,
        sessionDate: session.date,
        journalFile,
        startedAtMs: this.#wallMs(),
      })
      .onConflictDoNothing()
      .returning({ id: runs.id });
    if (opened.length > 0) return;
    const unfinished = await this.findUnfinished(key);
    if (unfinished?.id === run) return;
    throw new BadInputError(
      unfinished === null
        ? `Run ${run} is already finished.`
        : `Run ${unfinished.id} of ${source} on ${session.date} is not finished: take it over or abandon it.`,
    );
  }

  /** Finishing again with the same digest changes nothing. */
  async finish(
    run: string,
    { digest, day }: { readonly digest: string; readonly day: DayPnl },
  ): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await tx
        .update(runs)
        .set({ ended: "finished", endedAtMs: this.#wallMs(), digest })
        .where(and(eq(runs.id, run), isNull(runs.ended)));
      const [ended] = await tx.select().from(runs).where(eq(runs.id, run));
      if (ended === undefined) throw new BadInputError(`There is no run ${run}.`);
      if (ended.digest !== digest)
        throw new BadInputError(`Run ${run} ended as ${ended.digest ?? "abandoned"}.`);
      const result = dayRow(day);
      await tx
        .insert(dayResults)
        .values({ runId: run, src: ended.src, options: ended.options, ...result })
        .onConflictDoUpdate({ target: dayResults.runId, set: result });
    });
  }

  /** Gives an unfinished run up: the next start of its source begins afresh. */
  async abandon(run: string): Promise<void> {
    await this.#db
      .update(runs)
      .set({ ended: "abandoned", endedAtMs: this.#wallMs() })
      .where(and(eq(runs.id, run), isNull(runs.ended)));
  }
}

const dayRow = (day: DayPnl) => ({
  atUs: day.at,
  midE4: day.mid,
  executableE4: day.executable,
  realisedE4: day.realised,
  feesE4: day.fees,
  unmarkable: day.unmarkable,
  how: day.how,
});

function toRun(row: typeof runs.$inferSelect): Run {
  const { id, mode, source, src, options, sessionDate, journalFile, digest } = row;
  return {
    id,
    mode,
    source,
    provenance: { src, options },
    date: sessionDate as IsoDate,
    journalFile,
    digest,
  };
}
