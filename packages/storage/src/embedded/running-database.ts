import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { urlOf } from "./owner-connection.ts";
import { readPidFile, servesIn } from "./pid-file.ts";
import { knownPlace } from "./server-place.ts";

/** The database of a desk that runs on the folder, for a command beside it; null where none is up. */
export function runningDatabaseUrl(folder: string): string | null {
  const pg = existsSync(folder) ? knownPlace(realpathSync(folder)) : null;
  if (pg === null) return null;
  const data = join(pg, "data");
  const server = readPidFile(data);
  if (server === null || !servesIn(data, server.pid)) return null;
  return urlOf({ port: server.port, password: readFileSync(join(pg, "password"), "utf8").trim() });
}
