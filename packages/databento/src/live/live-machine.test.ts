import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GREETING, MachineTrial } from "./testing/machine-trial.ts";
import { errorRecord, quoteRecord, systemRecord, tradeRecord, U64_MAX } from "./testing/wire-bytes.ts";
import type { Subscription } from "./subscription-lines.ts";

const quotes: Subscription = { schema: "cmbp-1", stypeIn: "parent", symbols: ["SPY.OPT"] };
const quote = (ts: bigint): Uint8Array => quoteRecord({ tsEvent: ts });

describe("gaps", () => {
  it("tells a lost connection at once and closes the gap with the first newer record", () => {
    const trial = new MachineTrial().stream().hear(quote(100n), quote(120n)).lose();

    expect(trial.story.slice(-2)).toEqual(["gap disconnected 120-null", "waiting"]);
    trial.again().hear(systemRecord("Heartbeat", { code: 0, tsEvent: 500n }));
    trial.hear(quote(150n), quote(160n));

    expect(trial.story.slice(-4)).toEqual(["17:7@500", "gap disconnected 120-150", "b1:7@150", "b1:7@160"]);
    expect(trial.of("gap").at(-1)).toEqual({
      kind: "gap",
      cause: "disconnected",
      schemas: null,
      instruments: null,
      from: 120n,
      to: 150n,
    });
  });

  it("neither goes back with a late record nor ends with one of the same time", () => {
    const trial = new MachineTrial()
      .stream()
      .hear(quote(120n), tradeRecord({ tsEvent: 90n }), quote(U64_MAX))
      .lose();

    trial.again().hear(quote(120n));

    expect(trial.of("gap")).toMatchObject([{ from: 120n, to: null }]);
  });

  it("tells one gap, however many connections fail before the next record", () => {
    const trial = new MachineTrial().stream().hear(quote(100n)).lose();

    trial.again().lose();
    while (!trial.isConnected) trial.pass(50);
    trial.lose("refused").again().hear(quote(200n));

    expect(trial.of("gap")).toMatchObject([
      { from: 100n, to: null },
      { from: 100n, to: 200n },
    ]);
  });

  it("tells no gap where nothing was streamed", () => {
    const trial = new MachineTrial();
    trial.machine.start(0);

    trial.lose("refused").pass(250).greet().lose();

    expect(trial.of("gap")).toEqual([]);
  });

  it("tells a silent gateway after its interval and 5 s, at any byte less", () => {
    const trial = new MachineTrial({ heartbeatSeconds: 7 }).stream().hear(quote(100n));

    trial.pass(11_000).hear(new Uint8Array([20]));
    trial.pass(11_999);
    expect(trial.of("gap")).toEqual([]);
    trial.pass(1);

    expect(trial.story.slice(-2)).toEqual(["gap heartbeatLost 100-null", "waiting"]);
    expect(trial.of("state").at(-1)?.why).toBe("the gateway was silent for 12 s");
  });

  it("waits 35 s for a gateway that decides its interval by itself", () => {
    const trial = new MachineTrial().stream().pass(34_999);
    expect(trial.isConnected).toBe(true);

    expect(trial.pass(1).of("gap")).toMatchObject([{ cause: "heartbeatLost", from: null }]);
  });

  it("tells skipped records before what follows them, for the schemas named, until one of them comes", () => {
    const trial = new MachineTrial().stream();
    const skipped = errorRecord("Slow client detected for cmbp-1. Skipped records", { code: 7 });

    trial.hear(quote(100n), skipped, tradeRecord({ tsEvent: 150n }), quote(170n));

    expect(trial.story.slice(3)).toEqual([
      "b1:7@100",
      "gap skipped 100-null",
      "error 7",
      "15:7@0",
      "0:7@150",
      "gap skipped 100-170",
      "b1:7@170",
    ]);
    expect(trial.of("gap")[0]).toMatchObject({ schemas: ["cmbp-1"], instruments: null });
    expect(trial.of("error")).toMatchObject([{ fatal: false }]);
    expect(trial.isConnected).toBe(true);
  });

  it("does not close a gap with a record of another schema", () => {
    const trial = new MachineTrial().stream();

    trial.hear(errorRecord("Slow client detected for cmbp-1", { code: 7 }));
    trial.hear(tradeRecord({ tsEvent: 150n }));

    expect(trial.of("gap")).toMatchObject([{ to: null }]);
  });

  it("takes every schema as skipped while the text is not whole or names none", () => {
    const trial = new MachineTrial().stream();

    trial.hear(errorRecord("Slow client detected for cmbp-1, cb", { code: 7, isLast: 0 }));
    expect(trial.of("gap")).toMatchObject([{ schemas: null, to: null }]);
    trial.hear(errorRecord("Slow client", { code: 7 }), quote(5n));

    expect(trial.of("gap").filter(({ to }) => to === null)).toHaveLength(2);
  });
});

