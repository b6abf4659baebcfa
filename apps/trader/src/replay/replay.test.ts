import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Approved, Exit, NoTrade } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { runReplay, type ReplayWords } from "../commands/replay-command.ts";
import type { RunReport } from "../report/run-report.ts";
import {
  aFolder,
  changedMinutes,
  hasRealMinutes,
  REAL_MINUTES,
  REAL_MINUTES_WITH_VIX,
  REAL_VIX_DAILY,
} from "../testing/real-minutes.ts";

const WHY = "needs the real minutes in ../shared";

async function replay(source: string, over: Partial<ReplayWords> = {}): Promise<RunReport> {
  const out: string[] = [];
  const words = { source, speed: "max", json: true, data: aFolder(), ...over };
  const code = await runReplay(words, { out: (line) => void out.push(line), err: () => {} });
  expect(code).toBe(0);
  return JSON.parse(out.join("\n")) as RunReport;
}

const real = (over: Partial<ReplayWords> = {}, dir = REAL_MINUTES): Promise<RunReport> =>
  replay(`minutes:${dir}`, { date: "2026-03-13", vixDaily: REAL_VIX_DAILY, ...over });

describe.skipIf(!hasRealMinutes)(`a real session through the whole desk (${WHY})`, () => {
  it("trades, and prints every field of the contract", async () => {
    const report = await real();

    expect(report).toMatchObject({ date: "2026-03-13", source: `minutes:${REAL_MINUTES}` });
    expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
    for (const count of ["events", "signals", "plans", "orders", "fills", "trades"] as const) {
      expect(report[count], count).toBeGreaterThan(0);
    }
    expect(report.pnl.costs).toBeGreaterThan(0);
    expect(report.pnl.mid).toBe(report.pnl.executable);
    expect(report.how).toBe("modelled");
    expect(Object.values(report.refusals).every((count) => Number.isInteger(count) && count > 0)).toBe(true);
  });

  it("gives the same digest twice, and writes the lines that it is made of", async () => {
    const events = join(aFolder(), "events.jsonl");
    const [first, second] = [await real({ events }), await real()];

    expect(second.digest).toBe(first.digest);
    const lines = readFileSync(events, "utf8");
    const { createHash } = await import("node:crypto");
    expect(createHash("sha256").update(lines).digest("hex")).toBe(first.digest);
  });

  it("gives the digest of the run when its journal is replayed", async () => {
    const { journal, digest, events, pnl } = await real();

    expect(await replay(`journal:${journal}`)).toMatchObject({ digest, events, pnl, journal });
  });

  it("gives another digest when a price near a decision is another", async () => {
    const { digest } = await real();
    // 17:52Z is minutes before a plan on QQQ
    const dir = changedMinutes("QQQ.csv", (text) =>
      text.replace(
        /^(2026-03-13 17:5[01]:00[^,]*),([\d.]+),([\d.]+),/gm,
        (_, stamp: string, close: string, high: string) => {
          const next = (Number(close) + 0.6).toFixed(2);
          return `${stamp},${next},${Math.max(Number(high), Number(next)).toFixed(2)},`;
        },
      ),
    );

    expect((await real({}, dir)).digest).not.toBe(digest);
  });

  it("survives a set without IWM, with a real VIX", async () => {
    const report = await replay(`minutes:${REAL_MINUTES_WITH_VIX}`, { date: "2019-02-13" });

    expect(report.signals).toBeGreaterThan(0);
    expect(report.findings.join("\n")).toContain("there is no IWM.csv");
  });

  it("judges new risk after what it holds: no ticker is opened within a quarter of an hour of being driven out", async () => {
    let drivenOut = 0;
    for (const date of ["2026-03-19", "2026-03-20"]) {
      const events = join(aFolder(), "events.jsonl");
      await real({ date, events });
      const lines = readFileSync(events, "utf8").trim().split("\n");
      const decisions = lines.map((line) => JSON.parse(line) as Approved | Exit | NoTrade);
      const opened = decisions.filter((event) => event.type === "approved");
      const left = decisions
        .filter((event) => event.type === "exit")
        .filter(({ reason }) => reason === "stop" || reason === "invalidation");
      drivenOut += left.length;
      for (const exit of left) {
        const ticker = opened.find(({ orderId }) => exit.positionId === `x-${orderId}`)?.plan.ticker;
        const tooSoon = opened.filter(
          ({ at, plan }) => plan.ticker === ticker && at >= exit.at && at < exit.at + 900_000_000,
        );
        expect(ticker).toBeDefined();
        expect(tooSoon.map(({ orderId }) => orderId)).toEqual([]);
      }
    }
    expect(drivenOut).toBeGreaterThan(5);
  });

  it("never holds anything after its session", async () => {
    for (const date of ["2026-03-16", "2026-03-17", "2026-03-18"]) {
      const { orders, unsettled, pnl } = await real({ date });
      expect(orders).toBeGreaterThan(0);
      expect(unsettled).toBe(0);
      expect(pnl.mid).toBe(pnl.executable);
    }
  });
});

describe("a replay that cannot be", () => {
  const refused: readonly (readonly [string, string, Partial<ReplayWords>, RegExp])[] = [
    [
      "a folder that is not there",
      "minutes:nowhere",
      { date: "2026-03-13" },
      /nowhere: the folder does not exist/,
    ],
    ["no date", "minutes:nowhere", {}, /needs --date/],
    ["a journal that is not there", "journal:nowhere.journal", {}, /nowhere\.journal/],
    ["a journal with a date", "journal:x", { date: "2026-03-13" }, /--date does not go with it/],
    ["a journal with a zone", "journal:x", { zone: "UTC" }, /--zone does not go with it/],
    ["a journal with a market", "journal:x", { market: "null" }, /--market does not go with it/],
    ["a closed day", "simulated", { date: "2026-03-14" }, /2026-03-14 has no session/],
    ["no date at all", "simulated", { date: "yesterday" }, /"yesterday" is not a date/],
    ["a speed that is none", "simulated", { speed: "0" }, /--speed "0"/],
    ["lines that cannot be written", "simulated", { date: "2026-03-13", events: "/dev/null/x" }, /--events/],
  ];
  it.each(refused)("is refused in one sentence for %s", async (_, source, over, sentence) => {
    const words = { source, speed: "max", json: true, data: "/dev/null/data", ...over };

    const refusal = runReplay(words, { out: () => {}, err: () => {} });

    await expect(refusal).rejects.toThrow(sentence);
    await expect(refusal).rejects.toMatchObject({
      name: "BadInputError",
      message: expect.not.stringContaining("\n"),
    });
  });

  it("refuses a file that is no journal", async () => {
    await expect(replay(`journal:${new URL(import.meta.url).pathname}`)).rejects.toThrow(/replay\.test\.ts/);
  });
});
