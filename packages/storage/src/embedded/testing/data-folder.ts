import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder that the server's account can enter, also where the tests run as root. */
export function aDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-test-"));
  chmodSync(folder, 0o755);
  return folder;
}