it("stands between the records of before and after whatever interrupts them", () => {
  const interruptions: Record<string, (trial: MachineTrial) => unknown> = {
    nothing: () => null,
    closed: (trial) => trial.lose().again(),
    silent: (trial) => trial.pass(40_000).again(),
    corrupt: (trial) => trial.hear(new Uint8Array([1])).again(),
    skipped: (trial) => trial.hear(errorRecord("Slow client detected for cmbp-1", { code: 7 })),
    error: (trial) => trial.hear(errorRecord("Internal error", { code: 6 })).again(),
    replay: (trial) => trial.hear(errorRecord("aged out", { code: 8 })).again(),
    silentTwice: (trial) => trial.lose().again().pass(40_000).again(),
  };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(interruptions)), { maxLength: 12 }), (names) => {
      const trial = new MachineTrial().stream();
      let ts = 1n;
      for (const name of names) {
        trial.hear(quote(ts++), quote(ts++));
        interruptions[name]?.(trial);
      }
      trial.hear(quote(ts));

      const quotesOrGaps = trial.story.filter((told) => told.startsWith("b1:") || told.endsWith("-null"));
      let expected = 0;
      for (const [n, name] of names.entries()) {
        const before = quotesOrGaps.indexOf(`b1:7@${String(2 * n + 2)}`);
        const after = quotesOrGaps.indexOf(`b1:7@${String(2 * n + 3)}`);
        expect(after - before).toBe(name === "nothing" ? 1 : 2);
        if (name !== "nothing") expected++;
      }
      const gaps = trial.of("gap");
      expect(gaps.filter(({ to }) => to !== null)).toHaveLength(expected);
      expect(gaps.filter(({ to }) => to === null)).toHaveLength(expected);
    }),
  );
});

