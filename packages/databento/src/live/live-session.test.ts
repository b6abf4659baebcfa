import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCEPTED, GREETING, MachineTrial } from "./testing/machine-trial.ts";
import {
  bytesOf,
  errorRecord,
  mappingRecord,
  metadataBytes,
  quoteRecord,
  shortMessage,
  strangeRecord,
  systemRecord,
  tradeRecord,
} from "./testing/wire-bytes.ts";
import type { Subscription } from "./subscription-lines.ts";

const quotes: Subscription = { schema: "cmbp-1", stypeIn: "parent", symbols: ["SPY.OPT"] };

function began(options = {}): MachineTrial {
  const trial = new MachineTrial(options);
  trial.machine.start(0);
  trial.machine.opened(0);
  return trial;
}

describe("the text phase", () => {
  it("answers the challenge, asks for its subscriptions and starts the session", () => {
    const trial = new MachineTrial({ clientName: "x" });
    trial.machine.subscribe({ ...quotes, start: 0n }, 0);
    trial.machine.start(0);
    trial.machine.opened(0);

    trial.hear(GREETING);
    expect(trial.lines).toEqual([
      "auth=be87ce3d564b64481d4ad1902e2b41b26e3eef62b9de37d87eb4a1d4a5199b6f-FFFFF|dataset=OPRA.PILLAR|encoding=dbn|ts_out=0|compression=none|client=x",
    ]);
    trial.hear(ACCEPTED);

    expect(trial.lines.slice(1)).toEqual([
      "schema=cmbp-1|stype_in=parent|id=1|start=0|symbols=SPY.OPT|snapshot=0|is_last=1",
      "start_session",
    ]);
    expect(trial.events.at(-1)).toMatchObject({ state: "authenticated", sessionId: "17" });
  });

  it.each([
    ["any greeting", "welcome to what=ever|x\ncram=abcd1234\n", ACCEPTED],
    ["carriage returns", "lsg_version=1\r\ncram=abcd1234\r\n", "success=1|session_id=17\r\n"],
    ["no greeting", "cram=abcd1234\n", "session_id=17|success=1|new=1\n"],
  ])("accepts %s", (_, greeting, answer) => {
    const trial = began().hear(greeting, answer);

    expect(trial.lines[0]).toMatch(/^auth=be87ce3d/);
    expect(trial.lines.at(-1)).toBe("start_session");
    expect(trial.events.at(-1)).toMatchObject({ sessionId: "17" });
  });

  it.each([
    ["a challenge that does not come", "hello\nnothing\n"],
    ["an empty challenge", "hello\ncram=\n"],
    ["an answer without success", `${GREETING}what=1\n`],
    ["a line without end", "x".repeat(65_537)],
    ["a line with a late end", `${"x".repeat(65_537)}\n`],
  ])("drops the connection for %s, and tries again", (_, text) => {
    const trial = began().hear(text);

    expect(trial.isConnected).toBe(false);
    expect(trial.events.at(-1)).toMatchObject({ state: "waiting", retryInMs: 250 });
    expect(trial.of("gap")).toEqual([]);
  });

  it("keeps a stranger's line short and printable when it tells of it", () => {
    const trial = began().hear(`hello\n${"\u0007".repeat(500)}\n`);

    expect(trial.of("state").at(-1)?.why).toMatch(/^[\x20-\x7e]{1,250}$/);
  });

  it("gives up a connection after 10 s and an answer after 30 s", () => {
    const trial = new MachineTrial();
    trial.machine.start(0);
    trial.pass(9_999);
    expect(trial.connections).toBe(1);
    trial.pass(1);
    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", why: "no connection within 10 s" });

    trial.pass(250);
    trial.machine.opened(trial.nowMs);
    trial.hear(GREETING).pass(29_999);
    expect(trial.isConnected).toBe(true);
    trial.pass(1);
    expect(trial.of("state").at(-1)).toMatchObject({ why: "no answer to the key within 30 s" });
  });

  it("sends at most ten subscriptions in any second, each in one piece, and starts after the last", () => {
    const trial = new MachineTrial();
    const symbols = Array.from({ length: 1_001 }, (_, n) => `S${String(n)}`);
    for (let n = 0; n < 21; n++) trial.machine.subscribe({ ...quotes, symbols }, 0);
    trial.machine.start(0);

    trial.greet();
    expect(trial.lines.filter((line) => line.startsWith("schema="))).toHaveLength(30);
    trial.pass(999);
    expect(trial.lines.at(-1)).toMatch(/id=10\|.*is_last=1$/);
    trial.pass(1);
    expect(trial.lines.at(-1)).toMatch(/id=20\|.*is_last=1$/);
    trial.pass(1_000);

    expect(trial.lines.at(-1)).toBe("start_session");
    const ids = trial.lines.slice(1, -1).map((line) => Number(/id=(\d+)/.exec(line)?.[1]));
    expect(ids).toEqual(Array.from({ length: 63 }, (_, n) => Math.floor(n / 3) + 1));
  });

  it("never says the key, whatever happens", () => {
    const trial = began().hear(GREETING, "success=0|error=no|\n");
    const said = JSON.stringify(trial.events) + trial.lines.join("");

    expect(said).not.toContain("db-unittest");
  });
});

