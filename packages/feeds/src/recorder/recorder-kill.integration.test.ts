import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { decodeStrictly, soundContent } from "@smart0dte/databento/attack";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RecordedFolder } from "./testing/recorded-folder.ts";

const CHILD = fileURLToPath(new URL("./testing/recording-child.ts", import.meta.url));
/** Nothing from longer ago than this may be lost. */
const LAST_SECOND_MS = 1_000;

let folder: RecordedFolder;
beforeEach(() => {
  folder = new RecordedFolder();
});
afterEach(() => folder.remove());

it.each([1_300, 1_700, 2_100])(
  "a recorder that is killed loses at most the last second and leaves a readable file (%i ms)",
  async (after) => {
    const child = spawn(process.execPath, [CHILD, folder.path], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await once(child.stdout, "data");
    await wait(after);
    const killedAt = Date.now();
    child.kill("SIGKILL");
    await once(child, "close");

    const given = said
      .trimEnd()
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" ").map(Number));
    const old = given.filter(([, at = 0]) => at <= killedAt - LAST_SECOND_MS).at(-1)?.[0] ?? 0;
    expect(old).toBeGreaterThan(0);
    const { files } = folder.index();
    expect(files).toMatchObject([{ closedAt: null, complete: false }]);

    const [name = ""] = folder.files();
    const { count } = await folder.records(name);
    expect(count).toBeGreaterThanOrEqual(old);

    const bytes = readFileSync(join(folder.day(), name));
    const plain = soundContent(bytes).bytes;
    const strict = decodeStrictly(plain, { openEnd: true });
    expect(strict.records.map(({ fields }) => fields["size"])).toEqual(
      Array.from({ length: count }, (_, n) => n + 1),
    );

    const cuts = folder.cuts().filter((cut) => cut !== null);
    const inCuts = cuts
      .flatMap(({ arrivals }) => arrivals)
      .reduce((sum, came) => sum + ("count" in came ? came.count : 0), 0);
    expect(inCuts).toBeGreaterThanOrEqual(old);
  },
);
