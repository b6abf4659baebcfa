import { InvariantError, canonicalJson, type OrderCommand } from "@smart0dte/domain";
import { and, eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { intents } from "./schema/order-tables.ts";

/**
 * Commits what is about to be sent; returns when it lasts.
 *
 * The same command again changes nothing; another command under the same order is a bug.
 */
export async function commitIntents(
  db: Database,
  commands: readonly OrderCommand[],
  run: string,
): Promise<void> {
  const [first, ...others] = commands;
  if (first === undefined) return;
  // one statement is a transaction of its own, and one way to the server and back instead of three
  if (others.length === 0) return writeIntent(db, first, run);
  await db.transaction(async (tx) => {
    for (const command of commands) await writeIntent(tx, command, run);
  });
}

/** What was committed of a run, whatever became of it. */
export async function committedIntents(db: Database, run: string): Promise<readonly OrderCommand[]> {
  const rows = await db.select({ body: intents.body }).from(intents).where(eq(intents.runId, run));
  return rows.map(({ body }) => JSON.parse(body) as OrderCommand);
}

export async function writeIntent(db: Database, command: OrderCommand, run: string): Promise<void> {
  const row = rowOf(command, run);
  const written = await db
    .insert(intents)
    .values(row)
    .onConflictDoNothing()
    .returning({ orderId: intents.orderId });
  if (written.length > 0) return;
  const known = await db
    .select({ body: intents.body })
    .from(intents)
    .where(and(eq(intents.runId, run), eq(intents.orderId, row.orderId), eq(intents.action, row.action)));
  if (known.some(({ body }) => body === row.body)) return;
  throw new InvariantError("Two different commands for one order", {
    run,
    orderId: row.orderId,
    action: row.action,
  });
}

function rowOf(command: OrderCommand, run: string): typeof intents.$inferInsert {
  const { orderId, action, at } = command;
  const row = { runId: run, orderId, action, atUs: at, body: canonicalJson(command) };
  if (command.action === "cancel") return row;
  if (command.action === "replace") return { ...row, limitE4: command.limit };
  const { purpose, quantity, limit, validUntil } = command;
  return { ...row, purpose, quantity, limitE4: limit, validUntilUs: validUntil };
}
