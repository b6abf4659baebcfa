import {
  canonicalJson,
  PARAMETER_NAMES,
  type Command,
  type CommandAct,
  type CommandId,
  type ParameterChange,
  type ParameterName,
} from "@smart0dte/domain";
import type { Store } from "@smart0dte/storage/postgres";
import type { DeskSession } from "./desk-session.ts";

export interface InForceParts {
  readonly store: Pick<Store, "openHalts" | "lastParameters">;
  /** Resolves when the database holds what the run's inputs up to this one led to. */
  readonly written: (run: string, seq: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * Halts and changes parameters of a run that is taken over as people did in other runs of its mode meanwhile.
 *
 * They become commands of the run, so that its journal tells them. A replay stands alone.
 */
export async function bringInForce(session: DeskSession, parts: InForceParts): Promise<void> {
  const { mode, run } = session.run.pipeline.start;
  if (mode === "replay" || (await missingActs(session, parts)).length === 0) return;
  // what the run itself did last may be under way to the database: only after that it tells who was last
  await parts.written(run, session.toldSeq);
  for (const [n, { user, act }] of (await missingActs(session, parts)).entries()) {
    const id = `in-force-${run}-${session.run.seq}-${n}` as CommandId;
    const command: Command = { id, by: { user, role: "admin" }, act };
    const reply = await session.command(command);
    parts.log(`${act.kind === "halt" ? "the halt" : "the parameters"} of another run: ${reply.kind}`);
  }
}

interface MissingAct {
  readonly user: string;
  readonly act: CommandAct;
}

async function missingActs(
  { run: { pipeline } }: DeskSession,
  { store }: InForceParts,
): Promise<readonly MissingAct[]> {
  const { start, book } = pipeline;
  const { mode, provenance } = start;
  const [halts, last] = await Promise.all([
    store.openHalts(mode),
    store.lastParameters({ mode, src: provenance.src }),
  ]);
  const known = new Set(book.halts.map(canonicalJson));
  const other = halts.find(({ run, cause }) => run !== start.run && !known.has(canonicalJson(cause)));
  const acts: MissingAct[] = [];
  if (other !== undefined && book.halts.every(({ kind }) => kind !== "manual")) {
    const { cause, run } = other;
    const reason = cause.kind === "manual" ? cause.reason : `${cause.kind} halt of run ${run}`;
    acts.push({
      user: cause.kind === "manual" ? cause.by : "desk",
      act: { kind: "halt", flatten: false, reason },
    });
  }
  const changed = last.filter(({ name, value }) => isParameter(name) && book.parameters[name] !== value);
  for (const user of new Set(changed.map(({ by }) => by))) {
    const changes = changed
      .filter(({ by }) => by === user)
      .map(({ name, value }) => ({ name, value }) as ParameterChange);
    acts.push({ user, act: { kind: "setParameters", changes, reason: "set in another run" } });
  }
  return acts;
}

const isParameter = (name: string): name is ParameterName =>
  (PARAMETER_NAMES as readonly string[]).includes(name);
