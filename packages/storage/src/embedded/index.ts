export { openEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from "./embedded-postgres.ts";
export { FolderInUseError } from "./folder-lock.ts";
export { runningDatabaseUrl } from "./running-database.ts";
