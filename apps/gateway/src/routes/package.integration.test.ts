import { epochMicros } from "@smart0dte/domain";
import { aPackage } from "@smart0dte/domain/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PackageFrame, Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { Visitor } from "../testing/visitor.ts";

const LEGS = "1xSPY260313C00660000,-1xSPY260313C00665000";

describe("a picked package", () => {
  let gateway: GatewayUnderTest;
  let viewer: Visitor;

  beforeAll(async () => {
    gateway = await aGateway();
    viewer = await gateway.signedIn("viewer");
  });
  beforeEach(() => {
    gateway.desk.package = { kind: "package", view: aPackage() };
    gateway.desk.requests.length = 0;
  });
  afterAll(() => gateway.close());

  const ask = (legs: string) => viewer.get(`${ROUTES.package}?legs=${encodeURIComponent(legs)}`);
  const asked = () => gateway.desk.requests.filter(({ kind }) => kind === "package" || kind === "ladder");

  it("is asked of the desk and may be read by a viewer", async () => {
    const frame = PackageFrame.parse((await ask(LEGS)).body);

    expect([frame.legs, frame.src]).toEqual([LEGS, "simulated"]);
    expect(asked()).toMatchObject([
      {
        legs: [
          { quantity: 1, contract: { root: "SPY", right: "C", strike: 6_600_000 } },
          { quantity: -1, contract: { root: "SPY", right: "C", strike: 6_650_000 } },
        ],
      },
    ]);
  });

  it("has its ladder under the same words", async () => {
    await viewer.get(`${ROUTES.ladder}?of=${encodeURIComponent(`legs:${LEGS}`)}`);

    expect(asked()).toMatchObject([
      { kind: "ladder", of: { kind: "contracts", held: [{ quantity: 1 }, { quantity: -1 }] } },
    ]);
  });

  it.each([
    ["", "an empty leg"],
    ["SPY260313C00660000", "is no leg"],
    ["0xSPY260313C00660000", "is no leg"],
    ["100xSPY260313C00660000", "is no leg"],
    ["1.5xSPY260313C00660000", "is no leg"],
    ["1xTSLA260313C00660000", "is no OSI symbol"],
    ["1xSPY260313C00660000,1xQQQ260313C00560000", "one ticker"],
    ["1xSPY260313C00660000,-1xSPY260313C00660000", "twice"],
    [Array.from({ length: 7 }, (_, n) => `1xSPY260313C0066${n}000`).join(), "at most 6 legs"],
    [`1x${"S".repeat(200)}`, ""],
  ])("refuses %j as not understood, and asks the desk nothing", async (legs, words) => {
    const { status, body } = await ask(legs);

    expect([status, Problem.parse(body).code]).toEqual([400, "BAD_REQUEST"]);
    expect(Problem.parse(body).detail).toContain(words);
    expect(asked()).toEqual([]);
  });

  it("of a contract that never was is refused; of a market without a forward it is empty, with the reason", async () => {
    const at = epochMicros(5);
    gateway.desk.package = {
      kind: "noPackage",
      at,
      why: { code: "unknownContract", symbol: "SPY260313C00660000" },
    };
    expect((await ask(LEGS)).status).toBe(404);

    gateway.desk.package = { kind: "noPackage", at, why: { code: "noForward", ticker: "SPY" } };
    const { status, body } = await ask(LEGS);
    expect(status).toBe(200);
    expect(PackageFrame.parse(body)).toMatchObject({ at, contracts: [], market: { v: null } });
  });

  it("says when the desk does not answer", async () => {
    gateway.desk.isSilent = true;

    const { status, body } = await ask(LEGS);
    gateway.desk.isSilent = false;

    expect([status, Problem.parse(body).code]).toEqual([504, "NO_ANSWER"]);
  });
});
