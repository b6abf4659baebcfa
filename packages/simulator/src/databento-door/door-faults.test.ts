import { StrictFault } from "@smart0dte/databento/attack";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aDoor, type OpenDoor } from "./testing/door-builder.ts";
import { RawClient, until } from "./testing/raw-client.ts";
import { errorsOf, marketOf, systemOf } from "./testing/stream-facts.ts";

const SCHEMAS = ["cmbp-1", "cbbo-1s", "tcbbo"] as const;
const RTYPE = { "cmbp-1": 0xb1, "cbbo-1s": 0xc0, tcbbo: 0xc2 } as const;

let open: OpenDoor;
let client: RawClient;

/** A session of SPY's options from just before the open on, at twenty desk seconds a second. */
beforeEach(async () => {
  open = await aDoor({ speed: 20, paused: true });
  client = await RawClient.open(open.door.port);
  for (const schema of SCHEMAS) client.subscribe(schema, "SPY.OPT", "stype_in=parent");
  client.say("start_session");
  await client.streamWith((stream) => systemOf(stream).length === SCHEMAS.length);
  open.exchange.resume();
});
afterEach(async () => {
  client.close();
  await open.close();
});

const after = (seconds: number): Promise<void> => {
  const at = open.exchange.now + seconds * 1_000_000;
  return until(() => open.exchange.now > at);
};
const times = (schema: keyof typeof RTYPE): readonly number[] =>
  marketOf(client.stream())
    .filter(({ fields }) => fields["rtype"] === RTYPE[schema])
    .map(({ fields }) => Number(BigInt(String(fields["ts_recv"])) / 1_000n));
