import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { aDatabase, codeOf, type TestDatabase } from "./testing/index.ts";

const MINUTE = 60_000;

describe("people", () => {
  let database: TestDatabase;
  let store: Store;
  let now = 1_700_000_000_000;

  beforeAll(async () => {
    database = await aDatabase();
    store = await openStore(database.url, {
      wallMs: () => now,
      sessionLimits: { idleMs: 30 * MINUTE, lifeMs: 120 * MINUTE },
    });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const signIn = async (name: string, password: string): Promise<string> => {
    const user = await store.users.verify(name, password);
    return user === null ? expect.unreachable("wrong password") : store.sessions.open(user);
  };

  it("begin with one administrator who must change the password, made once also by two starts at once", async () => {
    const made = await Promise.all([store.users.ensureFirstAdmin(), store.users.ensureFirstAdmin()]);
    const [admin] = made.filter((one) => one !== null);

    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(await store.users.verify("admin", admin?.password ?? "")).toMatchObject({
      role: "admin",
      mustChange: true,
    });
    expect(await store.users.ensureFirstAdmin()).toBeNull();
  });

  it("sign in with their own password only", async () => {
    const password = await store.users.add("ada", "trader");

    expect(await store.users.verify("ada", `${password}x`)).toBeNull();
    expect(await store.users.verify("nobody", password)).toBeNull();
    expect(await store.users.verify("ada", password)).toMatchObject({ name: "ada", role: "trader" });
  });

  it("are refused a name that is taken or no name", async () => {
    await expect(store.users.add("ada", "viewer")).rejects.toThrow("There is already a user ada.");
    await expect(store.users.add("Ada Lovelace", "viewer")).rejects.toThrow(/1 to 64/);
    await expect(
      database.sql(
        "INSERT INTO users (name, role, argon2id, must_change, created_at_ms, changed_at_ms) VALUES ('eve', 'root', '$argon2id$', true, 1, 1)",
      ),
    ).rejects.toThrow(/role/);
  });

  it("leave neither password nor token in the database", async () => {
    const password = await store.users.add("carl", "viewer");
    const token = await signIn("carl", password);

    const dump = JSON.stringify(
      await database.sql(
        "SELECT u.*, encode(s.token_sha256, 'hex') AS hash FROM users u JOIN sessions s ON s.user_id = u.id",
      ),
    );

    expect(dump).not.toContain(password);
    expect(dump).not.toContain(token);
    expect(dump).toContain(createHash("sha256").update(token).digest("hex"));
    expect(dump).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  it("are signed out after half an hour without an act, however often somebody only looks", async () => {
    const token = await signIn("carl", await changedPassword("carl"));

    now += 29 * MINUTE;
    const found = await store.sessions.find(token);
    expect(found?.user.name).toBe("carl");
    if (found !== null) await store.sessions.seen(found);
    now += 29 * MINUTE;
    expect(await store.sessions.find(token)).not.toBeNull();
    now += 2 * MINUTE;
    expect(await store.sessions.find(token)).toBeNull();
    if (found !== null) await store.sessions.seen(found);
    expect(await store.sessions.find(token)).toBeNull();
  });

  it("are signed out at the end of a session's life even while they act", async () => {
    const token = await signIn("carl", await changedPassword("carl"));

    for (let step = 0; step < 6; step += 1) {
      now += 19 * MINUTE;
      const found = await store.sessions.find(token);
      if (found !== null) await store.sessions.seen(found);
      expect(found).not.toBeNull();
    }
    now += 7 * MINUTE;

    expect(await store.sessions.find(token)).toBeNull();
  });

  it("lose their other sessions when the password changes, and all when they are disabled", async () => {
    const password = await changedPassword("ada");
    const [here, there] = [await signIn("ada", password), await signIn("ada", password)];
    const found = await store.sessions.find(here);
    if (found === null) expect.unreachable("signed in just now");

    await store.users.changePassword(found.user, "another good password", found.tokenSha256);
    expect(await store.sessions.find(here)).not.toBeNull();
    expect(await store.sessions.find(there)).toBeNull();

    await store.users.setDisabled("ada", true);
    expect(await store.sessions.find(here)).toBeNull();
    expect(await store.users.verify("ada", "another good password")).toBeNull();
  });

  async function changedPassword(name: string): Promise<string> {
    const user = (await store.users.list()).find((one) => one.name === name);
    if (user === undefined) expect.unreachable(`no user ${name}`);
    const password = `a password of ${name} ${now}`;
    await store.users.changePassword(user, password, null);
    return password;
  }

  it("prove a second factor by a code of their own secret, each code once", async () => {
    await store.users.add("gus", "admin");
    const login = await store.users.newPassword("gus");
    const gus = await store.users.verify("gus", login ?? "");
    if (gus === null) return expect.unreachable("no gus");
    expect(await store.secondFactors.has(gus)).toBe(false);
    expect(await store.secondFactors.take(gus, "000000")).toBe(false);

    const secret = (await store.secondFactors.enrol("gus")) ?? "";
    const code = codeOf(secret, now);
    const both = await Promise.all([
      store.secondFactors.take(gus, code),
      store.secondFactors.take(gus, code),
    ]);

    expect(await store.secondFactors.has(gus)).toBe(true);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await store.secondFactors.take(gus, code)).toBe(false);
    now += MINUTE;
    expect(await store.secondFactors.take(gus, codeOf(secret, now))).toBe(true);
    now += MINUTE;
    const next = (await store.secondFactors.enrol("gus")) ?? "";
    expect(await store.secondFactors.take(gus, codeOf(secret, now))).toBe(false);
    expect(await store.secondFactors.take(gus, codeOf(next, now))).toBe(true);
    expect(await store.secondFactors.enrol("nobody")).toBeNull();
  });
});

describe("command ids", () => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await aDatabase();
    store = await openStore(database.url);
    await store.users.add("ada", "trader");
    await store.users.add("bob", "trader");
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it("are claimed once when two requests come at once, and answered alike ever after", async () => {
    const claim = () => store.commands.claim("click-0001", { user: "ada", request: "{}" });

    const first = await Promise.all([claim(), claim()]);
    await store.commands.answer("click-0001", { outcome: "done" });

    expect(first.map(({ kind }) => kind).sort()).toEqual(["new", "unanswered"]);
    expect(await claim()).toEqual({ kind: "answered", reply: { outcome: "done" } });
  });

  it.each([
    ["another person", { user: "bob", request: "{}" }],
    ["another act", { user: "ada", request: '{"flatten":true}' }],
  ])("are taken for %s", async (_, asked) => {
    await store.commands.claim("click-0002", { user: "ada", request: "{}" });

    expect(await store.commands.claim("click-0002", asked)).toEqual({ kind: "taken" });
  });
});
