import { InvariantError, canonicalJson, type OrderCommand } from "@smart0dte/domain";
import { and, eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { intents } from "./schema/order-tables.ts";

/** Of one statement: the protocol counts its values in 16 bits. */
const MOST_ROWS = 1_000;

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
  // one statement is a transaction of its own, and one way to the server and back instead of three
  if (commands.length <= 1) return writeIntents(db, commands, run);
  await db.transaction(async (tx) => {
    for (let from = 0; from < commands.length; from += MOST_ROWS)
      await writeIntents(tx, commands.slice(from, from + MOST_ROWS), run);
  });
}

/** What was committed of a run, whatever became of it. */
export async function committedIntents(db: Database, run: string): Promise<readonly OrderCommand[]> {
  const rows = await db.select({ body: intents.body }).from(intents).where(eq(intents.runId, run));
  return rows.map(({ body }) => JSON.parse(body) as OrderCommand);
}

export async function writeIntents(
  db: Database,
  commands: readonly OrderCommand[],
  run: string,
): Promise<void> {
  if (commands.length === 0) return;
  const rows = commands.map((command) => rowOf(command, run));
  const written = await db
    .insert(intents)
    .values(rows)
    .onConflictDoNothing()
    .returning({ orderId: intents.orderId });
  if (written.length < rows.length) for (const row of rows) await proveWritten(db, row);
}

async function proveWritten(db: Database, row: IntentRow): Promise<void> {
  const { runId: run, orderId, action } = row;
  const known = await db
    .select({ body: intents.body })
    .from(intents)
    .where(and(eq(intents.runId, run), eq(intents.orderId, orderId), eq(intents.action, action)));
  if (known.some(({ body }) => body === row.body)) return;
  throw new InvariantError("Two different commands for one order", { run, orderId, action });
}

type IntentRow = typeof intents.$inferInsert;

function rowOf(command: OrderCommand, run: string): IntentRow {
  const { orderId, action, at } = command;
  const row = { runId: run, orderId, action, atUs: at, body: canonicalJson(command) };
  if (command.action === "cancel") return row;
  if (command.action === "replace") return { ...row, limitE4: command.limit };
  const { purpose, quantity, limit, validUntil } = command;
  return { ...row, purpose, quantity, limitE4: limit, validUntilUs: validUntil };
}
