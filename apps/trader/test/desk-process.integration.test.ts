import { existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DeskFolder, runCommand, type DeskChild } from "./desk-child.ts";

/** With a postgres that writes its last checkpoint on a busy machine. */
const ENDS_WITHIN_MS = 8_000;
const DEMO = ["--source", "simulated:42", "--speed", "60"];

describe.skipIf(process.platform !== "linux")("a desk process", () => {
  const folder = new DeskFolder();
  let desk: DeskChild;
  let busy: Server;
  let taken = "";

  beforeAll(async () => {
    busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    const address = busy.address();
    taken = String(typeof address === "object" ? address?.port : "");
  });
  afterAll(async () => {
    busy.close();
    await folder.remove();
  });

  const endsInOrder = async (signal: NodeJS.Signals): Promise<void> => {
    const began = performance.now();
    const { code, stderr } = await desk.end(signal);

    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(ENDS_WITHIN_MS);
    expect(stderr).toContain("closing …");
    expect(folder.servers()).toEqual([]);
  };

  it("is refused a port that is taken with one sentence and 2, and leaves nothing", async () => {
    const { code, stdout, stderr } = await folder.start([...DEMO, "--port", taken]).ended();

    expect([code, stdout]).toEqual([2, []]);
    expect(stderr).toEqual([`Port ${taken} is taken by another program. Choose another one with --port.`]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("says nothing on standard output but its address, what it plays and the first login", async () => {
    desk = folder.start(DEMO);
    const { name } = await desk.firstLogin();
    await desk.says(/asks for a new one/);

    expect(name).toBe("admin");
    expect(desk.stdout.map((line) => line.replace(/\S+$/, "…"))).toEqual([
      "Smart-0DTE is open on …",
      "  playing     simulated market, seed 42, planted …",
      "  orders      to the simulated TWS of this …",
      "  sign in as  …",
      "  password    …",
      "  The password is shown this once; the first sign-in asks for a new …",
    ]);
  });

  it("refuses a second one on its folder with one sentence and 2", async () => {
    const { code, stdout, stderr } = await folder.start(DEMO).ended();

    expect([code, stdout]).toEqual([2, []]);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toMatch(
      /^A second desk cannot use the data folder .+ stop that one or choose --data\.$/,
    );
    expect(desk.isOver).toBe(false);
  });

  it("ends on Ctrl-C within seconds with 0 and no process left", () => endsInOrder("SIGINT"));

  it("takes over its run in seconds, without another first login, and ends on SIGTERM as on Ctrl-C", async () => {
    const began = performance.now();
    desk = folder.start(DEMO);
    await desk.says(/taken over where it was cut off/);

    expect(performance.now() - began).toBeLessThan(15_000);
    expect(desk.stdout.join("\n")).not.toContain("password");
    await endsInOrder("SIGTERM");
  });

  it("ends in order when it is stopped before it is open", async () => {
    desk = folder.start(DEMO);
    await desk.says(/taking over run/);
    await endsInOrder("SIGHUP");
  });
});

describe.skipIf(process.platform !== "linux")("a desk command line that is wrong", () => {
  const nowhere = new DeskFolder();
  afterAll(() => nowhere.remove());
  afterEach(() => expect(readdirSync(nowhere.path), "no partial state").toEqual([]));
  const folder = join(nowhere.path, "new");

  const wrong: readonly { readonly line: string; readonly says: RegExp; readonly level?: string }[] = [
    { line: "--broker ib", says: /^--broker "ib" is none of paper, tws/ },
    { line: "--broker tws --speed max", says: /^--broker tws does not go with --speed max/ },
    { line: "--account DU1234567", says: /^--account goes with --tws HOST:PORT/ },
    { line: "--tws 127.0.0.1:7497 --account DU1234567", says: /^--tws goes with --source databento/ },
    { line: "--speed fast", says: /^--speed "fast" is not a number/ },
    { line: "--port 70000", says: /^--port "70000" is not a port/ },
    { line: "--source live", says: /^--source live is not offered yet/ },
    { line: "--market bull", says: /^--market "bull" is none of/ },
    { line: "--date 2026-03-14", says: /^2026-03-14 has no session/ },
    { line: "--source minutes:/no/such/folder --date 2026-03-13", says: /^\/no\/such\/folder: the folder/ },
    { line: "--sped 3", says: /unknown option '--sped'/ },
    { line: "extra", says: /too many arguments/ },
    { line: "--speed 1", says: /^LOG_LEVEL="loud" is none of/, level: "loud" },
  ];

  it.concurrent.each(wrong)(
    "desk $line is refused with one sentence and 2",
    async ({ line, says, level }) => {
      const env = level === undefined ? {} : { LOG_LEVEL: level };
      const { code, stdout, stderr } = await runCommand(["desk", "--data", folder, ...line.split(" ")], env);

      expect([code, stdout]).toEqual([2, []]);
      expect(stderr).toHaveLength(1);
      expect(stderr[0]).toMatch(says);
    },
  );

  it("a data folder that is a file is refused with one sentence and 2", async () => {
    const { code, stderr } = await runCommand(["desk", "--data", "/dev/null/desk", "--port", "0"]);

    expect(code).toBe(2);
    expect(stderr.at(-1)).toMatch(/^The data folder \/dev\/null\/desk cannot be made/);
    expect(existsSync(folder)).toBe(false);
  });
});
