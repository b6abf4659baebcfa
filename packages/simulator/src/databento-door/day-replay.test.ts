import type { StrictStream } from "@smart0dte/databento/attack";
import { afterEach, describe, expect, test } from "vitest";
import { SERVED_DATASETS } from "./served-datasets.ts";
import { aDoor, afterOpen, type OpenDoor } from "./testing/door-builder.ts";
import { RawClient, until } from "./testing/raw-client.ts";
import { marketOf, systemOf } from "./testing/stream-facts.ts";

let open: OpenDoor | null = null;
let clients: RawClient[] = [];
afterEach(async () => {
  for (const client of clients) client.close();
  await open?.close();
  clients = [];
});

async function follow(port: number, dataset: string, more: string): Promise<RawClient> {
  const client = await RawClient.open(port, { dataset });
  clients.push(client);
  const schemas = SERVED_DATASETS.find(({ name }) => name === dataset)?.schemas ?? [];
  for (const schema of schemas.filter((one) => one !== "definition" && one !== "statistics"))
    client.subscribe(schema, "ALL_SYMBOLS", more);
  client.say("start_session");
  return client;
}

const told = (stream: StrictStream): readonly string[] =>
  marketOf(stream).map(({ fields }) => JSON.stringify(fields));
/** The first place where two streams part, with what each says there. */
function firstDifference(left: readonly string[], right: readonly string[]): readonly unknown[] | null {
  const at = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i).find(
    (i) => left[i] !== right[i],
  );
  return at === undefined ? null : [at, left[at], right[at]];
}
const ends = (stream: StrictStream): readonly unknown[] =>
  systemOf(stream)
    .filter(([code]) => code === 4)
    .map(([, text]) => text);

describe("a replay from the start of the day", () => {
  test.each(["OPRA.PILLAR", "EQUS.MINI", "DBIX.CORE"])(
    "of %s tells what a client got that was there from the beginning, requests and the seam included",
    async (dataset) => {
      open = await aDoor({ speed: 60, paused: true });
      const { door, exchange } = open;
      const first = await follow(door.port, dataset, "stype_in=raw_symbol");
      await first.streamWith((stream) => systemOf(stream).length > 1);
      exchange.control({ kind: "gap", ticker: "IWM" }, afterOpen(3));
      exchange.resume();
      await until(() => exchange.now > afterOpen(40));
      const second = await follow(door.port, dataset, "stype_in=raw_symbol|start=0");
      exchange.control({ kind: "halt", ticker: "QQQ" }, exchange.now);
      await second.streamWith((stream) => systemOf(stream).some(([code]) => code === 3));
      exchange.control({ kind: "move", ticker: "SPY", sd: 2 }, exchange.now);
      await until(() => exchange.now > afterOpen(75));
      exchange.pause();
      await until(
        () => first.bytes.length > 0 && told(first.stream()).length === told(second.stream()).length,
      );

      expect(firstDifference(told(second.stream()), told(first.stream()))).toBeNull();
      expect(ends(second.stream())).toEqual(ends(first.stream()));
      expect(told(first.stream()).length).toBeGreaterThan(70);
    },
    30_000,
  );

  test("holds a request that was made while it was under way", { timeout: 60_000 }, async () => {
    open = await aDoor({ startAt: afterOpen(900), speed: 5 });
    const { door, exchange } = open;
    const client = await RawClient.open(door.port);
    clients.push(client);
    for (const schema of ["cmbp-1", "status"])
      client.subscribe(schema, "ALL_SYMBOLS", "stype_in=raw_symbol|start=0");
    client.socket.pause();
    client.say("start_session");
    await until(() => exchange.now > afterOpen(902));
    const asked = exchange.control({ kind: "halt", ticker: "QQQ" }, exchange.now);
    await until(() => exchange.now > afterOpen(905));
    client.socket.resume();
    await until(() => client.bytes.includes("Finished status replay"), 200);
    const [status] = marketOf(client.stream()).filter(({ fields }) => fields["rtype"] === 0x12);
    const quotes = marketOf(client.stream()).filter(({ fields }) => fields["rtype"] === 0xb1);

    expect(asked.ok).toBe(true);
    expect(status?.fields).toMatchObject({ action: 8 });
    expect(quotes.some(({ offset }) => offset > (status?.offset ?? Number.POSITIVE_INFINITY))).toBe(true);
  });

  test("begins at the moment it is asked for", async () => {
    open = await aDoor({ startAt: afterOpen(30), speed: 1 });
    const start = afterOpen(12.5);
    const client = await follow(open.door.port, "OPRA.PILLAR", `stype_in=raw_symbol|start=${start}000`);
    const stream = await client.streamWith((so) => systemOf(so).filter(([code]) => code === 3).length === 8);
    const times = marketOf(stream).map(({ fields }) =>
      Number(
        BigInt(
          String([0xc0, 0xc1].includes(Number(fields["rtype"])) ? fields["ts_recv"] : fields["ts_event"]),
        ) / 1_000n,
      ),
    );

    expect(Math.min(...times)).toBeGreaterThanOrEqual(start);
    expect(Math.min(...times)).toBeLessThan(start + 1_000_000);
  });

  test("of definitions and open interest alone is there at once, late in the day too", async () => {
    open = await aDoor({ startAt: afterOpen(4_000), speed: 1 });
    const client = await RawClient.open(open.door.port);
    clients.push(client);
    client.subscribe("definition", "SPY.OPT", "stype_in=parent|start=0");
    client.subscribe("statistics", "SPY.OPT", "stype_in=parent|start=0");
    client.say("start_session");
    const stream = await client.streamWith((so) => systemOf(so).filter(([code]) => code === 3).length === 2);

    expect(marketOf(stream)).toHaveLength(124 + 3 * 124);
    expect(
      systemOf(stream)
        .slice(-2)
        .map(([, text]) => text),
    ).toEqual(["Finished definition replay", "Finished statistics replay"]);
  });
});
