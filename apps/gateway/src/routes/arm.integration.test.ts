import { aBrokerLine } from "@smart0dte/domain/testing";
import { codeOf } from "@smart0dte/storage/postgres/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CommandReply, Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { Answer, Visitor } from "../testing/visitor.ts";

const ACCOUNT = "U1234567";

describe("arming a live account", () => {
  let gateway: GatewayUnderTest;
  let admin: Visitor;
  let secret = "";
  let ids = 0;

  beforeAll(async () => {
    gateway = await aGateway({ start: { mode: "paper", broker: "tws", accountKind: "live" } });
    gateway.desk.arming = { kind: "disarmed", why: "start", since: gateway.desk.now };
    gateway.desk.begin({});
    gateway.desk.publish({
      kind: "broker",
      line: aBrokerLine({ account: ACCOUNT, accountKind: "live" }),
    });
  });
  beforeEach(async () => {
    // another minute: codes and failures of the last test are over
    gateway.clock.wallMs += 120_000;
    gateway.clock.monotonicMs += 120_000;
    admin = await gateway.signedIn("admin");
    secret = (await gateway.store.secondFactors.enrol(admin.name)) ?? "";
    gateway.desk.arming = { kind: "disarmed", why: "person", since: gateway.desk.now };
    gateway.desk.begin({});
  });
  afterAll(() => gateway.close());

  const nextId = (): string => `arm-test-${(ids += 1)}`;
  const code = (): string => codeOf(secret, gateway.clock.wallMs);
  const arm = (over: Readonly<Record<string, unknown>> = {}, by = admin): Promise<Answer> =>
    by.post(ROUTES.arm, {
      commandId: nextId(),
      account: ACCOUNT,
      password: `${by.password}-mine`,
      code: code(),
      ...over,
    });
  const acts = (): readonly string[] =>
    gateway.desk.requests.flatMap((request) =>
      request.kind === "command" ? [request.command.act.kind] : [],
    );
  const audited = async (name: string) =>
    (await gateway.store.audit.page("gateway", { limit: 100, before: null }))
      .filter(({ actor }) => actor === name)
      .map(({ act, detail }) => [act, detail] as const);
  const isArmed = (): boolean => gateway.desk.arming.kind === "armed";

  it("takes an admin with the right password and code, and leaves neither in audit or commands", async () => {
    const typed = code();

    const answer = await arm({ code: typed });

    expect(CommandReply.parse(answer.body)).toMatchObject({ outcome: "done" });
    expect(gateway.desk.arming).toMatchObject({ kind: "armed", by: admin.name, account: ACCOUNT });
    const kept = JSON.stringify(await audited(admin.name));
    const requests = JSON.stringify(await gateway.database.sql("SELECT request FROM commands"));
    for (const text of [kept, requests]) {
      expect(text).toContain(ACCOUNT);
      expect(text).not.toContain(`${admin.password}-mine`);
      expect(text).not.toContain(typed);
    }
  });

  it("is refused without a second factor, with what to do about it", async () => {
    const other = await gateway.signedIn("admin");

    const answer = await arm({}, other);

    expect(Problem.parse(answer.body)).toMatchObject({ status: 409, code: "NO_SECOND_FACTOR" });
    expect(String(answer.body["detail"])).toContain(`smart0dte admin user second-factor ${other.name}`);
  });

  it.each([
    ["password", { password: "not this one" }],
    ["code", { code: "000000" }],
  ])("is refused with a wrong %s, which is counted, audited and not named", async (_, wrong) => {
    const answer = await arm(wrong);
    const again = await arm(wrong);

    expect(Problem.parse(answer.body)).toMatchObject({ status: 403, code: "WRONG_STEP_UP" });
    expect(String(answer.body["detail"])).toMatch(/^Password or code is wrong.*Failures so far: 1;/);
    expect(String(again.body["detail"])).toContain("Failures so far: 2;");
    expect(await audited(admin.name)).toEqual(
      expect.arrayContaining([
        ["arm.failed", { failures: 1 }],
        ["arm.failed", { failures: 2 }],
      ]),
    );
    expect(isArmed()).toBe(false);
  });

  it("does not use a code up beside a wrong password, and takes one once", async () => {
    await arm({ password: "not this one" });
    expect((await arm()).status).toBe(200);
    gateway.desk.arming = { kind: "disarmed", why: "person", since: gateway.desk.now };

    expect(Problem.parse((await arm()).body).code).toBe("WRONG_STEP_UP");
  });

  it("is closed after five failures, for the right proof too, and signing in is not", async () => {
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => arm({ code: "000000" })));
    const right = await arm();

    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(Problem.parse(right.body)).toMatchObject({ status: 429, code: "TOO_MANY_STEP_UPS" });
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await gateway.store.users.verify(admin.name, `${admin.password}-mine`)).not.toBeNull();
    expect((await admin.get(ROUTES.me)).status).toBe(200);

    gateway.clock.monotonicMs += 60_000;
    expect((await arm()).status).toBe(200);
  });

  it("is one act however often it is sent at once, with one code", async () => {
    const commandId = nextId();
    gateway.desk.requests.length = 0;

    const both = await Promise.all([arm({ commandId }), arm({ commandId })]);

    expect(both.map(({ body }) => body["outcome"])).toEqual(["done", "done"]);
    expect(acts()).toEqual(["arm"]);
  });

  it("is refused for another account than the broker's, before any proof is looked at", async () => {
    const answer = await arm({ account: "U7654321", code: "000000" });

    expect(answer.body).toMatchObject({ outcome: "refused", code: "ACCOUNT_CHANGED" });
    expect(await audited(admin.name)).not.toContainEqual(["arm.failed", { failures: 1 }]);
  });

  it("is undone by a trader in one act", async () => {
    await arm();
    const trader = await gateway.signedIn("trader");

    const answer = await trader.post(ROUTES.disarm, { commandId: nextId() });

    expect(CommandReply.parse(answer.body).outcome).toBe("done");
    expect(gateway.desk.arming).toMatchObject({ kind: "disarmed", why: "person" });
  });

  it("ends with the session of whoever armed it: at once by signing out", async () => {
    const other = await gateway.signedIn("admin");
    await arm();
    await other.post(ROUTES.signOut, {});
    expect(isArmed()).toBe(true);

    await admin.post(ROUTES.signOut, {});

    await expect.poll(() => gateway.desk.arming).toMatchObject({ kind: "disarmed", why: "signedOut" });
  });

  it("ends with the session of whoever armed it: soon where it ends by itself", async () => {
    await arm();

    await gateway.store.users.setDisabled(admin.name, true);

    await expect.poll(() => gateway.desk.arming).toMatchObject({ kind: "disarmed", why: "signedOut" });
  });

  it("is kept up by the page of whoever armed it and by nobody else's, at most once a minute", async () => {
    const other = await gateway.signedIn("admin");
    await arm();
    const [mine, theirs] = [admin.socket(), other.socket()];
    await expect.poll(() => [mine, theirs].map((ear) => ear.types().includes("hello"))).toEqual([true, true]);
    gateway.desk.requests.length = 0;

    await theirs.say({ type: "active" });
    await mine.say({ type: "active" });
    await mine.say({ type: "active" });

    await expect.poll(acts).toEqual(["stayArmed"]);
    gateway.clock.monotonicMs += 60_000;
    await mine.say({ type: "active" });
    await expect.poll(acts).toEqual(["stayArmed", "stayArmed"]);
    mine.socket.close();
    theirs.socket.close();
  });
});
