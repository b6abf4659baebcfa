import type { Role } from "@smart0dte/domain";
import { aLadder } from "@smart0dte/domain/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { Visitor } from "../testing/visitor.ts";

type Status = 200 | 403 | 409;
type Case = readonly [
  method: "GET" | "POST",
  path: string,
  body: () => unknown,
  viewer: Status,
  trader: Status,
  admin: Status,
];

let ids = 0;
const commandId = (): string => `role-test-${(ids += 1)}`;
const nothing = () => ({});
const CHANGE = [{ name: "tradeSize", value: 4, from: 4 }];

const CASES: readonly Case[] = [
  ["GET", ROUTES.me, nothing, 200, 200, 200],
  ["GET", ROUTES.status, nothing, 200, 200, 200],
  ["GET", ROUTES.orders, nothing, 200, 200, 200],
  ["GET", ROUTES.positions, nothing, 200, 200, 200],
  ["GET", ROUTES.signals, nothing, 200, 200, 200],
  ["GET", ROUTES.proposals, nothing, 200, 200, 200],
  ["GET", ROUTES.fills, nothing, 200, 200, 200],
  ["GET", ROUTES.parameters, nothing, 200, 200, 200],
  ["GET", `${ROUTES.ladder}?of=book`, nothing, 200, 200, 200],
  ["GET", `${ROUTES.package}?legs=1xSPY260313C00660000`, nothing, 200, 200, 200],
  ["POST", ROUTES.halt, () => ({ commandId: commandId(), flatten: false, reason: "" }), 403, 200, 200],
  ["POST", ROUTES.prepareResume, () => ({ reason: "over" }), 403, 200, 200],
  [
    "POST",
    ROUTES.acceptPlan.replace(":id", "p-1"),
    () => ({ commandId: commandId(), quantity: null }),
    403,
    200,
    200,
  ],
  [
    "POST",
    ROUTES.closePosition.replace(":id", "x-1"),
    () => ({ commandId: commandId(), limit: "0.4200" }),
    403,
    200,
    200,
  ],
  [
    "POST",
    ROUTES.acceptHolding,
    () => ({ commandId: commandId(), contract: "STK SPY", desk: 0, broker: 100 }),
    403,
    200,
    200,
  ],
  ["POST", ROUTES.cancelOrder.replace(":id", "o-1"), () => ({ commandId: commandId() }), 403, 200, 200],
  [
    "POST",
    ROUTES.replaceOrder.replace(":id", "o-1"),
    () => ({ commandId: commandId(), limit: "-0.6500" }),
    403,
    200,
    200,
  ],
  [
    "POST",
    ROUTES.arm,
    () => ({ commandId: commandId(), account: "U1234567", password: "x", code: "123456" }),
    403,
    403,
    409,
  ],
  ["POST", ROUTES.disarm, () => ({ commandId: commandId() }), 403, 200, 200],
  ["POST", ROUTES.stayArmed, () => ({ commandId: commandId() }), 403, 403, 200],
  ["POST", ROUTES.parameters, () => ({ commandId: commandId(), reason: "", changes: CHANGE }), 403, 200, 200],
  ["POST", ROUTES.speed, () => ({ speed: 60 }), 403, 200, 200],
  ["POST", ROUTES.sim, () => ({ freeze: "SPY" }), 403, 403, 200],
  ["GET", ROUTES.audit, nothing, 403, 403, 200],
];

describe("each route", () => {
  let gateway: GatewayUnderTest;
  const people = new Map<Role | "nobody" | "newcomer", Visitor>();

  beforeAll(async () => {
    gateway = await aGateway();
    for (const role of ["viewer", "trader", "admin"] as const) people.set(role, await gateway.signedIn(role));
    people.set("newcomer", await gateway.newcomer("admin"));
    people.set("nobody", gateway.visitor());
    gateway.desk.ladder = { kind: "ladder", view: aLadder() };
    gateway.desk.halt({ kind: "emergency", vix: 41, at: gateway.desk.now });
  });
  afterAll(() => gateway.close());

  const ask = (who: Role | "nobody" | "newcomer", [method, path, body]: Case) => {
    const visitor = people.get(who);
    if (visitor === undefined) return expect.unreachable(who);
    return method === "GET" ? visitor.get(path) : visitor.post(path, body());
  };

  it.each(CASES.map((row) => ({ row, name: `${row[0]} ${row[1]}` })))(
    "$name lets in who may",
    async ({ row }) => {
      expect((await ask("viewer", row)).status).toBe(row[3]);
      expect((await ask("trader", row)).status).toBe(row[4]);
      expect((await ask("admin", row)).status).toBe(row[5]);
    },
  );

  it.each(CASES.map((row) => ({ row, name: `${row[0]} ${row[1]}` })))(
    "$name is shut to strangers and to a first password",
    async ({ row }) => {
      const isPublic = row[1] === ROUTES.status;
      const isOwn = row[1] === ROUTES.me;

      const stranger = await ask("nobody", row);
      const newcomer = await ask("newcomer", row);

      expect(stranger.status).toBe(isPublic ? 200 : 401);
      expect(newcomer.status).toBe(isPublic || isOwn ? 200 : 403);
      if (!isPublic) expect(Problem.parse(stranger.body).code).toBe("NOT_SIGNED_IN");
      if (!isPublic && !isOwn) expect(Problem.parse(newcomer.body).code).toBe("PASSWORD_CHANGE_REQUIRED");
    },
  );

  it("is in this table", () => {
    const inTable = new Set(
      CASES.map(([, path]) => path.replace(/\/[pxo]-1\//, "/:id/").replace(/\?.*/, "")),
    );
    const elsewhere: string[] = [
      ROUTES.signIn,
      ROUTES.signOut,
      ROUTES.password,
      ROUTES.resume,
      ROUTES.socket,
    ];

    expect(Object.values(ROUTES).filter((path) => !inTable.has(path) && !elsewhere.includes(path))).toEqual(
      [],
    );
  });
});
