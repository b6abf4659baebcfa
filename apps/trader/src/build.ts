import { readFileSync } from "node:fs";

interface PackageFile {
  readonly version: string;
}

/** The version that this process runs, shown on every page. */
export const BUILD = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as PackageFile
).version;
