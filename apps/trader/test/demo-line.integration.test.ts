import { setTimeout as wait } from "node:timers/promises";
import { instrumentKey } from "@smart0dte/domain";
import type { FeedFrame } from "@smart0dte/gateway/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskFolder, runCommand, type Ended } from "./desk-child.ts";
import { DeskPerson, type Answer } from "./desk-person.ts";
import { chaptersOf, gapsIn, quotesIn, type Chapter } from "./feed-story.ts";

const DATE = "2026-03-13";
const DEMO = ["--source", "simulated:42", "--date", DATE];
const FAST = [...DEMO, "--speed", "60"];
const PASSWORD = "a password of mine";

describe.skipIf(process.platform !== "linux")(
  "a demo, which reaches its market through the live protocol",
  () => {
    const folder = new DeskFolder();
    let before: FeedFrame;
    let answers: readonly Answer[] = [];
    let chapters: readonly Chapter[] = [];
    let again: FeedFrame;
    let max: Ended;
    /** How many inputs the first life left behind. */
    let left = 0;

    const isUp = ({ line, health }: FeedFrame): boolean =>
      line?.connections.every(({ state }) => state === "streaming") === true &&
      health.every(({ state }) => state === "well");

    beforeAll(async () => {
      const desk = folder.start(FAST);
      const person = await DeskPerson.first(desk, PASSWORD);
      before = await person.topic<FeedFrame>("feed", isUp, 50_000);
      answers = [
        await person.post("/api/sim", { kind: "move", ticker: "SPY", sd: 2 }),
        await person.post("/api/sim", { kind: "disconnect" }),
        await person.post("/api/sim", { kind: "nonsense" }),
        await person.post("/api/speed", { speed: 20 }),
        await person.post("/api/sim", { kind: "tws:duplicate:5" }),
        await person.post("/api/sim", { kind: "outage", seconds: 0 }),
        await person.post("/api/sim", { kind: "freeze", seconds: 5 }),
      ];
      const isTold = ({ rows }: { rows: { sentence: string }[] }): boolean =>
        rows.some(({ sentence }) => sentence.includes("connection lost"));
      await person.topic("events", isTold, 50_000);
      await person.topic<FeedFrame>("feed", isUp, 50_000);
      // a kill takes with it what no decision has yet brought to the disk
      const until = performance.now() + 50_000;
      const isOnDisk = (): boolean => hasHealed(chaptersOf(folder.journals(DATE)[0] ?? ""));
      while (!isOnDisk() && performance.now() < until) await wait(500);
      await desk.end("SIGKILL");

      max = await folder.start([...DEMO, "--speed", "max"]).ended();
      const next = folder.start(FAST);
      left = Number(await next.says(/took over run \S+ at input (\d+)/));
      const back = new DeskPerson(await next.address());
      await back.signIn("admin", PASSWORD);
      again = await back.topic<FeedFrame>("feed", isUp, 50_000);
      await wait(1_000);
      await next.end("SIGTERM");
      chapters = chaptersOf(folder.journals(DATE)[0] ?? "");
    }, 180_000);
    afterAll(() => folder.remove());

    it("shows a connection for each data set, how far it lags and how its threads keep up", () => {
      expect(before.line?.connections.map(({ dataset }) => dataset)).toEqual([
        "OPRA.PILLAR",
        "EQUS.MINI",
        "DBIX.CORE",
      ]);
      expect(before.line?.lagMicros).not.toBeNull();
      expect(before.line?.loopDelayMs.exchange).not.toBeNull();
    });

    it("is steered from the screen, its market and its line, and paced by numbers", () => {
      expect(answers.slice(0, 4).map(({ status }) => status)).toEqual([200, 200, 409, 200]);
      expect(answers[2]?.body["detail"]).toMatch(/disconnect/);
    });

    it("brings faults to its TWS too, and says what there are", () => {
      const [taken, wrong, unclear] = answers.slice(4);

      expect([taken?.status, wrong?.status, unclear?.status]).toEqual([200, 409, 409]);
      expect(wrong?.body["detail"]).toMatch(/outage needs seconds/);
      expect(unclear?.body["detail"]).toMatch(/the TWS has drop, .*tws:freeze/);
    });

    it("survives a break of its line: a gap, then quotes again", () => {
      expect(hasHealed(chapters.slice(0, left))).toBe(true);
    });

    it("goes on after a kill -9 where it was, with every earlier quote dead first", () => {
      const [last, taken] = [chapters[left - 1], chapters[left]];

      expect(again.line).not.toBeNull();
      expect(taken?.input.at).toBe(last?.input.at);
      expect(gapsIn(taken ?? expect.unreachable("nothing came"))).toBe(Number.POSITIVE_INFINITY);
      expect(chapters.slice(left).reduce((sum, chapter) => sum + quotesIn(chapter), 0)).toBeGreaterThan(
        1_000,
      );
    });

    it("keeps the numbers of its instruments over the kill", () => {
      const listings = chapters.flatMap(({ input: { what } }) =>
        what.kind === "instruments" ? what.listings : [],
      );
      const numbers = new Map(listings.map(({ number, instrument }) => [instrumentKey(instrument), number]));

      expect(numbers.size).toBe(listings.length);
      expect(new Set(numbers.values()).size).toBe(listings.length);
    });

    it("is not taken over in process, whose market numbers its instruments otherwise", () => {
      expect(max.code).toBe(2);
      expect(max.stderr.at(-1)).toMatch(/--speed max cannot go on with it.*--abandon/);
    });

    it("comes out of its journal again, decision by decision", async () => {
      const { code, stderr } = await runCommand(["replay", `journal:${folder.journals(DATE)[0] ?? ""}`]);

      expect([code, stderr]).toEqual([0, []]);
    });
  },
);

/** Everything that was quoted died at once, and quotes came after it. */
function hasHealed(chapters: readonly Chapter[]): boolean {
  const gap = chapters.findIndex((chapter) => gapsIn(chapter) > 100);
  return gap > 0 && chapters.slice(gap + 1).some((chapter) => quotesIn(chapter) > 0);
}

const WRONG: readonly {
  readonly line: string;
  readonly says: RegExp;
  readonly env?: Record<string, string>;
}[] = [
  { line: "--source databento", says: /needs a key: --key KEY, or DATABENTO_API_KEY/ },
  { line: "--source databento --speed max --gateway 127.0.0.1:1", says: /--speed max does not go with/ },
  { line: "--source databento --gateway nowhere", says: /"nowhere" is not HOST:PORT/ },
  { line: "--source simulated --gateway 127.0.0.1:1", says: /--gateway goes with --source databento/ },
  {
    line: `--source databento --key ${"k".repeat(32)} --tws 127.0.0.1:7497 --account U1234567`,
    says: /U1234567 at port 7497 is not clearly a paper account: .*; nor a live one: /,
  },
  {
    line: "--source databento --gateway 127.0.0.1:1 --tws 127.0.0.1:7497 --account DU1234567",
    says: /with --tws it needs --tws-simulated/,
  },
  { line: "--record --speed max", says: /--record goes with a market on the live line/ },
];

describe.skipIf(process.platform !== "linux")("a desk on a live line that is wrongly named", () => {
  it.concurrent.each(WRONG)("desk $line is refused with one sentence and 2", async ({ line, says }) => {
    const { code, stdout, stderr } = await runCommand(["desk", ...line.split(" ")], {
      DATABENTO_API_KEY: "",
    });

    expect([code, stdout]).toEqual([2, []]);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toMatch(says);
  });
});
