import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { BrokerFrame } from "@smart0dte/gateway/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { booksIn, brokerStoryOf, type BooksOfBroker, type BrokerStory } from "./broker-story.ts";
import { DeskFolder, runCommand, type Ended } from "./desk-child.ts";
import { DeskPerson, type Answer } from "./desk-person.ts";

const DATE = "2026-03-13";
const DEMO = ["--source", "simulated:42", "--date", DATE, "--speed", "60"];
const PASSWORD = "a password of mine";

interface PositionRows {
  readonly positions: readonly { readonly id: string; readonly closedAt: number | null }[];
}
const openIn = ({ positions }: PositionRows): readonly string[] =>
  positions.filter(({ closedAt }) => closedAt === null).map(({ id }) => id);
const isAgreed = ({ line }: BrokerFrame): boolean => line?.state === "ready" && line.reconciled;

describe.skipIf(process.platform !== "linux")(
  "a demo, which trades through the TWS of its own market",
  () => {
    const folder = new DeskFolder();
    const journal = (): string => folder.journals(DATE)[0] ?? "";
    let first: BrokerFrame;
    let fault: Answer;
    let dropped: BrokerFrame;
    let back: BrokerFrame;
    let closed: Answer;
    let paper: Ended;
    let story: BrokerStory;
    let books: BooksOfBroker;

    /** What the disk holds of it: a kill takes the rest. */
    const untilStory = async (isSo: (story: BrokerStory) => boolean): Promise<void> => {
      const until = performance.now() + 60_000;
      while (!isSo(brokerStoryOf(journal()))) {
        if (performance.now() > until) throw new Error("the story never came so far");
        await wait(100);
      }
    };

    beforeAll(async () => {
      const desk = folder.start(DEMO);
      const person = await DeskPerson.first(desk, PASSWORD);
      first = await person.topic<BrokerFrame>("broker", isAgreed, 50_000);
      // the first order of the day is taken, and the connection breaks before anybody hears of it
      fault = await person.post("/api/sim", { kind: "drop", at: "afterSend" });
      dropped = await person.topic<BrokerFrame>("broker", ({ line }) => line?.state === "backingOff", 90_000);
      await untilStory(({ fills }) => fills.length > 0);
      await desk.end("SIGKILL");

      paper = await folder.start([...DEMO, "--broker", "paper"]).ended();
      const next = folder.start(DEMO);
      const again = new DeskPerson(await next.address());
      await again.signIn("admin", PASSWORD);
      back = await again.topic<BrokerFrame>("broker", isAgreed, 50_000);
      const rows = await again.topic<PositionRows>("positions", (held) => openIn(held).length > 0, 60_000);
      const [held = "none"] = openIn(rows);
      closed = await again.post(`/api/positions/${held}/close`, { commandId: randomUUID(), limit: null });
      // exits of the desk's own come as well, sooner or later
      await untilStory(({ orders }) =>
        orders.some(
          ({ purpose, reason, state }) => purpose === "close" && reason !== "person" && state === "filled",
        ),
      );
      await again.post("/api/halt", { commandId: randomUUID(), flatten: true, reason: "the test is over" });
      await again.topic<PositionRows>("positions", (held) => openIn(held).length === 0, 60_000);
      await next.end("SIGTERM");
      story = brokerStoryOf(journal());
      books = booksIn(folder.path);
    }, 300_000);
    afterAll(() => folder.remove());

    it("shows where its orders go, on which account, and that the books agree", () => {
      expect(first.line).toMatchObject({
        address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        simulated: true,
        account: expect.stringMatching(/^DU\d+$/),
        accountKind: "paper",
        serverVersion: expect.any(Number),
        differences: [],
      });
    });

    it("has its orders taken, acknowledged and filled by the broker, which says so as inputs", () => {
      const kinds = new Set(story.said.map(({ kind }) => kind));

      expect([...kinds]).toEqual(expect.arrayContaining(["sent", "acknowledged", "working", "fill"]));
      expect(story.fills.length).toBeGreaterThan(2);
    });

    it("loses its connection at an order that is taken, and finds it again: nothing lost, nothing twice", () => {
      expect(fault).toMatchObject({ status: 200 });
      expect(dropped.line?.state).toBe("backingOff");
      expect(story.said.some(({ kind }) => kind === "lost")).toBe(true);
    });

    it("goes on after a kill -9 with what the broker holds, and finds nothing that a person must put right", () => {
      expect(back.line).toMatchObject({ reconciled: true, orphans: [] });
      expect(back.line?.differences.filter(({ halts }) => halts)).toEqual([]);
    });

    it("is not taken over on paper: what was sent out is known to the broker alone", () => {
      expect(paper.code).toBe(2);
      expect(paper.stderr.at(-1)).toMatch(/gave its orders to a TWS.*--broker tws.*--abandon/);
    });

    it("closes by the desk's own exits and by a person's", () => {
      expect(closed).toMatchObject({ status: 200 });
      const reasons = story.orders
        .filter(({ purpose, state }) => purpose === "close" && state === "filled")
        .map(({ reason }) => reason);

      expect(reasons).toContain("person");
      expect(reasons.some((reason) => reason !== "person" && reason !== "flatten")).toBe(true);
    });

    it("has given the broker each order once, and none is open at the end", () => {
      const given = [...books.live, ...books.over].map(({ ticket }) => ticket.orderRef);

      expect(new Set(given).size).toBe(given.length);
      expect(books.live).toEqual([]);
      expect(
        story.orders
          .filter(({ filled }) => filled > 0)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...new Set(books.executions.map(({ orderRef }) => orderRef.split("@")[0]))].sort());
    });

    it("has booked every contract that the broker traded, once", () => {
      const traded = books.executions.filter(({ commission }) => commission !== null);
      const contractsOf = (count: number, shares: number): number => count + shares;
      const broker = traded.map(({ shares }) => shares).reduce(contractsOf, 0);
      const desk = story.fills.flatMap(({ legs }) => legs.map(({ quantity }) => Math.abs(quantity)));

      expect(desk.reduce(contractsOf, 0)).toBe(broker);
      expect(new Set(story.fills.map(({ executionId }) => executionId)).size).toBe(story.fills.length);
    });

    it("is flat where the broker is, and the day's result is the broker's to the cent", async () => {
      const { stdout } = await runCommand(["replay", `journal:${journal()}`, "--json"]);
      const { pnl } = JSON.parse(stdout.join("")) as { pnl: { mid: number; executable: number } };
      const booked = story.positions.reduce((sum, { cash, fees }) => sum + cash - fees, 0);

      expect(story.positions.map(({ quantity }) => quantity).every((quantity) => quantity === 0)).toBe(true);
      expect(books.positions.every(({ quantity }) => quantity === 0)).toBe(true);
      expect(booked).toBe(books.cash - books.opening);
      expect([pnl.mid, pnl.executable]).toEqual([booked / 10_000, booked / 10_000]);
    });

    it("comes out of its journal again, decision by decision, with the same digest", async () => {
      const { code, stdout, stderr } = await runCommand(["replay", `journal:${journal()}`, "--json"]);

      expect([code, stderr]).toEqual([0, []]);
      expect((JSON.parse(stdout.join("")) as { digest: string }).digest).toBe(story.digest);
    });
  },
);
