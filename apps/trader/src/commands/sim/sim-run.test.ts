import { LiveClient, type LiveEvent } from "@smart0dte/databento/live";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { afterEach, describe, expect, it } from "vitest";
import { SimRun } from "./sim-run.ts";
import { parseSimWords, type SimWords } from "./sim-words.ts";

const words = (over: Partial<SimWords> = {}): SimWords => ({
  databentoPort: "0",
  seed: "7",
  speed: "60",
  market: "planted",
  date: "2026-03-13",
  fault: [],
  ...over,
});

let run: SimRun | null = null;
let client: LiveClient | null = null;
afterEach(async () => {
  await client?.stop();
  await run?.close();
  [run, client] = [null, null];
});

async function opened(over: Partial<SimWords> = {}): Promise<{ out: string[]; err: string[]; run: SimRun }> {
  const [out, err]: [string[], string[]] = [[], []];
  run = await SimRun.open(parseSimWords(words(over)), {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { out, err, run };
}

async function until(holds: () => boolean): Promise<void> {
  const lastMs = performance.now() + 8_000;
  while (!holds()) {
    if (performance.now() > lastMs) throw new Error("What was waited for did not come");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("smart0dte sim", () => {
  it("says that it is simulated, where it listens, with which key, and what it announces", async () => {
    const { out, run: sim } = await opened({ from: "10:00" });
    const text = out.join("\n");

    expect(out[0]).toMatch(/^SIMULATED market/);
    expect(text).toContain("2026-03-13, from 10:00:00 New York, seed 7, planted patterns");
    expect(text).toContain(`127.0.0.1:${sim.port}, key ${SIMULATED_KEY}`);
    expect(text).toMatch(/OPRA\.PILLAR: cmbp-1, .*DBIX\.CORE: trades, mbp-1/s);
    expect(sim.state).toMatch(/^SIMULATED 10:0\d:\d\d New York · speed 60 · 0 sessions$/);
  });

  it("shows no more of another key than its last five characters", async () => {
    const key = "db-a-key-of-somebody-else-9ABCDE";
    const { out } = await opened({ key });

    expect(out.join("\n")).toContain("key …-ABCDE");
    expect(out.join("\n")).not.toContain(key);
  });

  it("serves our own client definitions, open interest and quotes, and takes lines meanwhile", async () => {
    const { err, run: sim } = await opened({ from: "09:45" });
    const rtypes = new Map<number, number>();
    const events: LiveEvent[] = [];
    client = new LiveClient(
      { key: SIMULATED_KEY, dataset: "OPRA.PILLAR", gateway: { host: "127.0.0.1", port: sim.port ?? 0 } },
      {
        onRecords: (cursor) => {
          while (cursor.next()) rtypes.set(cursor.rtype, (rtypes.get(cursor.rtype) ?? 0) + 1);
        },
        onEvent: (event) => events.push(event),
      },
    );
    const parents = { stypeIn: "parent", symbols: ["SPY.OPT"] } as const;
    client.subscribe({ schema: "definition", ...parents, start: 0n });
    client.subscribe({ schema: "statistics", ...parents, start: 0n });
    client.subscribe({ schema: "cmbp-1", ...parents });
    client.subscribe({ schema: "status", ...parents });
    client.start();
    await until(() => (rtypes.get(0xb1) ?? 0) > 500);
    expect([rtypes.get(0x13), rtypes.get(0x18)]).toEqual([124, 3 * 124]);

    sim.line("halt SPY");
    await until(() => rtypes.get(0x12) === 102);
    sim.line("skip 30");
    sim.line("resume SPY");
    await until(() => events.some(({ kind }) => kind === "gap"));
    sim.line("disconnect");
    await until(
      () => events.filter((event) => event.kind === "state" && event.state === "streaming").length === 2,
    );

    expect(err.some((line) => line.endsWith("halt SPY"))).toBe(true);
  });

  it("does what was asked for a time at that time", async () => {
    const { err, run: sim } = await opened({
      from: "10:00",
      fault: ["crossed:5@10:00:20", "gap:SPY@10:00:10", "stall:1"],
    });
    await until(() => err.some((line) => line.includes("crossed")));

    expect(err.filter((line) => /stall|gap|crossed/.test(line)).sort()).toEqual([
      "10:00:00 stall:1",
      "10:00:10 gap:SPY@10:00:10",
      "10:00:20 crossed:5@10:00:20",
    ]);
    sim.line("cross SPY260313C99999000");
    sim.line("what");
    expect(err.slice(-2)).toEqual([
      "SPY260313C99999000 is not listed today",
      '"what" is nothing to ask for; help lists what is.',
    ]);
  });

  it("serves a TWS alone where no port for data is asked, and says where", async () => {
    const { out, run: sim } = await opened({ databentoPort: undefined, twsPort: "0", twsVersion: "189" });

    expect(sim.port).toBeNull();
    expect(out.join("\n")).not.toContain("Databento");
    expect(out).toContain(`TWS protocol on 127.0.0.1:${sim.twsPort}, account DU1000001, server version 189`);
    expect(sim.state).toMatch(/ · 0 clients$/);
  });

  it("takes faults of the TWS beside those of the feed and the market", async () => {
    const { err, run: sim } = await opened({ twsPort: "0", twsFault: ["lostAck"] });
    for (const line of ["tws:freeze 1", "drop afterSend", "tws:explode", "closeByHand"]) sim.line(line);

    expect(err.map((line) => line.replace(/^[\d:]+ /, ""))).toEqual([
      "tws:lostAck",
      "tws:freeze 1",
      "drop afterSend",
      expect.stringMatching(/^The gateway has no fault "explode"/),
      "No options are held.",
    ]);
  });

  it("refuses a version that it does not speak and a TWS port that is taken", async () => {
    const { run: sim } = await opened();
    const nobody = { out: () => {}, err: () => {} };

    await expect(
      SimRun.open(parseSimWords(words({ twsPort: "0", twsVersion: "201" })), nobody),
    ).rejects.toThrow("The server version is a whole number from 173 to 200");
    await expect(SimRun.open(parseSimWords(words({ twsPort: String(sim.port) })), nobody)).rejects.toThrow(
      `Port ${sim.port} is taken: another program listens on it (--tws-port)`,
    );
  });

  it("refuses a port that is taken in a sentence", async () => {
    const { run: sim } = await opened();

    await expect(
      SimRun.open(parseSimWords(words({ databentoPort: String(sim.port) })), {
        out: () => {},
        err: () => {},
      }),
    ).rejects.toThrow(`Port ${sim.port} is taken`);
  });

  it.each([
    [{ twsPort: "70000" }, /--tws-port "70000"/],
    [{ twsPort: "0", twsAccount: "U1234567" }, /--tws-account "U1234567" is not a paper account/],
    [
      { twsPort: "0", twsAccount: "DU1234567", twsLive: true },
      /--tws-account "DU1234567" is not a live account/,
    ],
    [{ twsLive: true }, /--tws-live.* need --tws-port/],
    [{ twsFault: ["drop"] }, /need --tws-port/],
    [{ fault: ["outage:5"] }, /outage:5 is a fault of the TWS, and none is served: it needs --tws-port/],
    [{ twsPort: "0", twsFault: ["stall:5"] }, /--fault tws:stall:5: The gateway has no fault "stall"/],
    [{ key: "short" }, /--key has to be 32/],
    [{ market: "wild" }, /--market "wild"/],
    [{ seed: "x" }, /The seed "x"/],
    [{ speed: "max" }, /--speed max/],
    [{ databentoPort: "70000" }, /--databento-port "70000"/],
    [{ date: "2026-03-14" }, /2026-03-14 has no session/],
    [{ date: "soon" }, /--date "soon"/],
    [{ from: "25:00" }, /--from "25:00" is not a time/],
    [{ from: "08:00" }, /--from 08:00 lies outside/],
    [{ fault: ["flood"] }, /--fault flood: "flood" is nothing to ask for/],
    [{ fault: ["stall:5@noon"] }, /--fault "noon" is not a time/],
  ])("refuses %j in a sentence", (over, sentence) => {
    expect(() => parseSimWords(words(over))).toThrow(sentence);
  });
});
