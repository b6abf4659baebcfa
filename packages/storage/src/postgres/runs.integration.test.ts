import { orderId, usdE4, type DayPnl, type Decision, type IsoDate } from "@smart0dte/domain";
import { aSession, aSessionStart, minute } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { aDatabase, type TestDatabase } from "./testing/index.ts";

const DIGEST = "ab".repeat(32);
const KEY = { mode: "demo", source: "simulated:42", date: aSession().date } as const;
const DAY: DayPnl = {
  at: minute(390),
  mid: usdE4(120_000),
  executable: usdE4(100_000),
  realised: usdE4(100_000),
  fees: usdE4(28_400),
  unmarkable: [],
  how: "quoted",
};

describe("what outlives a run", () => {
  let database: TestDatabase;
  let store: Store;
  let now: number;

  beforeEach(async () => {
    database = await aDatabase();
    now = 5_000;
    store = await openStore(database.url, { wallMs: () => now });
    await store.runs.open(aSessionStart(), "journal-1");
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const decide = async (run: string, ...decisions: readonly Decision[]): Promise<void> => {
    const writer = store.decisionWriter({
      run,
      mode: "demo",
      onFailure: (error) => expect.unreachable(String(error)),
    });
    writer.write({ seq: 1, decisions });
    await writer.settled();
  };
  const manual = (reason: string, at = 60): Decision => ({
    type: "halted",
    at: minute(at),
    cause: { kind: "manual", by: "trader-1", reason, at: minute(at) },
  });
  const blocked = (ticker: "SPY" | "QQQ"): Decision => ({
    type: "halted",
    at: minute(60),
    cause: { kind: "ticker", ticker, pnl: usdE4(-6_120_000), limit: usdE4(6_000_000), at: minute(60) },
  });
  const resumed = (at: number, ...cleared: ("manual" | "ticker")[]): Decision => ({
    type: "resumed",
    at: minute(at),
    by: "trader-1",
    reason: "over",
    cleared,
  });
  const reasons = async () =>
    (await store.openHalts("demo")).map(({ cause }) => (cause.kind === "manual" ? cause.reason : cause.kind));

  it("is the unfinished run of a source and day, until it is finished or abandoned", async () => {
    expect(await store.runs.findUnfinished(KEY)).toMatchObject({ id: "r-1", journalFile: "journal-1" });
    expect(await store.runs.findUnfinished({ ...KEY, date: "2026-03-12" as IsoDate })).toBeNull();

    await store.runs.finish("r-1", { digest: DIGEST, day: DAY });
    await store.runs.finish("r-1", { digest: DIGEST, day: DAY });

    expect(await store.runs.findUnfinished(KEY)).toBeNull();
    expect(await database.sql("SELECT realised_e4, executable_e4, src, options FROM day_results")).toEqual([
      { realised_e4: "100000", executable_e4: "100000", src: "simulated", options: "quoted" },
    ]);
    await expect(store.runs.finish("r-1", { digest: "cd".repeat(32), day: DAY })).rejects.toThrow(
      /ended as abab/,
    );
    await expect(store.runs.open(aSessionStart(), "journal-1")).rejects.toThrow(
      "Run r-1 is already finished.",
    );
  });

  it("is also the unfinished run of another day: the one that started last, not the one of the latest day", async () => {
    const yesterday = { ...aSession(), date: "2026-03-12" as IsoDate };
    const source = { mode: "demo", source: "simulated:42" } as const;
    now += 1;
    await store.runs.open(aSessionStart({ run: "r-2", session: yesterday }), "journal-2");

    expect(await store.runs.findLatestUnfinished(source)).toMatchObject({ id: "r-2", date: "2026-03-12" });
    expect(await store.runs.findLatestUnfinished({ ...source, source: "simulated:43" })).toBeNull();
    expect(await store.runs.findLatestUnfinished({ ...source, mode: "replay" })).toBeNull();

    await store.runs.abandon("r-2");
    expect(await store.runs.findLatestUnfinished(source)).toMatchObject({ id: "r-1" });
  });

  it("is opened once: taking it over is allowed, a second one beside it is not", async () => {
    await store.runs.open(aSessionStart(), "journal-1");
    await expect(store.runs.open(aSessionStart({ run: "r-2" }), "journal-2")).rejects.toThrow(
      /Run r-1 .* is not finished/,
    );

    await store.runs.abandon("r-1");
    await store.runs.open(aSessionStart({ run: "r-2" }), "journal-2");

    expect(await store.runs.findUnfinished(KEY)).toMatchObject({ id: "r-2" });
  });

  it("never is a live run on a simulated market", async () => {
    await expect(store.runs.open(aSessionStart({ run: "r-9", mode: "live" }), "j")).rejects.toThrow();
  });

  it("is a halt, until somebody resumes in this run or a later one", async () => {
    await decide("r-1", manual("news"));
    expect(await reasons()).toEqual(["news"]);
    expect((await store.openHalts("demo"))[0]?.cause).toEqual({
      kind: "manual",
      by: "trader-1",
      reason: "news",
      at: minute(60),
    });
    expect(await store.openHalts("replay")).toEqual([]);

    await store.runs.abandon("r-1");
    await store.runs.open(aSessionStart({ run: "r-2" }), "journal-2");
    await decide("r-2", resumed(61, "manual"));

    expect(await reasons()).toEqual([]);
  });

  it("is a halt over an order of which more was traded, with the order's name", async () => {
    const cause = { kind: "overFilled", orderId: orderId(5, 0), at: minute(60) } as const;
    await decide("r-1", { type: "halted", at: minute(60), cause });

    expect((await store.openHalts("demo")).map((halt) => halt.cause)).toEqual([cause]);
  });

  it("is a halt that came after a resume, also when a recovery writes both again", async () => {
    const story = [manual("first", 60), resumed(61, "manual"), manual("second", 62)];

    await decide("r-1", ...story);
    await decide("r-1", ...story);

    expect(await reasons()).toEqual(["second"]);
  });

  it("is every blocked ticker as long as a resume may have cleared another", async () => {
    await decide("r-1", blocked("SPY"), blocked("QQQ"), resumed(61, "ticker"));
    expect(await reasons()).toEqual(["ticker", "ticker"]);

    await decide("r-1", resumed(62, "ticker", "ticker"));
    expect(await reasons()).toEqual([]);
  });

  it("is the last value of a parameter; the replay of an older run does not bring an older one back", async () => {
    const set = (at: number, to: number): Decision => ({
      type: "parametersChanged",
      at: minute(at),
      by: "trader-1",
      reason: "",
      changes: [{ name: "tradeSize", from: 5, to }],
    });
    await decide("r-1", set(60, 2));
    await store.runs.abandon("r-1");
    await store.runs.open(aSessionStart({ run: "r-2" }), "journal-2");
    await decide("r-2", set(30, 7));

    await decide("r-1", set(60, 2));

    expect(await store.lastParameters({ mode: "demo", src: "simulated" })).toEqual([
      { name: "tradeSize", value: 7, by: "trader-1", at: minute(30) },
    ]);
    expect(await store.lastParameters({ mode: "paper", src: "simulated" })).toEqual([]);
  });

  it("is no value that was set on a market of another provenance", async () => {
    await store.runs.abandon("r-1");
    const paper = { mode: "paper", run: "r-3", source: "databento:127.0.0.1:13000" } as const;
    await store.runs.open(aSessionStart(paper), "journal-3");
    const onFailure = (error: unknown): void => expect.unreachable(String(error));
    const writer = store.decisionWriter({ run: "r-3", mode: "paper", onFailure });
    writer.write({
      seq: 2,
      decisions: [
        {
          type: "parametersChanged",
          at: minute(60),
          by: "trader-1",
          reason: "",
          changes: [{ name: "automation", from: "ASK", to: "AUTO" }],
        },
      ],
    });
    await writer.settled();

    expect(await store.lastParameters({ mode: "paper", src: "simulated" })).toHaveLength(1);
    expect(await store.lastParameters({ mode: "paper", src: "live" })).toEqual([]);
  });
});
