import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readJournal } from "@smart0dte/storage/journal";
import type { Run } from "@smart0dte/storage/postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hasRealMinutes, REAL_MINUTES } from "../src/testing/real-minutes.ts";
import { DeskFolder, runCommand, type DeskChild, type Ended } from "./desk-child.ts";
import { ledgerOfDatabase, ledgerOfJournal, ordersSent, query, type Ledger } from "./journal-ledger.ts";

const DATE = "2026-03-13";
const REPLAY = ["--source", `minutes:${REAL_MINUTES}`, "--date", DATE];
/** The day lasts six and a half seconds. */
const FAST = [...REPLAY, "--speed", "3600"];
const AT_ONCE = [...REPLAY, "--speed", "max"];
const SOME_BYTES = 600_000;

/** Where a kill falls is chance; which chance it was is in the failure's text. */
const chances = [0.15, 0.5, 0.85].map((share) => share * (0.7 + Math.random() * 0.6));

describe.skipIf(!hasRealMinutes || process.platform !== "linux")("a desk that is killed", () => {
  let folder: DeskFolder;
  let reference = "";

  beforeAll(async () => {
    const { stdout } = await runCommand([
      "replay",
      `minutes:${REAL_MINUTES}`,
      "--date",
      DATE,
      "--json",
      "--data",
      aside.path,
    ]);
    reference = (JSON.parse(stdout[0] ?? "{}") as { digest: string }).digest;
  });
  const aside = new DeskFolder();
  afterAll(() => aside.remove());

  beforeEach(() => {
    folder = new DeskFolder();
  });
  afterEach(() => folder.remove());

  /** Resolves once the run's journal has so many bytes: the day is under way. */
  const journalOf = async (desk: DeskChild, bytes: number): Promise<string> => {
    for (;;) {
      const path = folder.journals(DATE).at(-1);
      if (path !== undefined && statSync(path).size >= bytes) return path;
      if (desk.isOver) throw new Error(`The desk has ended: ${(await desk.ended()).stderr.join("\n")}`);
      await wait(5);
    }
  };
  /** Plays what is left to the end and gives both ledgers; the desk stays open. */
  const playedToTheEnd = async (): Promise<{ digest: string; journal: Ledger; database: Ledger }> => {
    const desk = folder.start(AT_ONCE);
    const digest = await desk.digest();
    const [path = ""] = folder.journals(DATE);
    const database = await folder.look((_store, url) => ledgerOfDatabase(url, runOf(path)));
    return { digest, journal: ledgerOfJournal(path), database };
  };

  it("at several moments, once with its database, ends with the digest of the uninterrupted day and nothing lost or doubled", async () => {
    const passwords: string[] = [];
    const lives: Ended[] = [];
    let size = 0;
    for (const [n, chance] of chances.entries()) {
      const desk = folder.start(FAST);
      await desk.address();
      // not before this life has added something, and then anywhere in what it adds
      await journalOf(desk, size + 1);
      await wait(chance * 2_500);
      if (n === 1) await Promise.all([desk.end("SIGKILL"), folder.killServers()]);
      lives.push(await desk.end("SIGKILL"));
      size = statSync(folder.journals(DATE)[0] ?? "").size;
    }
    const cutShort = folder.start(FAST);
    await wait(500 + Math.random() * 1_000);
    lives.push(await cutShort.end("SIGKILL"));

    const { digest, journal, database } = await playedToTheEnd();

    const told = `kills after shares ${chances.join(", ")}`;
    expect(digest, told).toBe(reference);
    expect(folder.journals(DATE), "one run").toHaveLength(1);
    expect(database, told).toEqual(journal);
    expect(Object.keys(journal)).toEqual(
      expect.arrayContaining(["signals", "plans", "intents", "orders", "fills", "positions"]),
    );
    for (const { stdout } of lives) passwords.push(...stdout.filter((line) => /^ {2}password/.test(line)));
    expect(passwords, "the first login is said once").toHaveLength(1);
  });

  it("writes no order that was not committed when its database is killed, ends with one sentence, and goes on at the next start", async () => {
    const desk = folder.start(FAST);
    const path = await journalOf(desk, SOME_BYTES);
    await folder.killServers();
    const { code, stderr } = await desk.ended();

    expect(code).toBe(1);
    expect(stderr.at(-1)).toMatch(/database|order/);
    expect(stderr.join("\n")).not.toMatch(/\n\s+at /);
    const committed = await folder.look((_store, url) => ledgerOfDatabase(url, runOf(path)));
    const intents = new Set(committed["intents"]?.map((row) => row.split(" ")[0]));
    expect([...ordersSent(path)].filter((order) => !intents.has(order))).toEqual([]);

    const { digest, journal, database } = await playedToTheEnd();
    expect(digest).toBe(reference);
    expect(database).toEqual(journal);
  });

  it("ends with 1 and a sentence when the gateway cannot write what was decided, and the next start writes it", async () => {
    const desk = folder.start(FAST);
    const path = await journalOf(desk, 1);
    await desk.address();
    await folder.look((_store, url) =>
      query(url, (client) => client.query("ALTER TABLE signals RENAME TO hidden")),
    );
    const { code, stderr } = await desk.ended();

    expect(code).toBe(1);
    expect(stderr.at(-1)).toMatch(
      /^The gateway has failed \(.+\): the desk ends, and the next start goes on/,
    );
    expect(folder.servers(), "no server is left behind").toEqual([]);
    await folder.look((_store, url) =>
      query(url, (client) => client.query("ALTER TABLE hidden RENAME TO signals")),
    );

    const { digest, journal, database } = await playedToTheEnd();
    expect(folder.journals(DATE)).toEqual([path]);
    expect(digest).toBe(reference);
    expect(database).toEqual(journal);
  });

  it("ends with 1 and a sentence when its gateway thread dies", async () => {
    const cue = join(aside.path, `die-${process.pid}`);
    const preload = new URL("./dying-gateway.mjs", import.meta.url).href;
    const desk = folder.start(FAST, { NODE_OPTIONS: `--import=${preload}`, DIE_WHEN: cue });
    await journalOf(desk, SOME_BYTES);
    writeFileSync(cue, "");
    const { code, stderr, stdout } = await desk.ended();

    expect(code).toBe(1);
    expect(stderr.at(-1)).toMatch(/^The gateway has failed \(killed by the test\)/);
    expect(stdout.filter((line) => line.startsWith("digest"))).toEqual([]);
    expect(folder.servers()).toEqual([]);
  });

  it("ends with 1 and the bug's own words when its pipeline breaks; the journal holds what led to it, and a mended one goes on", async () => {
    const preload = new URL("./breaking-desk.mjs", import.meta.url).href;
    const desk = folder.start(FAST, { NODE_OPTIONS: `--import=${preload}`, BREAK: "pipeline" });
    const { code, stderr } = await desk.ended();

    expect(code).toBe(1);
    expect(stderr.join("\n")).toMatch(/InvariantError: Broken by the test {"seq":200}/);
    expect(folder.servers()).toEqual([]);
    const [path = ""] = folder.journals(DATE);
    const last = [...readJournal(path)].findLast((entry) => entry.kind === "input");
    expect(last?.kind === "input" ? last.input.seq : null).toBe(200);

    const { digest, journal, database } = await playedToTheEnd();
    expect(digest).toBe(reference);
    expect(database).toEqual(journal);
  });

  it("ends in order with 1 after a promise that nobody waited for was broken", async () => {
    const preload = new URL("./breaking-desk.mjs", import.meta.url).href;
    const desk = folder.start([], { NODE_OPTIONS: `--import=${preload}`, BREAK: "rejection" });
    const { code, stderr } = await desk.ended();

    expect(code).toBe(1);
    expect(stderr.join("\n")).toContain("nobody waits for this");
    expect(folder.servers()).toEqual([]);
  });
});

const runOf = (path: string): Run["id"] => path.split("/").at(-1)?.replace(".journal", "") ?? "";
