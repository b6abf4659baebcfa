import {
  epochMicros,
  InvariantError,
  type EpochMicros,
  type Mode,
  type ParametersChanged,
  type Src,
} from "@smart0dte/domain";
import { and, eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { parameterChanges, parameters, runs } from "./schema/run-tables.ts";

export interface LastParameter {
  readonly name: string;
  readonly value: number | string;
  readonly by: string;
  readonly at: EpochMicros;
}

/** Which desks share what people set: AUTO on a simulated market is no consent to it on a real one. */
export interface ParameterScope {
  readonly mode: Mode;
  readonly src: Src;
}

/** What people set last in a scope: what its next start begins with. The caller checks names and bounds anew. */
export async function lastParameters(
  db: Database,
  { mode, src }: ParameterScope,
): Promise<readonly LastParameter[]> {
  const rows = await db
    .select()
    .from(parameters)
    .where(and(eq(parameters.mode, mode), eq(parameters.src, src)));
  return rows.map(({ name, value, changedBy, atUs }) => ({
    name,
    value,
    by: changedBy,
    at: epochMicros(atUs),
  }));
}

/** Only a change that was not known yet becomes current: a replay of an old run overwrites nothing newer. */
export async function writeParameters(
  db: Database,
  { at, by, reason, changes }: ParametersChanged,
  { run, mode }: { readonly run: string; readonly mode: Mode },
): Promise<void> {
  const [origin] = await db.select({ src: runs.src }).from(runs).where(eq(runs.id, run));
  if (origin === undefined) throw new InvariantError("Parameters of a run that is not open", { run });
  for (const { name, from, to } of changes) {
    const change = { runId: run, atUs: at, name, value: to, changedBy: by };
    const fresh = await db
      .insert(parameterChanges)
      .values({ ...change, was: from, reason })
      .onConflictDoNothing()
      .returning({ name: parameterChanges.name });
    if (fresh.length === 0) continue;
    const current = { mode, src: origin.src, ...change };
    await db
      .insert(parameters)
      .values(current)
      .onConflictDoUpdate({ target: [parameters.mode, parameters.src, parameters.name], set: current });
  }
}
