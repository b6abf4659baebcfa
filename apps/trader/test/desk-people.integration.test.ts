import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskFolder, runCommand, type DeskChild, type Ended } from "./desk-child.ts";
import { DeskPerson, type Answer } from "./desk-person.ts";

const DEMO = ["--source", "simulated:42", "--speed", "60"];
const LEFT_BEFORE = ["--source", "simulated:7", "--speed", "60"];
const NEW = ["--source", "simulated:9", "--speed", "60"];
const PASSWORD = "a password of mine";

describe.skipIf(process.platform !== "linux")("what a person did just before a kill -9", () => {
  const folder = new DeskFolder();
  const halt = { commandId: randomUUID(), flatten: false, reason: "looks wrong" };
  const change = { commandId: randomUUID(), reason: "smaller" };
  let login = { name: "", password: "" };
  let answers: readonly Answer[] = [];

  beforeAll(async () => {
    const before = folder.start(LEFT_BEFORE);
    login = await before.firstLogin();
    await before.end("SIGKILL");
    const desk = folder.start(DEMO);
    const person = new DeskPerson(await desk.address());
    await person.signIn(login.name, login.password);
    const early = await person.post("/api/halt", halt);
    await person.post("/api/password", { current: login.password, next: PASSWORD });
    const from = await parameterOf(person);
    const changes = [{ name: "confidenceThreshold", value: 0.71, from }];
    const changed = await person.post("/api/parameters", { ...change, changes });
    const both = await Promise.all([person.post("/api/halt", halt), person.post("/api/halt", halt)]);
    const moved = await person.post("/api/sim", { kind: "move", ticker: "SPY", sd: 1 });
    answers = [early, changed, ...both, moved];
    await desk.end("SIGKILL");
  });
  afterAll(() => folder.remove());

  it("was done: each answer says so, and the first password alone was good for nothing but a new one", () => {
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 200, 200, 200]);
    expect(answers.slice(1, 4).map(({ body }) => body["outcome"])).toEqual(["done", "done", "done"]);
  });

  it.each([
    { what: "a new run of another market", args: NEW },
    { what: "another market's run that was left before", args: LEFT_BEFORE },
  ])("holds in $what that starts next", async ({ args }) => {
    const desk = folder.start(args);
    const person = await signedIn(desk);

    expect(await causes(person)).toEqual(["manual"]);
    expect(await parameterOf(person)).toBe(0.71);
    await desk.end("SIGKILL");
  });

  it("holds in the run that is taken over, as one act with its rows in an unbroken audit chain", async () => {
    const desk = folder.start(DEMO);
    await desk.says(/took over run/);
    const person = await signedIn(desk);

    expect(await causes(person)).toEqual(["manual"]);
    expect(await parameterOf(person)).toBe(0.71);
    expect((await person.post("/api/halt", halt)).body["outcome"], "the same id again").toBe("done");
    const { verdict, acts, halts } = await folder.look(async (store) => ({
      verdict: await store.audit.verify("gateway"),
      acts: await store.audit.page("gateway", { limit: 200, before: null }),
      halts: await store.openHalts("demo"),
    }));
    expect(verdict.intact).toBe(true);
    const about = (id: string, act: string): number =>
      acts.filter((row) => row.act === act && row.detail["commandId"] === id).length;
    expect([about(halt.commandId, "command"), about(halt.commandId, "command.done")]).toEqual([1, 1]);
    expect([about(change.commandId, "command"), about(change.commandId, "command.done")]).toEqual([1, 1]);
    expect(new Set(halts.map(({ cause }) => cause.kind))).toEqual(new Set(["manual"]));
    expect(desk.stdout.filter((line) => line.includes("password"))).toEqual([]);
  });

  describe("and a new person", () => {
    const add = (...args: readonly string[]): Promise<Ended> =>
      runCommand(["admin", "user", "add", ...args, "--data", folder.path]);

    it("is added beside the running desk and signs in there", async () => {
      const desk = folder.start(DEMO);
      // a desk runs already: this one is refused, the command below speaks with the other
      expect((await desk.ended()).code).toBe(2);
      const { code, stdout } = await add("vera", "--role", "viewer");

      expect(code).toBe(0);
      expect(stdout[0]).toBe("sign in as  vera");
      const password = /^password {4}(\S+)$/.exec(stdout[1] ?? "")?.[1] ?? "";
      expect(await folder.look(async ({ users }) => (await users.verify("vera", password))?.mustChange)).toBe(
        true,
      );
    });

    it.each([
      { what: "a name that is taken", args: ["vera", "--role", "viewer"], says: /already a user vera/ },
      {
        what: "a role that is none",
        args: ["walt", "--role", "king"],
        says: /king.*viewer, trader, admin|king/,
      },
      { what: "a name that is none", args: ["Walt!", "--role", "viewer"], says: /User name "Walt!"/ },
      { what: "no role", args: ["walt"], says: /--role/ },
    ])("is refused with one sentence and 2 for $what", async ({ args, says }) => {
      const { code, stdout, stderr } = await add(...args);

      expect(code).toBe(2);
      expect(stderr).toHaveLength(1);
      expect(stderr[0]).toMatch(says);
      expect(stdout).toEqual([]);
    });

    it("is added while no desk runs, and nothing of the command stays", async () => {
      await folder.endAll("SIGTERM");
      const { code, stdout } = await add("walt", "--role", "trader");

      expect(code).toBe(0);
      expect(stdout[0]).toBe("sign in as  walt");
      expect(folder.servers()).toEqual([]);
    });
  });

  const signedIn = async (desk: DeskChild): Promise<DeskPerson> => {
    const person = new DeskPerson(await desk.address());
    expect((await person.signIn(login.name, PASSWORD)).status).toBe(200);
    return person;
  };
});

/** Kinds of the halts in force; a gateway that has just come up hears of them in a moment. */
async function causes(person: DeskPerson): Promise<readonly string[]> {
  for (let n = 0; n < 20; n += 1) {
    const { status, body } = await person.post("/api/resume/prepare", { reason: "only asking" });
    if (status === 200) return (body["causes"] as { kind: string }[]).map(({ kind }) => kind);
    await wait(50);
  }
  return [];
}

/** The confidence threshold in force, read off the refusal of an edit that was staged on another value. */
async function parameterOf(person: DeskPerson): Promise<number> {
  const changes = [{ name: "confidenceThreshold", value: 0.6, from: 0.999 }];
  const { body } = await person.post("/api/parameters", { commandId: randomUUID(), reason: "", changes });
  return Number(/is ([0-9.]+) now/.exec(String(body["sentence"]))?.[1]);
}
