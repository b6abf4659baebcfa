import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUseError, openEmbeddedPostgres, type EmbeddedPostgres } from "./index.ts";
import { readPidFile } from "./pid-file.ts";
import { aDataFolder } from "./testing/index.ts";

const CHILD = fileURLToPath(new URL("./testing/desk-child.ts", import.meta.url));
const SECOND = /^A second desk cannot use the data folder /;

interface Said {
  readonly url?: string;
  readonly notes?: readonly string[];
  readonly refused?: string;
}

describe("the embedded database", { timeout: 60_000 }, () => {
  let folder: string;
  const opened: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = aDataFolder();
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
    await Promise.all(opened.splice(0).map((desk) => desk.stop()));
    // an ended child's server lives on until somebody takes it over
    if (existsSync(join(folder, "pg"))) await (await openEmbeddedPostgres({ folder, log: () => {} })).stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (): Promise<EmbeddedPostgres> => {
    const desk = await openEmbeddedPostgres({ folder, log: () => {} });
    opened.push(desk);
    return desk;
  };
  const start = async (): Promise<{ child: ChildProcess; said: Said }> => {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    return { child, said: JSON.parse(line.toString()) as Said };
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const pid = (): number => readPidFile(join(folder, "pg", "data"))?.pid ?? expect.unreachable("no server");

  it("keeps its rows over a stop and a start", async () => {
    const first = await open();
    await sql(first.url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    await first.stop();
    await first.stop();

    const second = await open();

    expect(await sql(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    expect(second.notes).toEqual([]);
  });

  it("listens on 127.0.0.1 alone, syncs every commit and keeps its password to itself", async () => {
    const { url } = await open();

    const settings =
      "'fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories'";
    const rows = await sql(
      url,
      `SELECT name, setting FROM pg_settings WHERE name IN (${settings}) ORDER BY name`,
    );
    expect(rows.map(({ setting }) => setting)).toEqual(["on", "on", "127.0.0.1", "on", ""]);
    expect(statSync(join(folder, "pg", "password")).mode & 0o777).toBe(0o600);
    await expect(sql(url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it("is taken over with its rows after the desk was killed", async () => {
    const { child, said } = await start();
    await sql(said.url ?? "", "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    const orphan = pid();
    await kill(child);

    const { url, notes } = await open();

    expect(await sql(url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    expect(notes).toEqual([expect.stringContaining(`(process ${orphan}) was taken over`)]);
    expect(pid()).not.toBe(orphan);
  });

  it("starts again with its rows after desk and server were killed", async () => {
    const { child, said } = await start();
    await sql(said.url ?? "", "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    await kill(child);
    process.kill(pid(), "SIGKILL");

    const { url } = await open();

    expect(await sql(url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  });

  it.runIf(process.platform === "linux")("ends what a killed server left at work", async () => {
    const { child, said } = await start();
    const busy = sql(said.url ?? "", "SELECT sum(n) FROM generate_series(1, 1e12) AS n").catch(() => "ended");
    await kill(child);
    process.kill(pid(), "SIGKILL");

    const { url } = await open();

    expect(await busy).toBe("ended");
    expect(await sql(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  it("is not misled by a stale pid file that names a stranger", async () => {
    await (await open()).stop();
    writeFileSync(
      join(folder, "pg", "data", "postmaster.pid"),
      `${process.pid}\n/x\n0\n1\n\n127.0.0.1\n\nready\n`,
    );

    const { url } = await open();

    expect(await sql(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  it("refuses a second desk in one sentence, in this process and in another", async () => {
    const first = await open();

    await expect(open()).rejects.toThrow(FolderInUseError);
    expect((await start()).said.refused).toMatch(SECOND);
    expect(await sql(first.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  it("refuses a second desk by the server's own lock where the folder's lock file is gone", async () => {
    const first = await open();
    rmSync(join(folder, "desk.lock"));

    await expect(open()).rejects.toThrow(SECOND);
    expect(await sql(first.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });

  it("lets exactly one of several simultaneous first starts win", async () => {
    const said = (await Promise.all([start(), start(), start()])).map((each) => each.said);

    expect(said.filter(({ url }) => url !== undefined)).toHaveLength(1);
    expect(said.flatMap(({ refused }) => refused ?? [])).toEqual([
      expect.stringMatching(SECOND),
      expect.stringMatching(SECOND),
    ]);
  });

  it("makes the cluster anew where the first start was killed while it did", async () => {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: "ignore" });
    const unfinished = join(folder, `pg.new.${child.pid}`);
    await expect.poll(() => existsSync(unfinished), { timeout: 20_000, interval: 5 }).toBe(true);
    await kill(child);

    const { url } = await open();

    expect(await sql(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    expect(existsSync(unfinished)).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    "keeps its data in a stated folder where its account cannot enter",
    async () => {
      chmodSync(folder, 0o700);

      const first = await open();
      await sql(first.url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
      await first.stop();
      const second = await open();

      const elsewhere = readFileSync(join(folder, "pg.elsewhere"), "utf8").trim();
      expect(first.notes).toEqual([expect.stringContaining(elsewhere)]);
      expect(second.notes).toEqual(first.notes);
      expect(await sql(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
      await second.stop();
      rmSync(elsewhere, { recursive: true });
      await expect(open()).rejects.toThrow(/which does not exist: restore it or remove the file/);
    },
  );

  it("refuses a data folder that is a file, by name", async () => {
    const file = join(folder, "file");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");

    await expect(openEmbeddedPostgres({ folder: file, log: () => {} })).rejects.toThrow(
      `The data folder ${file} cannot be made`,
    );
  });
});

async function sql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
