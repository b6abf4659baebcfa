import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";

describe("signing in", () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await aGateway();
  });
  beforeEach(() => {
    gateway.clock.monotonicMs += 120_000;
  });
  afterAll(() => gateway.close());

  const audited = async () =>
    (await gateway.store.audit.page("gateway", { limit: 50, before: null })).map(
      ({ actor, act }) => `${actor}: ${act}`,
    );

  it("sets one cookie that no script can read and no other site can send", async () => {
    const password = await gateway.store.users.add("ada", "trader");

    const answer = await gateway.visitor().signIn("ada", password);

    expect(answer).toMatchObject({
      status: 200,
      body: { name: "ada", role: "trader", mustChangePassword: true },
    });
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^smart0dte_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(JSON.stringify(answer.body)).not.toContain(password);
  });

  it("says the same of a wrong password and of a name that does not exist, and writes both down", async () => {
    const wrong = await gateway.visitor().signIn("ada", "not this one");
    const unknown = await gateway.visitor().signIn("nobody-here", "not this one");

    expect(Problem.parse(wrong.body)).toMatchObject({ status: 401, code: "WRONG_SIGN_IN" });
    expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
    expect(wrong.headers.get("set-cookie")).toBeNull();
    expect(await audited()).toEqual(
      expect.arrayContaining(["ada: signIn.failed", "nobody-here: signIn.failed"]),
    );
  });

  it("is closed for a minute after five failures, for the right password too, and for nobody else", async () => {
    const password = await gateway.store.users.add("bob", "viewer");
    for (let n = 0; n < 5; n += 1) expect((await gateway.visitor().signIn("bob", "wrong")).status).toBe(401);

    const limited = await gateway.visitor().signIn("bob", password);
    expect(Problem.parse(limited.body)).toMatchObject({ status: 429, code: "TOO_MANY_SIGN_INS" });
    expect(limited.body["detail"]).toContain("for 60 s");
    expect(limited.headers.get("retry-after")).toBe("60");
    expect(await audited()).toContain("bob: signIn.limited");
    const other = await gateway.store.users.add("eve", "viewer");
    expect((await gateway.visitor().signIn("eve", other)).status).toBe(200);

    gateway.clock.monotonicMs += 60_000;
    expect((await gateway.visitor().signIn("bob", password)).status).toBe(200);
  });

  it("with the first password leads to a new password and nowhere else", async () => {
    const someone = await gateway.newcomer("admin");
    expect((await someone.get(ROUTES.orders)).body["code"]).toBe("PASSWORD_CHANGE_REQUIRED");

    const wrong = await someone.post(ROUTES.password, { current: "wrong", next: "a long enough one" });
    const short = await someone.post(ROUTES.password, { current: someone.password, next: "short" });
    const same = await someone.post(ROUTES.password, { current: someone.password, next: someone.password });
    expect([wrong, short, same].map(({ body }) => body["code"])).toEqual([
      "WRONG_PASSWORD",
      "BAD_REQUEST",
      "SAME_PASSWORD",
    ]);
    expect((await someone.get(ROUTES.orders)).status).toBe(403);

    const changed = await someone.post(ROUTES.password, {
      current: someone.password,
      next: "a long enough one",
    });
    expect(changed).toMatchObject({ status: 200, body: { mustChangePassword: false } });
    expect((await someone.get(ROUTES.orders)).status).toBe(200);
  });

  it("ends with sign-out, on the server too", async () => {
    const someone = await gateway.signedIn("viewer");
    const stolen = someone.cookie;

    expect((await someone.post(ROUTES.signOut, {})).status).toBe(200);

    expect(someone.cookie).toBe("smart0dte_session=");
    expect((await gateway.visitor().get(ROUTES.me, { cookie: stolen })).status).toBe(401);
  });

  it("ends after half an hour without an act", async () => {
    const someone = await gateway.signedIn("viewer");

    gateway.clock.wallMs += 29 * 60_000;
    expect((await someone.get(ROUTES.me)).status).toBe(200);
    gateway.clock.wallMs += 31 * 60_000;

    expect((await someone.get(ROUTES.me)).status).toBe(401);
  });

  it.each(["", "smart0dte_session=", "smart0dte_session=AAAA", `smart0dte_session=${"A".repeat(43)}`])(
    "is not replaced by the cookie %j",
    async (cookie) => {
      expect((await gateway.visitor().get(ROUTES.me, { cookie })).status).toBe(401);
    },
  );
});
