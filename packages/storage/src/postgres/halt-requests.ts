import type { HaltRequest } from "@smart0dte/domain";
import { asc } from "drizzle-orm";
import type { Database } from "./database.ts";
import { haltRequests } from "./schema/run-tables.ts";

/** Returns when it is committed; asked again it changes nothing. */
export async function addHaltRequest(db: Database, { by, ...request }: HaltRequest): Promise<void> {
  await db
    .insert(haltRequests)
    .values({ ...request, askedBy: by })
    .onConflictDoNothing();
}

/** All that were ever asked for, oldest first: which mode has taken them stands in the data folder. */
export async function allHaltRequests(db: Database): Promise<readonly HaltRequest[]> {
  const rows = await db
    .select()
    .from(haltRequests)
    .orderBy(asc(haltRequests.askedAtMs), asc(haltRequests.id));
  return rows.map(({ askedBy, ...request }) => ({ ...request, by: askedBy }));
}
