import { openEmbeddedPostgres } from "../embedded-postgres.ts";

/** A process that opens the folder it is given, says so and stays: something to kill. */
const [, , folder = ""] = process.argv;
try {
  const { url, notes } = await openEmbeddedPostgres({ folder, log: () => {} });
  process.stdout.write(`${JSON.stringify({ url, notes })}\n`);
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ refused: error instanceof Error ? error.message : String(error) })}\n`,
  );
}
