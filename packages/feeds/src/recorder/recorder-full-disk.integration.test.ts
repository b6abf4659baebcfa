import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecordedFolder } from "./testing/recorded-folder.ts";

const CHILD = fileURLToPath(new URL("./testing/filling-child.ts", import.meta.url));
const CALLS = 5;

/** What the child said: in each interval how much it had been given, and its alarms. */
interface Said {
  readonly given: number;
  readonly alarms: readonly string[];
  readonly lost: number;
}

let folder: RecordedFolder;
let mountPoint: string;
beforeEach(() => {
  folder = new RecordedFolder();
  mountPoint = mkdtempSync(join(tmpdir(), "smart0dte-full-"));
});
afterEach(() => {
  folder.remove();
  rmSync(mountPoint, { recursive: true, force: true });
});

async function said(command: string, args: readonly string[]): Promise<readonly Said[]> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => (text += more));
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(0);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Said);
}

/** Files of at most a MiB: `sh` counts blocks of 512 bytes. Works for every user. */
const withSmallFiles = (): Promise<readonly Said[]> =>
  said("sh", ["-c", 'ulimit -f 2048; exec "$0" "$@"', process.execPath, CHILD, folder.path, String(CALLS)]);

const OWN_MOUNTS = ["--user", "--map-root-user", "--mount"];
const canMount =
  spawnSync("unshare", [...OWN_MOUNTS, "mount", "-t", "tmpfs", "none", tmpdir()], { stdio: "ignore" })
    .status === 0;

/** A file system of three MiB that this process alone sees; what is on it in the end is copied out of it. */
const onSmallDisk = (): Promise<readonly Said[]> =>
  said("unshare", [
    ...OWN_MOUNTS,
    "sh",
    "-c",
    'mount -t tmpfs -o size=3m none "$3" && "$0" "$1" "$3" "$4" && cp -R "$3/." "$2/"',
    process.execPath,
    CHILD,
    folder.path,
    mountPoint,
    String(CALLS),
  ]);

async function expectWholeSet(told: readonly Said[], code: string): Promise<void> {
  const first = told.findIndex(({ alarms }) => alarms.length > 0);
  const alarms = told.flatMap((one) => one.alarms);
  expect(first).toBeGreaterThan(-1);
  // called again while it lasts, and the desk's thread goes on
  expect(alarms.filter((alarm) => alarm.startsWith(code)).length).toBeGreaterThanOrEqual(CALLS);
  expect((told.at(-1)?.given ?? 0) - (told[first]?.given ?? 0)).toBeGreaterThan(10_000);

  const { files } = folder.index();
  expect(readdirSync(folder.day()).sort()).toEqual(
    ["cuts.jsonl", "index.json", ...files.map(({ file }) => file)].sort(),
  );
  for (const { file, records } of files) expect((await folder.records(file)).count).toBe(records);
  const [kept, lost] = [sumOf(files, "records"), sumOf(files, "lost")];
  expect(kept).toBeGreaterThan(10_000);
  expect(lost).toBe(told.at(-1)?.lost);
  expect(kept + lost).toBe(told.at(-1)?.given);
  expect(folder.cuts()).not.toContain(null);
}

const sumOf = <Name extends string>(list: readonly Readonly<Record<Name, number>>[], name: Name): number =>
  list.reduce((sum, one) => sum + one[name], 0);

describe("a recorder whose disk really takes no more", () => {
  it("(files that may not grow) calls, keeps every file readable and counts what is missing", async () => {
    await expectWholeSet(await withSmallFiles(), "recordingFailed");
  }, 90_000);

  it.skipIf(!canMount)(
    "(a full file system) calls, keeps every file readable and counts what is missing",
    async () => {
      await expectWholeSet(await onSmallDisk(), "diskFull");
    },
    90_000,
  );
});
