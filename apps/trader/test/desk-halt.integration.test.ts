import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DeskFolder, runCommand, type DeskChild, type Ended } from "./desk-child.ts";
import { DeskPerson } from "./desk-person.ts";

const DEMO = ["--source", "simulated:42", "--speed", "200"];
const PASSWORD = "a password of mine";

interface Halted {
  readonly kind: string;
  readonly sentence: string;
}
interface PositionRows {
  readonly positions: readonly { readonly closedAt: number | null }[];
}
const isOpen = ({ positions }: PositionRows): boolean => positions.some(({ closedAt }) => closedAt === null);

describe.skipIf(process.platform !== "linux")("smart0dte halt", () => {
  const folder = new DeskFolder();
  afterAll(() => folder.remove());
  const halt = (...args: readonly string[]): Promise<Ended> =>
    runCommand(["halt", "--data", folder.path, ...args]);
  let password = "";

  it("stops a desk that runs within a second, its positions closed if asked, and the halt outlives kill -9", async () => {
    const desk = folder.start(DEMO);
    const person = await DeskPerson.first(desk, PASSWORD);
    password = PASSWORD;
    await person.topic<PositionRows>("positions", isOpen, 50_000);

    const { code, stdout } = await halt("--flatten", "--reason", "the news");

    expect(stdout.join("\n")).toMatch(/^HALTED {2}demo, run demo-\S+, at \d{4}-/m);
    expect(code).toBe(0);
    expect(await causes(person)).toMatchObject([
      { kind: "manual", sentence: expect.stringMatching(/\(command line\).*"the news"/) },
    ]);
    await person.topic<PositionRows>("positions", (rows) => !isOpen(rows), 20_000);
    await desk.end("SIGKILL");
    await folder.killServers();

    const again = folder.start(DEMO);
    expect(await causes(await signedIn(again))).toHaveLength(1);
    await resumed(await signedIn(again));
    await again.end("SIGTERM");
  }, 110_000);

  it("is not asked twice: who resumed stays resumed at the next start", async () => {
    const desk = folder.start(DEMO);
    expect(await causes(await signedIn(desk))).toEqual([]);
    await desk.end("SIGTERM");
  });

  it("without a desk holds at the next start, before anything is decided, even with the file lost", async () => {
    const { code, stdout, stderr } = await halt("--json");
    expect(stderr.filter((line) => line.startsWith("not in"))).toEqual([]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.join(""))).toMatchObject({ lasts: true, isRunning: false, taken: [] });
    const { rows, intact } = await folder.look(async ({ audit }) => ({
      rows: await audit.page("command-line", { limit: 10, before: null }),
      intact: (await audit.verify("command-line")).intact,
    }));
    expect([rows.filter(({ act }) => act === "halt.asked").length, intact]).toEqual([2, true]);
    rmSync(join(folder.path, "halts"), { recursive: true });

    const desk = folder.start(["--source", "simulated:9", "--speed", "60"]);
    const person = await signedIn(desk);
    expect(await causes(person)).toMatchObject([{ kind: "manual" }]);
    await desk.end("SIGTERM");
  });

  it("with a database that cannot be opened is written into the folder, and says so", async () => {
    const other = new DeskFolder();
    try {
      mkdirSync(join(other.path, "pg", "data"), { recursive: true });
      writeFileSync(join(other.path, "pg", "data", "PG_VERSION"), "9.6\n");

      const { code, stderr } = await runCommand(["halt", "--data", other.path]);

      expect(stderr.join("\n")).toMatch(/not in the database: /);
      expect(code).toBe(0);
      expect(readdirSync(join(other.path, "halts"))).toHaveLength(1);
    } finally {
      await other.remove();
    }
  });

  it("refuses an empty reason", async () => {
    expect((await halt("--reason", " ")).code).toBe(2);
  });

  const signedIn = async (desk: DeskChild): Promise<DeskPerson> => {
    const person = new DeskPerson(await desk.address());
    await person.signIn("admin", password);
    return person;
  };
});

const causes = (person: DeskPerson): Promise<readonly Halted[]> =>
  person.topic<{ halts: readonly Halted[] }>("risk", () => true, 20_000).then(({ halts }) => halts);

async function resumed(person: DeskPerson): Promise<void> {
  const { body } = await person.post("/api/resume/prepare", { reason: "all is well" });
  const { status } = await person.post("/api/resume", { commandId: randomUUID(), token: body["token"] });
  expect(status).toBe(200);
}