/** Waits until everything that was sent has come. */
async function settled(): Promise<void> {
  open.exchange.pause();
  let length = -1;
  while (length !== client.bytes.length) {
    length = client.bytes.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

describe("a fault of the feed", () => {
  test("disconnect breaks every connection off, and the door takes new ones", async () => {
    await after(3);
    open.door.fault({ kind: "disconnect" });
    await client.closed();
    const next = await RawClient.open(open.door.port);

    expect(next.answer).toMatch(/^success=1/);
    next.close();
  });

  test("stall lets nothing through while the market goes on, and then everything", async () => {
    await after(2);
    open.door.fault({ kind: "stall", seconds: 0.5 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [length, now] = [client.bytes.length, open.exchange.now];
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(client.bytes.length).toBe(length);
    expect(open.exchange.now).toBeGreaterThan(now);
    await until(() => client.bytes.length > length);
    await settled();
    const seconds = new Set(times("cbbo-1s"));
    expect([...seconds].every((at, i, all) => i === 0 || at === (all[i - 1] ?? 0) + 1_000_000)).toBe(true);
  });

  test("skip leaves quotes out with error 7 for each of their schemas, and no prints", async () => {
    await after(2);
    const from = open.exchange.now;
    open.door.fault({ kind: "skip", seconds: 10 });
    await after(15);
    await settled();
    const within = (at: number): boolean => at > from + 500_000 && at < from + 9_500_000;

    expect(
      new Set(errorsOf(client.stream()).map(([code, text]) => `${String(code)} ${String(text)}`)),
    ).toEqual(
      new Set([
        "7 Slow client detected for cmbp-1. Skipped records",
        "7 Slow client detected for cbbo-1s. Skipped records",
      ]),
    );
    expect([times("cmbp-1").filter(within), times("cbbo-1s").filter(within)]).toEqual([[], []]);
    expect(times("tcbbo").filter(within).length).toBeGreaterThan(5);
    expect(times("cmbp-1").at(-1)).toBeGreaterThan(from + 10_000_000);
  });

  test("corrupt makes the stream undecodable at a record's length", async () => {
    await after(1);
    await settled();
    const { length } = client.bytes;
    open.door.fault({ kind: "corrupt" });
    open.exchange.resume();
    await until(() => client.bytes.length > length);

    expect(client.bytes[length]).toBe(0);
    expect(() => client.stream()).toThrow(StrictFault);
  });

  test("corrupt between a client's admission and its start damages its first record, and is logged", async () => {
    const next = await RawClient.open(open.door.port);
    client.close();
    await until(() => open.door.sessions === 1);
    open.door.fault({ kind: "corrupt" });
    next.subscribe("cmbp-1", "SPY.OPT", "stype_in=parent");
    next.say("start_session");
    await until(() => open.logged.some((line) => line.endsWith("a record was sent with a length of 0")));

    await until(() => next.bytes.length > 200);
    expect(() => next.stream()).toThrow(StrictFault);
    expect(open.logged).toContain("fault corrupt: the next record of 1 clients will be damaged");
    next.close();
  });

  test("corrupt without any client waits for the next one, and damages no other", async () => {
    client.close();
    await until(() => open.door.sessions === 0);
    open.door.fault({ kind: "corrupt" });
    const started = async (): Promise<RawClient> => {
      const next = await RawClient.open(open.door.port);
      next.subscribe("cmbp-1", "SPY.OPT", "stype_in=parent");
      next.say("start_session");
      await until(() => next.bytes.length > 1_000);
      return next;
    };
    const [first, second] = [await started(), await started()];

    expect(() => first.stream()).toThrow(StrictFault);
    expect(systemOf(second.stream()).length).toBeGreaterThan(0);
    first.close();
    second.close();
  });

  test("late sends the quotes of a time after it, out of order, each once and with its own stamp", async () => {
    await after(2);
    const from = open.exchange.now;
    open.door.fault({ kind: "late", seconds: 5 });
    await after(8);
    await settled();
    const all = marketOf(client.stream()).map(({ fields }) => ({
      isPrint: fields["rtype"] === RTYPE.tcbbo,
      at: Number(BigInt(String(fields["ts_recv"])) / 1_000n),
    }));
    const late = all.filter(({ at }, i) => all.slice(0, i).some((before) => before.at > at));

    expect(late.length).toBeGreaterThan(50);
    expect(late.every(({ isPrint, at }) => !isPrint && at > from && at < from + 6_000_000)).toBe(true);
    expect(times("cbbo-1s")).toEqual([...times("cbbo-1s")].sort((a, b) => a - b));
    expect(times("cmbp-1").filter((at) => at > from && at < from + 5_000_000).length).toBeGreaterThan(50);
  });

  test("crossed turns the sides of quotes round for a while", async () => {
    await after(1);
    open.door.fault({ kind: "crossed", seconds: 2 });
    await after(5);
    await settled();
    const isCrossed = ({ fields }: { fields: Readonly<Record<string, unknown>> }): boolean => {
      const [level] = fields["levels"] as readonly Record<string, string>[];
      const [bid, ask] = [BigInt(level?.["bid_px"] ?? 0), BigInt(level?.["ask_px"] ?? 0)];
      return bid < 2n ** 62n && bid > ask;
    };
    const quotes = marketOf(client.stream()).filter(({ fields }) => fields["rtype"] === RTYPE["cmbp-1"]);

    expect(quotes.filter(isCrossed).length).toBeGreaterThan(20);
    expect(isCrossed(quotes[0] ?? { fields: {} })).toBe(false);
    expect(quotes.slice(-20).some(isCrossed)).toBe(false);
  });

  test("refuseAuth turns the next ones away and then no more", async () => {
    open.door.fault({ kind: "refuseAuth", times: 2 });
    const answers: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const next = await RawClient.open(open.door.port);
      answers.push(next.answer.slice(0, 9));
      next.close();
    }

    expect(answers).toEqual(["success=0", "success=0", "success=1"]);
  });

  test("definitionGap leaves a ticker's definitions out until they are given back, then publishes them", async () => {
    open.door.fault({ kind: "definitionGap", ticker: "SPY" });
    const next = await RawClient.open(open.door.port);
    next.subscribe("definition", "SPY.OPT,QQQ.OPT", "stype_in=parent|start=0");
    next.say("start_session");
    const roots = (): readonly string[] =>
      marketOf(next.stream()).map(({ fields }) => String(fields["raw_symbol"]).slice(0, 3));
    await next.streamWith((stream) => systemOf(stream).some(([code]) => code === 3));
    expect(new Set(roots())).toEqual(new Set(["QQQ"]));

    open.door.fault({ kind: "definitionsBack", ticker: "SPY" });
    await next.streamWith((stream) => marketOf(stream).length > 124);

    expect(roots().filter((root) => root === "SPY")).toHaveLength(124);
    expect(open.door.fault({ kind: "definitionsBack", ticker: "SPY" }).ok).toBe(false);
    next.close();
  });
});