describe("errors", () => {
  it.each([
    [1, "Check the API key"],
    [2, "Ask for a new API key"],
    [5, "Correct the subscription"],
  ])("ends for good at code %i, with its cause and its remedy", (code, remedy) => {
    const trial = new MachineTrial()
      .stream()
      .hear(quote(100n), errorRecord("because", { code }), quote(200n));

    expect(trial.of("error")).toEqual([{ kind: "error", code, text: "because", fatal: true }]);
    expect(trial.of("state").at(-1)?.why).toContain('"because"');
    expect(trial.of("state").at(-1)?.why).toContain(remedy);
    expect(trial.story.slice(-4)).toEqual([
      `error ${String(code)}`,
      "15:7@0",
      "gap disconnected 100-null",
      "failed",
    ]);
    expect([trial.isConnected, trial.machine.wakeAtMs]).toEqual([false, Infinity]);
    expect(() => trial.machine.subscribe(quotes, 0)).toThrow(expect.objectContaining({ code: "badState" }));
  });

  it("waits long, and longer, where there are too many connections", () => {
    const trial = new MachineTrial().stream().hear(errorRecord("limit", { code: 3 }));
    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 30_000 });

    trial.pass(30_000).greet().lose("x");
    trial.again().hear(errorRecord("limit", { code: 3 }));

    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 60_000 });
  });

  it("tries again soon after an internal error", () => {
    const trial = new MachineTrial().stream().hear(errorRecord("Internal error", { code: 6 }));

    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 250 });
  });

  it.each([4, 255, 99])("goes on after code %i", (code) => {
    const trial = new MachineTrial().stream().hear(errorRecord("one symbol", { code }), quote(1n));

    expect(trial.of("error")).toMatchObject([{ code, fatal: false }]);
    expect(trial.records.at(-1)).toBe("b1:7@1");
  });

  it("says what the gateway had said when the connection closes after it", () => {
    const trial = new MachineTrial()
      .stream()
      .hear(errorRecord("one symbol", { code: 4 }))
      .lose("closed");

    expect(trial.of("state").at(-1)?.why).toBe('closed, after "one symbol"');
  });

  it("passes on a slow-reading warning", () => {
    const trial = new MachineTrial().stream().hear(systemRecord("Warning: slow reading", { code: 2 }));

    expect(trial.of("system")).toEqual([{ kind: "system", code: 2, text: "Warning: slow reading" }]);
  });

  it.each([
    ["Authentication failed", "failed", null],
    ["User or API key deactivated", "failed", null],
    ["User has reached their open connection limit", "waiting", 30_000],
    ["Internal error", "waiting", 250],
  ])("answers a refusal with %j by being %s", (text, state, retryInMs) => {
    const trial = new MachineTrial();
    trial.machine.start(0);
    trial.machine.opened(0);
    trial.hear(GREETING, `success=0|error=${text}\n`);

    expect(trial.of("error")).toMatchObject([{ text, fatal: true }]);
    expect(trial.of("state").at(-1)).toMatchObject({ state, retryInMs });
    expect(trial.of("state").at(-1)?.why).toContain(text);
  });

  it("tries a refused key again, slowly, when it was good before", () => {
    const trial = new MachineTrial().stream().lose();
    trial.pass(250);
    trial.machine.opened(trial.nowMs);

    trial.hear(GREETING, "success=0|error=Authentication failed\n");

    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 30_000 });
  });
});

describe("connections", () => {
  it("come at doubling distances that begin again after a healthy minute", () => {
    const trial = new MachineTrial().stream();
    trial.lose().again().lose().again().lose();
    trial.again();
    for (let n = 0; n < 3; n++) trial.pass(20_000).hear(systemRecord("Heartbeat", { code: 0 }));
    trial.lose();

    const waits = trial.of("state").flatMap(({ retryInMs }) => retryInMs ?? []);
    expect(waits).toEqual([250, 500, 1_000, 250]);
  });

  it("are made at most five times in a second, whoever asks for them", () => {
    const trial = new MachineTrial({ limits: { firstRetryMs: 10, longestRetryMs: 10 } });
    trial.machine.start(0);
    const at: number[] = [];

    while (at.length < 12) {
      if (trial.isConnected) {
        at.push(trial.nowMs);
        trial.lose("refused");
      } else trial.pass(1);
    }

    for (const [n, time] of at.entries()) expect(time - (at[n - 5] ?? -1_000)).toBeGreaterThanOrEqual(1_000);
  });

  it("end with stop, after which nothing is told", () => {
    const trial = new MachineTrial().stream();
    trial.machine.stop();
    const told = trial.story.length;

    trial.hear(quote(1n)).lose().pass(100_000);

    expect(trial.story.slice(told - 1)).toEqual(["stopped"]);
    expect(trial.connections).toBe(1);
    expect(trial.isConnected).toBe(false);
  });

  it.each(["gap", "waiting", "connecting"])("end where %s is heard and answered with stop", (when) => {
    const told: string[] = [];
    const trial: MachineTrial = new MachineTrial(
      {},
      {
        onEvent: (event) => {
          const name = event.kind === "state" ? event.state : event.kind;
          told.push(name);
          if (name === when && told.includes("streaming")) trial.machine.stop();
        },
      },
    );

    trial.stream().lose().pass(100_000);

    expect(told.slice(-2)).toEqual([when, "stopped"]);
    expect([trial.connections, trial.isConnected]).toEqual([1, false]);
  });

  it("refuse a second start", () => {
    const trial = new MachineTrial().stream();

    expect(() => {
      trial.machine.start(0);
    }).toThrow(expect.objectContaining({ code: "badState" }));
  });
});
