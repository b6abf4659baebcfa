import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Decision } from "@smart0dte/domain";
import { createJournal, readJournal, type JournalEntry } from "@smart0dte/storage/journal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasRealMinutes, REAL_MINUTES } from "../src/testing/real-minutes.ts";
import { DeskFolder, type DeskChild } from "./desk-child.ts";
import { ledgerOfDatabase, ledgerOfJournal } from "./journal-ledger.ts";

const DATE = "2026-03-13";
const REPLAY = ["--source", `minutes:${REAL_MINUTES}`, "--date", DATE];
const FAST = [...REPLAY, "--speed", "3600"];
const AT_ONCE = [...REPLAY, "--speed", "max"];
/** By then orders have been sent. */
const SOME_BYTES = 2_000_000;

describe.skipIf(!hasRealMinutes || process.platform !== "linux")("a run whose journal", () => {
  const folder = new DeskFolder();
  let path = "";
  let whole = "";

  beforeAll(async () => {
    const desk = folder.start(FAST);
    path = await journalOf(folder, desk, SOME_BYTES);
    await desk.end("SIGTERM");
    whole = `${path}.whole`;
    copyFileSync(path, whole);
  });
  afterAll(() => folder.remove());

  const refusedWith = async (code: number, says: RegExp): Promise<void> => {
    const damaged = readFileSync(path);
    const ended = await folder.start(FAST).ended();
    const last = ended.stderr.at(-1) ?? "";

    expect(ended.code).toBe(code);
    expect(last).toMatch(says);
    expect(last).toContain(path);
    expect(last).toMatch(/Start with --abandon to begin afresh\.$/);
    expect([ended.stdout, folder.servers()]).toEqual([[], []]);
    expect(readFileSync(path).equals(damaged), "it is left as it is").toBe(true);
    copyFileSync(whole, path);
  };

  it("has a byte that is another one is refused by file and byte", async () => {
    const bytes = readFileSync(path);
    const at = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(path, bytes);

    await refusedWith(2, /damaged at byte \d+/);
  });

  it("holds a decision that this version does not take is refused, untouched", async () => {
    const edited = `${path}.edited`;
    const journal = createJournal(edited);
    for (const entry of readJournal(path)) journal.append(withAnotherQuantity(entry));
    await journal.close();
    renameSync(edited, path);

    await refusedWith(1, /is not reproduced at input \d+/);
  });

  it("is gone is refused, and begins afresh with --abandon to the digest of the whole day", async () => {
    rmSync(path);
    const ended = await folder.start(FAST).ended();
    expect(ended.code).toBe(2);
    expect(ended.stderr.at(-1)).toMatch(/its journal .+ is gone\. Start with --abandon to begin afresh\.$/);

    const desk = folder.start([...AT_ONCE, "--abandon"]);
    const digest = await desk.digest();
    await desk.end("SIGTERM");
    const again = folder.start(AT_ONCE);

    expect(await again.digest()).toBe(digest);
  });
});

describe.skipIf(!hasRealMinutes || process.platform !== "linux")(
  "a journal that cannot be written any more",
  () => {
    const folder = new DeskFolder();
    afterAll(() => folder.remove());

    it("ends the desk with 1 and a sentence; nothing was committed or shown that it lacks; the next start goes on", async () => {
      const desk = folder.start(FAST);
      const path = await journalOf(folder, desk, 1);
      const limit = statSync(path).size + SOME_BYTES;
      expect(spawnSync("prlimit", [`--fsize=${limit}`, `--pid=${desk.pid}`]).status).toBe(0);
      const { code, stderr } = await desk.ended();

      expect(code).toBe(1);
      expect(stderr.at(-1)).toMatch(
        /^The journal .+ cannot be written: EFBIG.+ Make room and start again\.$/,
      );
      expect(stderr.at(-1)).toContain(path);
      expect(folder.servers()).toEqual([]);
      const run = path.split("/").at(-1)?.replace(".journal", "") ?? "";
      const database = await folder.look((_store, url) => ledgerOfDatabase(url, run));
      const journal = ledgerOfJournal(path);
      for (const [table, rows] of Object.entries(database))
        expect(
          rows.filter((row) => !keysOf(journal[table]).has(keyOf(row))),
          table,
        ).toEqual([]);

      const next = folder.start(AT_ONCE);
      await next.says(/taken over/);
      await next.digest();
      expect(await folder.look((_store, url) => ledgerOfDatabase(url, run))).toEqual(ledgerOfJournal(path));
    });
  },
);

async function journalOf(folder: DeskFolder, desk: DeskChild, bytes: number): Promise<string> {
  for (;;) {
    const path = folder.journals(DATE).at(-1);
    if (path !== undefined && statSync(path).size >= bytes) return path;
    if (desk.isOver) throw new Error(`The desk has ended: ${(await desk.ended()).stderr.join("\n")}`);
    await wait(5);
  }
}

function withAnotherQuantity(entry: JournalEntry): JournalEntry {
  if (entry.kind !== "decision" || entry.decision.type !== "approved") return entry;
  const decision: Decision = { ...entry.decision, quantity: entry.decision.quantity + 1 };
  return { ...entry, decision };
}

const keyOf = (row: string): string => row.split(" ")[0] ?? "";
const keysOf = (rows: readonly string[] = []): ReadonlySet<string> => new Set(rows.map(keyOf));
