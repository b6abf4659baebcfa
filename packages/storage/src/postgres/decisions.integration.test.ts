import { epochMicros, orderId, usdE4, type Decision, type OrderCommand } from "@smart0dte/domain";
import { aPlan, aPosition, aSessionStart, anOrder, minute } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { OPENING, aFill, aStory } from "./testing/decision-story.ts";
import { aDatabase, type TestDatabase } from "./testing/index.ts";

const TABLES = [
  "signals",
  "signal_outcomes",
  "plans",
  "no_trades",
  "refusals",
  "commands_done",
  "approvals",
  "intents",
  "orders",
  "order_history",
  "fills",
  "positions",
  "exercises",
  "unsettled",
  "exits",
  "breakers",
  "halts",
  "resumes",
  "parameter_changes",
  "parameters",
];

describe("decisions", () => {
  let database: TestDatabase;
  let store: Store;
  let failure: unknown;

  beforeEach(async () => {
    database = await aDatabase();
    store = await openStore(database.url);
    failure = null;
    await store.runs.open(aSessionStart(), "journal-1");
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const aWriter = (run = "r-1") =>
    store.decisionWriter({
      run,
      mode: "demo",
      onFailure: (error) => {
        failure = error;
      },
    });

  const write = async (decisions: readonly Decision[], seq = 1): Promise<void> => {
    const writer = aWriter();
    writer.write({ seq, decisions });
    await writer.settled();
  };

  const dump = async (): Promise<Record<string, unknown>> => {
    const rows: Record<string, unknown> = {};
    for (const table of TABLES) rows[table] = await database.sql(`SELECT * FROM ${table} ORDER BY 1, 2, 3`);
    return rows;
  };

  it("of every kind reach their tables, money and time exact", async () => {
    await write(aStory());

    expect(failure).toBeNull();
    for (const [table, rows] of Object.entries(await dump())) expect([table, rows]).not.toEqual([table, []]);
    expect(await database.sql("SELECT price_e4, fees_e4, at_us, quantity FROM fills")).toEqual([
      { price_e4: "-6000", fees_e4: "14200", at_us: String(minute(61)), quantity: 1 },
    ]);
    expect(
      await database.sql("SELECT to_placed_mid_e4, to_fill_mid_e4, to_plan_e4, since_intent_us FROM fills"),
    ).toEqual([
      { to_placed_mid_e4: "200", to_fill_mid_e4: null, to_plan_e4: "0", since_intent_us: "60000000" },
    ]);
    expect(await database.sql("SELECT action, limit_e4 FROM intents ORDER BY at_us, action")).toMatchObject([
      { action: "place", limit_e4: "-6000" },
      { action: "replace", limit_e4: "-6000" },
      { action: "cancel", limit_e4: null },
    ]);
    expect(await database.sql("SELECT state, filled FROM orders")).toEqual([{ state: "filled", filled: 1 }]);
  });

  it("written again by a recovery change nothing", async () => {
    await write(aStory());
    const before = await dump();

    await write(aStory());
    await write(aStory().slice(0, 9));

    expect(failure).toBeNull();
    expect(await dump()).toEqual(before);
  });

  it("of an earlier input never take back a later state", async () => {
    const working: Decision = { type: "orderChanged", at: minute(60), order: anOrder({ id: OPENING }) };
    await write(aStory(), 9);

    await write(
      [working, { type: "positionChanged", at: minute(61), position: aPosition({ quantity: 0, opened: 0 }) }],
      3,
    );

    expect(await database.sql("SELECT state, seq FROM orders")).toEqual([{ state: "filled", seq: "9" }]);
    expect(await database.sql("SELECT quantity FROM positions")).toEqual([{ quantity: 1 }]);
  });

  it("stop the writer when one execution comes with two prices", async () => {
    await write(aStory());

    await write([aFill({ price: usdE4(-5_900) })], 2);

    expect(failure).toMatchObject({ name: "InvariantError" });
    expect(await database.sql("SELECT price_e4 FROM fills")).toEqual([{ price_e4: "-6000" }]);
  });

  it("of a fill without its order are refused by the database, with all that came in the same batch", async () => {
    await write([...aStory().slice(0, 2), aFill()]);

    expect(failure).not.toBeNull();
    expect(await database.sql("SELECT * FROM signals")).toEqual([]);
  });

  it("wait for a server that goes away, and say how many", async () => {
    const writer = aWriter();
    await database.sql("ALTER TABLE signals RENAME TO signals_away");
    await database.sql(
      `CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'shutting down' USING ERRCODE = '57P01'; END $$;
       CREATE VIEW signals AS SELECT * FROM signals_away;
       CREATE TRIGGER away INSTEAD OF INSERT ON signals FOR EACH ROW EXECUTE FUNCTION away()`,
    );

    writer.write({ seq: 1, decisions: aStory() });
    await expect
      .poll(() => writer.backlog)
      .toEqual({ decisions: aStory().length, writtenSeq: 0, serverAway: true });
    await database.sql("DROP VIEW signals; ALTER TABLE signals_away RENAME TO signals");
    await writer.settled();

    expect(failure).toBeNull();
    expect(writer.backlog).toEqual({ decisions: 0, writtenSeq: 1, serverAway: false });
  });

  it("come back in order when thousands are written in small batches", async () => {
    const writer = aWriter();
    const order = anOrder({ id: orderId(7, 0), quantity: 5_000 });
    writer.write({ seq: 1, decisions: aStory() });
    for (let n = 2; n <= 2_000; n += 1) {
      const state = n === 2_000 ? "cancelled" : "partlyFilled";
      writer.write({
        seq: n,
        decisions: [{ type: "orderChanged", at: minute(61), order: { ...order, filled: n, state } }],
      });
    }

    await writer.settled();

    expect(failure).toBeNull();
    expect(await database.sql("SELECT state, filled, seq FROM orders WHERE id = 'o-7-0'")).toEqual([
      { state: "cancelled", filled: 2_000, seq: "2000" },
    ]);
  });
});

describe("intents", () => {
  let database: TestDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await aDatabase();
    store = await openStore(database.url);
    await store.runs.open(aSessionStart(), "journal-1");
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const place = (limit = -6_000): OrderCommand => ({
    type: "orderCommand",
    action: "place",
    at: minute(60),
    orderId: orderId(1, 0),
    purpose: "open",
    legs: aPlan().legs,
    quantity: 1,
    limit: usdE4(limit),
    validUntil: minute(63),
  });
  const cancel = (at: number): OrderCommand => ({
    type: "orderCommand",
    action: "cancel",
    at: epochMicros(at),
    orderId: orderId(1, 0),
  });

  it("last when the commit returns, once however often they are committed", async () => {
    await store.commitIntents([place(), cancel(minute(61))], "r-1");
    await store.commitIntents([place()], "r-1");
    await store.commitIntents([cancel(minute(62))], "r-1");

    expect(await database.sql("SELECT action, limit_e4 FROM intents ORDER BY at_us")).toEqual([
      { action: "place", limit_e4: "-6000" },
      { action: "cancel", limit_e4: null },
      { action: "cancel", limit_e4: null },
    ]);
  });

  it("are refused as a bug when one order is placed with two limits, and nothing of the batch is kept", async () => {
    await store.commitIntents([place()], "r-1");

    await expect(store.commitIntents([cancel(minute(61)), place(-5_900)], "r-1")).rejects.toThrow(
      /Two different commands/,
    );

    expect(await database.sql("SELECT action FROM intents")).toEqual([{ action: "place" }]);
  });

  it("need an open run", async () => {
    await expect(store.commitIntents([place()], "r-unknown")).rejects.toThrow();
  });
});
