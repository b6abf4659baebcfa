import { epochMicros, type EpochMicros, type Mode, type ParametersChanged } from "@smart0dte/domain";
import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { parameterChanges, parameters } from "./schema/run-tables.ts";

export interface LastParameter {
  readonly name: string;
  readonly value: number | string;
  readonly by: string;
  readonly at: EpochMicros;
}

/** What people set last in a mode: what its next start begins with. The caller checks names and bounds anew. */
export async function lastParameters(db: Database, mode: Mode): Promise<readonly LastParameter[]> {
  const rows = await db.select().from(parameters).where(eq(parameters.mode, mode));
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
  for (const { name, from, to } of changes) {
    const change = { runId: run, atUs: at, name, value: to, changedBy: by };
    const fresh = await db
      .insert(parameterChanges)
      .values({ ...change, was: from, reason })
      .onConflictDoNothing()
      .returning({ name: parameterChanges.name });
    if (fresh.length === 0) continue;
    const current = { mode, ...change };
    await db
      .insert(parameters)
      .values(current)
      .onConflictDoUpdate({ target: [parameters.mode, parameters.name], set: current });
  }
}
