/** Vitest's global set-up of the integration tests: a PostgreSQL of their own, on a free port and a temporary folder. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedPostgres } from "@smart0dte/storage/embedded";

let server;
let folder;

export async function setup() {
  // a server named from outside is used as it is
  if (process.env.TEST_POSTGRES_URL !== undefined) return;
  folder = mkdtempSync(join(tmpdir(), "smart0dte-postgres-"));
  // the server may run under an account of its own
  chmodSync(folder, 0o755);
  server = await openEmbeddedPostgres({ folder, log: (line) => process.stderr.write(`${line}\n`) });
  process.env.TEST_POSTGRES_URL = server.url;
}

export async function teardown() {
  await server?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
