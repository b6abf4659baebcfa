import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FeedFrame } from "@smart0dte/gateway/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskChild, DeskFolder, runCommand } from "./desk-child.ts";
import { DeskPerson } from "./desk-person.ts";
import { chaptersOf, fillsIn, gapsIn, ordersIn, quotesIn, type Chapter } from "./feed-story.ts";

const DATE = "2026-03-13";
/** Desk seconds a second: the first hour, in which nothing is traded yet, lasts half a minute. */
const SPEED = 120;
const GAP_DESK_MINUTES = 8;
const COMES_BACK_AFTER_MINUTES = 10;
const MICROS_PER_MINUTE = 60_000_000;
const PASSWORD = "a password of mine";

interface PositionRows {
  readonly positions: readonly { readonly closedAt: number | null }[];
}

describe.skipIf(process.platform !== "linux")(
  "a desk on paper whose gateway is killed and comes back",
  () => {
    const folder = new DeskFolder();
    const sims: DeskChild[] = [];
    let port = "";
    let person: DeskPerson;
    let during: FeedFrame;
    let told: readonly string[] = [];
    let chapters: readonly Chapter[] = [];
    /** The chapters from the break to the first quote after it. */
    let inside: readonly Chapter[] = [];
    let after: readonly Chapter[] = [];

    const sim = (...args: readonly string[]): DeskChild => {
      const words = ["--seed", "42", "--date", DATE, "--speed", String(SPEED), ...args];
      const started = new DeskChild(["sim", ...words]);
      sims.push(started);
      return started;
    };
    const isOpen = ({ positions }: PositionRows): boolean =>
      positions.some(({ closedAt }) => closedAt === null);
    const isStreaming = ({ line }: FeedFrame): boolean =>
      line?.connections.every(({ state }) => state === "streaming") === true;

    beforeAll(async () => {
      const gateway = sim("--databento-port", "0", "--from", "09:30");
      port = await gateway.says(/127\.0\.0\.1:(\d+)/);
      const desk = folder.start([
        ...["--source", "databento", "--gateway", `127.0.0.1:${port}`, "--date", DATE],
        ...["--speed", String(SPEED)],
      ]);
      person = await DeskPerson.first(desk, PASSWORD);
      await person.set([
        { name: "automation", value: "AUTO", from: "ASK" },
        { name: "expectancyGate", value: "off", from: "on" },
      ]);
      await person.topic<PositionRows>("positions", isOpen, 55_000);

      await gateway.end("SIGKILL");
      during = await person.topic<FeedFrame>(
        "feed",
        ({ line }) => line?.connections[0]?.state === "waiting",
        15_000,
      );
      await wait((GAP_DESK_MINUTES * 60_000) / SPEED);
      const flatten = { commandId: randomUUID(), flatten: true, reason: "the feed is gone" };
      await person.post("/api/halt", flatten);
      const last = chaptersOf(folder.journals(DATE)[0] ?? "").at(-1)?.input.at ?? 0;

      // the market went on meanwhile, and time does while it comes up
      sim("--databento-port", port, "--from", newYork(last + COMES_BACK_AFTER_MINUTES * MICROS_PER_MINUTE));
      await person.topic<FeedFrame>("feed", isStreaming, 30_000);
      await person.topic<PositionRows>("positions", (rows) => !isOpen(rows), 30_000);
      const events = await person.topic<{ rows: { sentence: string }[] }>("events", () => true, 5_000);
      told = events.rows.map(({ sentence }) => sentence);
      await desk.end("SIGTERM");

      chapters = chaptersOf(folder.journals(DATE)[0] ?? "");
      const from = chapters.findIndex((chapter) => gapsIn(chapter) > 100);
      const to = chapters.findIndex((chapter, n) => n > from && quotesIn(chapter) > 0);
      inside = chapters.slice(from, to);
      after = chapters.slice(to);
    }, 180_000);
    afterAll(async () => {
      await Promise.all(sims.map((one) => one.end("SIGKILL")));
      await folder.remove();
    });

    it("had traded before, on the gateway's quotes", () => {
      const before = chapters.slice(0, chapters.indexOf(inside[0] ?? expect.unreachable("no gap")));

      expect(fillsIn(before).length).toBeGreaterThan(0);
      expect(before.reduce((sum, chapter) => sum + quotesIn(chapter), 0)).toBeGreaterThan(10_000);
    });

    it("opens no order and fills none inside the gap", () => {
      expect(ordersIn(inside, "open")).toEqual([]);
      expect(fillsIn(inside)).toEqual([]);
      expect(inside.flatMap(({ decisions }) => decisions.filter(({ type }) => type === "approved"))).toEqual(
        [],
      );
    });

    it("lets desk time go on by timers, at the gateway's speed, at least every tenth of a second", () => {
      const times = inside.map(({ input }) => input.at);
      const passed = (times.at(-1) ?? 0) - (times[0] ?? 0);
      const timers = inside.filter(({ input }) => input.what.kind === "timer").length;

      expect(passed).toBeGreaterThan(GAP_DESK_MINUTES * MICROS_PER_MINUTE * 0.9);
      expect(timers).toBeGreaterThan(passed / (SPEED * 1_000_000) / 0.25);
    });

    it("says that the connections are down, and that they came back", () => {
      expect(during.line?.connections.map(({ state, why }) => [state, why === null])).toContainEqual([
        "waiting",
        false,
      ]);
      expect(told.filter((sentence) => /OPRA\.PILLAR: connection lost/.test(sentence))).not.toEqual([]);
      expect(told.filter((sentence) => sentence === "OPRA.PILLAR: connected.")).toHaveLength(2);
    });

    it("still sends what a person flattens, and it fills only on quotes from after the gap", () => {
      const closing = ordersIn(inside, "close");
      const ids = new Set(closing.map(({ orderId }) => orderId));
      const filled = fillsIn(after).filter((fill) => fill.type === "fill" && ids.has(fill.orderId));

      expect(closing.length).toBeGreaterThan(0);
      expect(filled.length).toBeGreaterThan(0);
    });

    it("takes quotes again after it", () => {
      expect(after.reduce((sum, chapter) => sum + quotesIn(chapter), 0)).toBeGreaterThan(1_000);
    });

    it("comes out of its journal again, decision by decision", async () => {
      const { code, stderr } = await runCommand(["replay", `journal:${folder.journals(DATE)[0] ?? ""}`]);

      expect([code, stderr]).toEqual([0, []]);
    });

    it("has recorded what arrived, a file a connection", () => {
      const files = readdirSync(join(folder.path, "recordings", DATE));

      expect(files.filter((name) => /OPRA.*\.dbn\.zst$/i.test(name)).length).toBeGreaterThanOrEqual(2);
      expect(files).toContain("index.json");
    });
  },
);

/** HH:MM:SS in New York of a March day after the change of clocks. */
const newYork = (at: number): string => new Date(at / 1_000 - 4 * 3_600_000).toISOString().slice(11, 19);
