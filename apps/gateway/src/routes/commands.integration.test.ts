import { usdE4, type DeskRequest } from "@smart0dte/domain";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CommandReply, Problem, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { Visitor } from "../testing/visitor.ts";

describe("a command", () => {
  let gateway: GatewayUnderTest;
  let trader: Visitor;
  let ids = 0;

  beforeAll(async () => {
    gateway = await aGateway();
    trader = await gateway.signedIn("trader");
  });
  afterEach(() => {
    gateway.desk.isSilent = false;
    gateway.desk.requests.length = 0;
  });
  afterAll(() => gateway.close());

  const nextId = (): string => `command-${(ids += 1)}`;
  const halt = (commandId: string, by = trader, reason = "news") =>
    by.post(ROUTES.halt, { commandId, flatten: false, reason });
  const commands = (): readonly Extract<DeskRequest, { kind: "command" }>["command"][] =>
    gateway.desk.requests.flatMap((request) => (request.kind === "command" ? [request.command] : []));
  const audited = async () =>
    (await gateway.store.audit.page("gateway", { limit: 20, before: null })).map(({ act, detail }) => [
      act,
      detail["commandId"],
    ]);

  it("reaches the desk with its person and role, and is in the audit chain before it is answered", async () => {
    const id = nextId();

    const answer = await trader.post(ROUTES.closePosition.replace(":id", "x-o-1-0"), {
      commandId: id,
      limit: "0.4200",
    });

    expect(CommandReply.parse(answer.body)).toMatchObject({ commandId: id, outcome: "done", code: null });
    expect(commands()).toEqual([
      {
        id,
        by: { user: trader.name, role: "trader" },
        act: { kind: "closePosition", positionId: "x-o-1-0", limit: usdE4(4_200) },
      },
    ]);
    expect((await audited()).slice(0, 2)).toEqual([
      ["command.done", id],
      ["command", id],
    ]);
    expect(await gateway.store.audit.verify("gateway")).toMatchObject({ intact: true });
  });

  it("is one act however often it is sent, together or later, and answered alike", async () => {
    const id = nextId();

    const together = await Promise.all([halt(id), halt(id), halt(id)]);
    const later = await halt(id);

    expect(new Set([...together, later].map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(commands()).toHaveLength(1);
  });

  it("is refused when its id meant another act or another person", async () => {
    const id = nextId();
    await halt(id);

    const other = await gateway.signedIn("trader");
    const answers = [await halt(id, trader, "another reason"), await halt(id, other)];

    expect(answers.map(({ body }) => Problem.parse(body).code)).toEqual([
      "COMMAND_ID_TAKEN",
      "COMMAND_ID_TAKEN",
    ]);
    expect(commands()).toHaveLength(1);
  });

  it("that the desk refuses says why, with the numbers, and says it again", async () => {
    const id = nextId();
    const accept = () =>
      trader.post(ROUTES.acceptPlan.replace(":id", "p-7-SPY"), { commandId: id, quantity: 2 });

    const answer = await accept();

    expect(CommandReply.parse(answer.body)).toMatchObject({ outcome: "refused", code: "UNKNOWN_PLAN" });
    expect(answer.body["sentence"]).toContain("Plan p-7-SPY is not waiting any more. Nothing was sent.");
    expect((await accept()).body).toEqual(answer.body);
    expect(commands()).toHaveLength(1);
  });

  it("without an answer in two seconds is NO_ANSWER; trying again tells what became of it", async () => {
    const id = nextId();
    gateway.desk.isSilent = true;

    const answer = await halt(id);

    expect(Problem.parse(answer.body)).toMatchObject({ status: 504, code: "NO_ANSWER" });
    expect(answer.body["detail"]).toBe(
      "No answer for 2.0 s. NOT CONFIRMED. Orders may still go out. Try again, or stop the desk where it runs (Ctrl-C).",
    );
    expect((await audited())[0]).toEqual(["command.noAnswer", id]);

    gateway.desk.isSilent = false;
    expect((await halt(id)).body).toMatchObject({ outcome: "done" });
  });

  it("whose answer was lost is told by what the desk decided, not done a second time", async () => {
    const id = nextId();
    gateway.desk.losesAnswers = true;
    expect((await halt(id)).body).toMatchObject({ outcome: "done", commandId: id });
    gateway.desk.losesAnswers = false;

    expect((await halt(id)).body).toMatchObject({ outcome: "done" });
    expect(commands()).toHaveLength(1);
  });

  it.each([
    [
      "a number that moved",
      [{ name: "tradeSize", value: 4, from: 3 }],
      "STALE_EDIT",
      "Trade size is 5 now, not 3.",
    ],
    [
      "a value out of range",
      [{ name: "stopLoss", value: 5, from: 0.2 }],
      "BAD_PARAMETER",
      "Stop must be 0.05 to 1 of maximum loss; you entered 5.",
    ],
    [
      "a name that does not exist",
      [{ name: "luck", value: 1, from: 0 }],
      "BAD_PARAMETER",
      "There is no parameter luck.",
    ],
  ])("on parameters is refused for %s", async (_, changes, code, words) => {
    const answer = await trader.post(ROUTES.parameters, { commandId: nextId(), reason: "", changes });

    expect(CommandReply.parse(answer.body)).toMatchObject({ outcome: "refused", code });
    expect(answer.body["sentence"]).toContain(words);
  });

  it("on parameters shows in the parameters", async () => {
    const changes = [{ name: "tradeSize", value: 4, from: 5 }];

    const answer = await trader.post(ROUTES.parameters, { commandId: nextId(), reason: "calm", changes });

    expect(answer.body).toMatchObject({ outcome: "done" });
    await expect
      .poll(async () => JSON.stringify((await trader.get(ROUTES.parameters)).body))
      .toContain('"now":4');
  });
});

describe("resuming", () => {
  let gateway: GatewayUnderTest;
  let trader: Visitor;

  beforeAll(async () => {
    gateway = await aGateway();
    trader = await gateway.signedIn("trader");
  });
  afterAll(() => gateway.close());

  const prepare = (who = trader) => who.post(ROUTES.prepareResume, { reason: "news is over" });
  const resume = (commandId: string, token: unknown, who = trader) =>
    who.post(ROUTES.resume, { commandId, token });
  const codes = (...answers: readonly { body: Readonly<Record<string, unknown>> }[]) =>
    answers.map(({ body }) => body["code"]);

  it("takes a halt, a reason, the review of exactly these causes, the same person, within 60 s, once", async () => {
    expect(codes(await prepare())).toEqual(["NOT_HALTED"]);
    await trader.post(ROUTES.halt, { commandId: "resume-halt-1", flatten: false, reason: "news" });
    await expect.poll(async () => (await prepare()).status).toBe(200);
    expect(codes(await trader.post(ROUTES.prepareResume, { reason: "" }))).toEqual(["BAD_REQUEST"]);

    const late = await prepare();
    expect(late.body["causes"]).toEqual([{ kind: "manual", sentence: `${trader.name}: manual, "news"` }]);
    gateway.clock.monotonicMs += 60_000;
    const mine = await prepare();
    const other = await gateway.signedIn("trader");
    expect(
      codes(
        await resume("resume-try-1", late.body["token"]),
        await resume("resume-try-2", mine.body["token"], other),
        await resume("resume-try-3", "made-up"),
      ),
    ).toEqual(["TOKEN_EXPIRED", "TOKEN_EXPIRED", "TOKEN_EXPIRED"]);

    gateway.desk.halt({
      kind: "ticker",
      ticker: "SPY",
      pnl: usdE4(-6_120_000),
      limit: usdE4(6_000_000),
      at: gateway.desk.now,
    });
    await expect
      .poll(async () => JSON.stringify((await prepare()).body))
      .toContain("SPY lost $612.00 of $600.00");
    expect(codes(await resume("resume-try-4", mine.body["token"]))).toEqual(["CAUSES_CHANGED"]);

    const seen = await prepare();
    const done = await resume("resume-do-1", seen.body["token"]);
    expect(done.body).toMatchObject({ outcome: "done" });
    expect((await resume("resume-do-1", seen.body["token"])).body).toEqual(done.body);
    expect(codes(await resume("resume-do-2", seen.body["token"]))).toEqual(["TOKEN_EXPIRED"]);
    await expect.poll(async () => codes(await prepare())).toEqual(["NOT_HALTED"]);
  });

  it("after the book's breaker takes an admin", async () => {
    gateway.desk.halt({
      kind: "book",
      pnl: usdE4(-10_500_000),
      limit: usdE4(10_000_000),
      at: gateway.desk.now,
    });
    const admin = await gateway.signedIn("admin");

    await expect.poll(async () => (await prepare(admin)).status).toBe(200);

    expect(codes(await prepare())).toEqual(["ROLE"]);
  });
});

describe("the simulator's control", () => {
  it("is not offered where the market is not simulated", async () => {
    const gateway = await aGateway({
      start: { mode: "replay", provenance: { src: "recorded", options: "modelled" } },
    });
    const admin = await gateway.signedIn("admin");

    const answer = await admin.post(ROUTES.sim, { freeze: "SPY" });

    expect(Problem.parse(answer.body)).toMatchObject({ status: 409, code: "NOT_OFFERED" });
    expect((await admin.get(ROUTES.status)).body).toMatchObject({ word: "REPLAY" });
    await gateway.close();
  });
});
