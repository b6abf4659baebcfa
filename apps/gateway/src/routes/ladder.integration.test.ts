import { epochMicros } from "@smart0dte/domain";
import { aLadder, aPlan } from "@smart0dte/domain/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LadderFrame, Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { Visitor } from "../testing/visitor.ts";

describe("the ladder", () => {
  let gateway: GatewayUnderTest;
  let viewer: Visitor;

  beforeAll(async () => {
    gateway = await aGateway();
    viewer = await gateway.signedIn("viewer");
  });
  beforeEach(() => {
    gateway.desk.ladder = { kind: "ladder", view: aLadder() };
    gateway.desk.requests.length = 0;
  });
  afterAll(() => gateway.close());

  const ask = (query: string) => viewer.get(`${ROUTES.ladder}?${query}`);
  const asked = () => gateway.desk.requests.filter(({ kind }) => kind === "ladder");

  it("of the book, a position or a contract is asked of the desk and may be read by a viewer", async () => {
    const book = LadderFrame.parse((await ask("of=book")).body);
    const position = LadderFrame.parse((await ask("of=position:x-1-0")).body);
    const contract = LadderFrame.parse((await ask("of=contract:SPY260313C00660000")).body);

    expect([book, position, contract].map(({ of, scale, src }) => [of, scale, src])).toEqual([
      ["book", "position", "simulated"],
      ["position:x-1-0", "position", "simulated"],
      ["contract:SPY260313C00660000", "share", "simulated"],
    ]);
    expect(asked()).toMatchObject([
      { of: { kind: "book" }, grid: { width: null, points: 13 } },
      { of: { kind: "position", id: "x-1-0" } },
      { of: { kind: "contracts", held: [{ quantity: 1, contract: { root: "SPY", strike: 6_600_000 } }] } },
    ]);
  });

  it("of a plan is that of one package of its legs", async () => {
    const plan = aPlan();
    gateway.desk.publish({ kind: "decisions", seq: 1, decisions: [plan] });

    await expect.poll(async () => (await ask(`of=plan:${plan.id}`)).status).toBe(200);
    expect(asked().at(-1)).toMatchObject({
      of: {
        kind: "contracts",
        held: [
          { quantity: -1, contract: { right: "P", strike: 6_600_000 } },
          { quantity: 1, contract: { right: "P", strike: 6_550_000 } },
        ],
      },
    });
  });

  it("takes a width and a number of spots", async () => {
    expect((await ask("of=book&width=0.015&points=21")).status).toBe(200);

    expect(asked()).toMatchObject([{ grid: { width: 0.015, points: 21 } }]);
  });

  it.each([
    "",
    "of=",
    "of=everything",
    "of=position:",
    "of=contract:TSLA260313C00660000",
    "of=contract:SPY",
    "of=book&points=4",
    "of=book&points=2.5",
    "of=book&width=0",
    "of=book&width=nothing",
    `of=position:${"x".repeat(200)}`,
  ])("refuses %j as not understood, and asks the desk nothing", async (query) => {
    const { status, body } = await ask(query);

    expect([status, Problem.parse(body).code]).toEqual([400, "BAD_REQUEST"]);
    expect(asked()).toEqual([]);
  });

  it("says that there is no such plan without asking the desk", async () => {
    const { status, body } = await ask("of=plan:p-9-SPY");

    expect([status, Problem.parse(body).detail]).toEqual([404, "There is no plan p-9-SPY in this run."]);
    expect(asked()).toEqual([]);
  });

  it.each([
    [{ code: "unknownPosition", id: "x-9" }, "There is no position x-9 in this run."],
    [
      { code: "unknownContract", symbol: "SPY260313C00660000" },
      "SPY260313C00660000 is not one of today's contracts of this desk.",
    ],
  ] as const)("refuses what never was: %o", async (why, detail) => {
    gateway.desk.ladder = { kind: "noLadder", at: epochMicros(5), why };

    const answer = await ask("of=position:x-9");

    expect([answer.status, Problem.parse(answer.body).detail]).toEqual([404, detail]);
  });

  it.each([
    [{ code: "closedPosition", id: "x-9" }, "Nothing of position x-9 is held any more."],
    [{ code: "closed" }, "The session is over: there is no time left to look ahead."],
    [
      { code: "noForward", ticker: "SPY" },
      "Neither parity nor spot gives a forward of SPY now. Try again when its quotes are back.",
    ],
  ] as const)(
    "answers with nothing, and why, what a market or a close has taken: %o",
    async (why, sentence) => {
      gateway.desk.ladder = { kind: "noLadder", at: epochMicros(5), why };

      const { status, body } = await ask("of=position:x-9");

      expect(status).toBe(200);
      expect(body).toMatchObject({ of: "position:x-9", at: 5, tickers: [], together: null, why: sentence });
    },
  );

  it("says when the desk does not answer", async () => {
    gateway.desk.isSilent = true;

    const { status, body } = await ask("of=book");
    gateway.desk.isSilent = false;

    expect([status, Problem.parse(body).code]).toEqual([504, "NO_ANSWER"]);
  });
});
