import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";

describe("the gateway's borders", () => {
  let gateway: GatewayUnderTest;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "desk-page-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<title>desk</title>");
    await writeFile(join(folder, "assets", "app-0123abcd.js"), "1");
    gateway = await aGateway({ staticFolder: folder, pace: { requestsPerMinute: 200 } });
  });
  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  /** With a Host of one's own, which fetch does not allow. */
  const getAs = (host: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gateway.address);
      request({ hostname, port, path: ROUTES.status, headers: { host } }, (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });

  it.each([
    ["evil.example", 421],
    ["127.0.0.1:1", 421],
    ["localhost", 421],
  ])("refuse Host %s", async (host, status) => {
    expect(await getAs(host)).toBe(status);
  });

  it("answer under both loopback names", async () => {
    const { port } = new URL(gateway.address);

    expect([await getAs(`localhost:${port}`), await getAs(`127.0.0.1:${port}`)]).toEqual([200, 200]);
  });

  it.each(["http://evil.example", "https://127.0.0.1:1", "null"])(
    "refuse to change anything for Origin %s",
    async (origin) => {
      const admin = await gateway.signedIn("admin");

      const answer = await admin.post(
        ROUTES.halt,
        { commandId: "border-0001", flatten: false, reason: "" },
        { origin },
      );

      expect(Problem.parse(answer.body)).toMatchObject({ status: 403, code: "FOREIGN_ORIGIN" });
      expect(gateway.desk.requests).not.toContainEqual(expect.objectContaining({ kind: "command" }));
    },
  );

  it.each([
    ["no JSON", "POST", "not json", "application/json", 400, "BAD_REQUEST"],
    ["another type", "POST", "user=ada", "application/x-www-form-urlencoded", 415, "NOT_JSON"],
    [
      "64 kB and more",
      "POST",
      JSON.stringify({ user: "a".repeat(70_000), password: "b" }),
      "application/json",
      413,
      "TOO_LARGE",
    ],
    ["a missing field", "POST", JSON.stringify({ user: "ada" }), "application/json", 400, "BAD_REQUEST"],
    ["another method", "PUT", "{}", "application/json", 404, "NOT_FOUND"],
  ])("answer %s with a problem", async (_, method, body, type, status, code) => {
    const reply = await fetch(gateway.address + ROUTES.signIn, {
      method,
      body,
      headers: { "content-type": type },
    });

    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(Problem.parse(await reply.json())).toMatchObject({ status, code });
    expect(reply.status).toBe(status);
  });

  it("never say a bug's own words", async () => {
    await gateway.database.sql("ALTER TABLE users RENAME TO users_gone");

    const answer = await gateway.visitor().signIn("ada", "secret");
    await gateway.database.sql("ALTER TABLE users_gone RENAME TO users");

    expect(Problem.parse(answer.body)).toMatchObject({ status: 500, code: "BUG" });
    expect(JSON.stringify(answer.body)).not.toMatch(/users|select|relation/i);
  });

  it("let the browser run the desk's own files only", async () => {
    const { headers } = await gateway.visitor().get("/");

    expect(headers.get("content-security-policy")).toContain("default-src 'none';script-src 'self'");
    expect(headers.get("content-security-policy")).not.toContain("upgrade-insecure-requests");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it.each(["/", "/desk?sym=SPY", "/chain/QQQ", "/index.html"])(
    "serve the page at %s, always fresh",
    async (path) => {
      const { status, body, headers } = await gateway.visitor().get(path);

      expect([status, body["text"], headers.get("cache-control")]).toEqual([
        200,
        "<title>desk</title>",
        "no-cache",
      ]);
    },
  );

  it("serve hashed files for ever, and no file that is not there", async () => {
    const asset = await gateway.visitor().get("/assets/app-0123abcd.js");
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");

    for (const path of ["/assets/other.js", "/api/nothing", "/../package.json", "/%2e%2e/package.json"]) {
      expect((await gateway.visitor().get(path)).status).toBe(404);
    }
  });

  it("slow down an address that asks without end", async () => {
    const answers = await Promise.all(
      Array.from({ length: 220 }, () => gateway.visitor().get(ROUTES.status)),
    );

    const limited = answers.find(({ status }) => status === 429);
    expect(Problem.parse(limited?.body)).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });
});