describe("the record phase", () => {
  const stream = bytesOf(
    mappingRecord("SPY   260821C00640000", 7),
    quoteRecord({ tsEvent: 1n }),
    systemRecord("Subscription request 1 for cmbp-1 data succeeded", { code: 1 }),
    strangeRecord(24),
    tradeRecord({ tsEvent: 2n }),
    errorRecord("Failed to resolve symbol: X", { code: 4 }),
    quoteRecord({ tsEvent: 3n }, 0xc0),
  );
  const told = ["16:7@0", "b1:7@1", "system 1", "17:7@0", "ee:7@0", "0:7@2", "error 4", "15:7@0", "c0:7@3"];

  it("delivers every record in order and each message before its record", () => {
    const trial = new MachineTrial().stream().hear(stream);

    expect(trial.story.slice(2)).toEqual(["streaming", ...told]);
  });

  it("hands over the raw stream in whole records", () => {
    const trial = new MachineTrial().stream().hear(stream.subarray(0, 200)).hear(stream.subarray(200));

    const [head, ...rest] = trial.raw;
    expect(head).toEqual({
      what: "metadata",
      repeated: false,
      hex: Buffer.from(metadataBytes()).toString("hex"),
    });
    expect(rest.map(({ hex }) => hex).join("")).toBe(Buffer.from(stream).toString("hex"));
    for (const { hex } of rest) {
      let at = 0;
      while (at < hex.length) at += Number.parseInt(hex.slice(at, at + 2), 16) * 8;
      expect(at).toBe(hex.length);
    }
  });

  it("tells the same of the same bytes, however they are cut", () => {
    const all = bytesOf(GREETING, ACCEPTED, metadataBytes(), stream);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const trial = began().hearInPieces(all, sizes);

        expect(trial.story).toEqual(["connecting", "authenticated", "streaming", ...told]);
      }),
      { numRuns: 200, examples: [[[1]], [[all.length]], [[1, 400]]] },
    );
  });

  it("reads each version, with and without send times", () => {
    const old = new MachineTrial().stream(metadataBytes({ version: 1 }));
    old.hear(shortMessage("error", "Failed to resolve symbol"), quoteRecord({ tsEvent: 1n }));
    expect(old.story.slice(-3)).toEqual(["error 4", "15:7@0", "b1:7@1"]);

    const sent = new MachineTrial({ tsOut: true }).stream(metadataBytes({ tsOut: true }));
    sent.hear(quoteRecord({ tsEvent: 1n, tsOut: 9n }), systemRecord("Heartbeat", { code: 0, tsOut: 9n }));
    expect(sent.story.slice(-3)).toEqual(["b1:7@1", "system 0", "17:7@0"]);
  });

  it("shows each version in the layout of version 3, and leaves the raw bytes as they came", () => {
    const quantities: bigint[] = [];
    const statistic = bytesOf(
      new Uint8Array([16, 0x18]),
      new Uint8Array(38),
      new Uint8Array([77, 0, 0, 0, 5]),
      new Uint8Array(19),
    );
    const trial = new MachineTrial(
      {},
      {
        onRecords: (cursor) => {
          while (cursor.next()) quantities.push(cursor.i64(40));
        },
      },
    );

    trial.stream(metadataBytes({ version: 2 })).hear(statistic, quoteRecord());

    expect(quantities[0]).toBe(77n);
    expect(trial.raw.map(({ hex }) => hex.length / 2)).toEqual([136, 144]);
  });

  it("survives any bytes in any phase: it reads on or drops the connection and says why", () => {
    const phases = [
      bytesOf(),
      bytesOf(GREETING),
      bytesOf(GREETING, ACCEPTED),
      bytesOf(GREETING, ACCEPTED, metadataBytes()),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...phases), fc.uint8Array({ maxLength: 3_000 }), (before, garbage) => {
        const trial = began().hear(before).hear(garbage);

        if (trial.isConnected) return;
        expect(trial.events.at(-1)).toMatchObject({
          kind: "state",
          state: "waiting",
          why: expect.any(String),
        });
        expect(trial.of("gap")).toHaveLength(before === phases[3] ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  it("goes on behind records that nobody looked at, in memory that is used again", () => {
    const unread = { onRecords: () => undefined };
    const trial = new MachineTrial({}, unread).stream().hearInPieces(stream, [300]);

    expect(trial.story.slice(3)).toEqual(["system 1", "error 4"]);
  });

  it("tells nothing more, in the middle of a chunk, once it is stopped", () => {
    const trial: MachineTrial = new MachineTrial(
      {},
      {
        onRecords: () => {
          trial.machine.stop();
        },
      },
    );

    trial.stream().hear(stream);

    expect(trial.story.slice(3)).toEqual(["stopped"]);
    expect(trial.raw).toHaveLength(2);
  });

  it("joins a text that is split over several records", () => {
    const trial = new MachineTrial().stream();

    trial.hear(errorRecord("Failed to ", { code: 4, isLast: 0 }));
    expect(trial.of("error")).toEqual([]);
    trial.hear(errorRecord("resolve", { code: 4 }));

    expect(trial.of("error")).toEqual([{ kind: "error", code: 4, text: "Failed to resolve", fatal: false }]);
  });

  it("keeps what the gateway sends before the session is started", () => {
    const trial = new MachineTrial();
    for (let n = 0; n < 11; n++) trial.machine.subscribe(quotes, 0);
    trial.machine.start(0);
    trial.greet().hear(metadataBytes(), quoteRecord({ tsEvent: 5n }));
    expect(trial.records).toEqual([]);

    trial.pass(1_000);

    expect(trial.records).toEqual(["b1:7@5"]);
  });

  it.each([
    ["no stream", bytesOf("HTTP/1.1 400\n")],
    ["an unknown version", bytesOf("DBN", new Uint8Array([9, 0, 0, 0, 0]))],
    ["endless metadata", bytesOf("DBN", new Uint8Array([3, 255, 255, 255, 255]))],
    ["short metadata", bytesOf("DBN", new Uint8Array([3, 9, 0, 0, 0]))],
  ])("refuses %s and tries again", (_, head) => {
    const trial = new MachineTrial().stream(head);

    expect(trial.isConnected).toBe(false);
    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 250 });
    expect(trial.of("state").at(-1)?.why).toContain("the stream is corrupt");
  });

  it.each([
    ["shorter than its header", new Uint8Array([3, 0xb1, 0, 0])],
    ["empty", new Uint8Array([0])],
    ["too short for its type", bytesOf(new Uint8Array([5, 0xb1]), new Uint8Array(18))],
  ])("delivers what stood before a record that is %s, then tells of the gap", (_, broken) => {
    const trial = new MachineTrial().stream();

    trial.hear(quoteRecord({ tsEvent: 1n, tsRecv: 11n }), broken, quoteRecord({ tsEvent: 2n }));

    expect(trial.story.slice(3)).toEqual(["b1:7@1", "gap corrupt 11-null", "waiting"]);
    expect(trial.raw).toHaveLength(2);
  });
});
