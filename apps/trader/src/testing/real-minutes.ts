import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHARED = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));

/** Seven real sessions of SPY, QQQ, IWM and UVXY; tests that need them skip where the folder is absent. */
export const REAL_MINUTES = join(SHARED, "minutes/2026-03");
export const REAL_MINUTES_WITH_VIX = join(SHARED, "minutes/2019-02");
export const hasRealMinutes = existsSync(REAL_MINUTES);

export const aFolder = (): string => mkdtempSync(join(tmpdir(), "smart0dte-test-"));

/** The same days with one file's text changed, in a folder of their own; the VIX's daily file must be named. */
export function changedMinutes(file: string, change: (text: string) => string): string {
  const dir = join(aFolder(), "minutes");
  cpSync(REAL_MINUTES, dir, { recursive: true });
  // the original may be read-only
  const text = readFileSync(join(REAL_MINUTES, file), "utf8");
  const path = join(dir, file);
  const next = change(text);
  if (next === text) throw new Error(`Nothing was changed in ${file}`);
  writeFileSync(join(dir, `new-${file}`), next);
  cpSync(join(dir, `new-${file}`), path, { force: true });
  return dir;
}

export const REAL_VIX_DAILY = join(SHARED, "daily/VIX.csv");
