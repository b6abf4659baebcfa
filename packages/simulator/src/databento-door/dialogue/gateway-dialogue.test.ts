import fc from "fast-check";
import { err, ok } from "@smart0dte/domain";
import { describe, expect, test } from "vitest";
import { SERVED_DATASETS } from "../served-datasets.ts";
import type { AuthRequest } from "./auth-request.ts";
import { GatewayDialogue, type DialogueEvent } from "./gateway-dialogue.ts";

const [dataset] = SERVED_DATASETS;
if (dataset === undefined) throw new Error("Nothing is served");
const AUTH: AuthRequest = {
  dataset,
  tsOut: false,
  compression: "none",
  heartbeatSeconds: 30,
  slowReader: "skip",
  client: "",
};
const aDialogue = (): GatewayDialogue =>
  new GatewayDialogue(
    {
      challenge: "abcd",
      sessionId: "17",
      judge: (line) => (line.startsWith("auth=good") ? ok(AUTH) : err("Authentication failed.")),
    },
    0,
  );

/** Everything a client's lines come to, said at one moment. */
const heard = (...lines: readonly string[]): readonly DialogueEvent[] =>
  aDialogue().push(Buffer.from(lines.map((line) => `${line}\n`).join("")), 0);
const kindsOf = (events: readonly DialogueEvent[]): readonly string[] => events.map(({ kind }) => kind);

const OFFICIAL = "schema=cmbp-1|stype_in=parent|id=1|start=0|symbols=SPY.OPT,QQQ.OPT|snapshot=0|is_last=1";
const chunk = (symbols: string, isLast: 0 | 1, more = "id=4|schema=trades"): string =>
  `${more}|stype_in=raw_symbol|symbols=${symbols}|snapshot=0|is_last=${isLast}`;

describe("a session's words", () => {
  test("begin with a version that says simulated and a challenge", () => {
    const [version, challenge] = aDialogue().greeting();

    expect(version).toMatch(/^lsg_version=.*SIMULATED/);
    expect(challenge).toBe("cram=abcd");
  });

  test("as the official C++ client says them lead to one subscription and the start", () => {
    const events = heard("auth=good", OFFICIAL, "start_session");

    expect(kindsOf(events)).toEqual(["admitted", "say", "subscribe", "start"]);
    expect(events[1]).toEqual({ kind: "say", line: "success=1|session_id=17" });
    expect(events[2]).toEqual({
      kind: "subscribe",
      request: { id: "1", schema: "cmbp-1", stypeIn: "parent", symbols: ["SPY.OPT", "QQQ.OPT"], start: 0n },
    });
  });

  test("may start with the Python client's number and go on with subscriptions", () => {
    expect(kindsOf(heard("auth=good", "start_session=0", chunk("A", 1)))).toEqual([
      "admitted",
      "say",
      "start",
      "subscribe",
    ]);
  });

  test("with a wrong key end with a text and nothing after it", () => {
    const events = heard("auth=bad", OFFICIAL, "start_session");

    expect(events).toEqual([
      { kind: "say", line: "success=0|error=Authentication failed." },
      { kind: "hangUp", why: "Authentication failed." },
    ]);
  });

  test("come to the same however the bytes arrive", () => {
    const lines = ["auth=good", OFFICIAL, chunk("A,B", 0), chunk("C", 1), "start_session", chunk("D", 1)];
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
        const dialogue = aDialogue();
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const events = edges.slice(1).flatMap((to, i) => dialogue.push(bytes.subarray(edges[i], to), i));

        expect(events).toEqual(heard(...lines));
      }),
    );
  });

  test("that are garbage never throw and never open a session", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const dialogue = aDialogue();
        const events = chunks.flatMap((bytes, i) => dialogue.push(bytes, i));

        expect(kindsOf(events).filter((kind) => kind !== "say" && kind !== "hangUp")).toEqual([]);
      }),
    );
  });

  test("in a line without end are hung up on", () => {
    const dialogue = aDialogue();

    expect(kindsOf(dialogue.push(Buffer.alloc(70_000, 65), 0))).toEqual(["hangUp"]);
    expect(dialogue.push(Buffer.from("auth=good\n"), 1)).toEqual([]);
  });

  test("that do not come within thirty seconds are no longer waited for", () => {
    const dialogue = aDialogue();

    expect(dialogue.dueMs).toBe(30_000);
    expect(kindsOf(dialogue.tick(30_000))).toEqual(["hangUp"]);
  });
});

describe("a subscription", () => {
  test("in chunks is one request, and the whole of it has two thousand symbols at most", () => {
    const symbols = (count: number): string => Array.from({ length: count }, (_, i) => `S${i}`).join(",");
    const [, , request] = heard(
      "auth=good",
      ...[1, 2, 3].map(() => chunk(symbols(500), 0)),
      chunk(symbols(500), 1),
    );
    const tooMany = heard("auth=good", ...[1, 2, 3, 4].map(() => chunk(symbols(500), 0)), chunk("X", 1));

    expect(request?.kind === "subscribe" && request.request.symbols.length).toBe(2_000);
    expect(kindsOf(tooMany)).toEqual(["admitted", "say", "invalid"]);
  });

  test.each([
    ["another id", [chunk("A", 0), chunk("B", 1, "id=5|schema=trades")]],
    ["another schema", [chunk("A", 0), chunk("B", 1, "id=4|schema=cmbp-1")]],
    ["another start", [chunk("A", 0), chunk("B", 1, "id=4|schema=trades|start=0")]],
    ["the start", [chunk("A", 0), "start_session"]],
  ])("whose chunks are broken into by %s is invalid", (_what, lines) => {
    const events = heard("auth=good", ...lines, "start_session");

    expect(kindsOf(events).slice(2, 4)).toEqual(["invalid", "start"]);
  });

  test.each([
    ["schema=mbo|symbols=A", /Schema "mbo" is not offered for OPRA.PILLAR: cmbp-1, .*ohlcv-1m/],
    ["schema=trades|stype_in=continuous|symbols=ES.c.0", /stype_in "continuous" is not offered/],
    ["schema=trades|stype_in=smart|symbols=A", /stype_in "smart"/],
    ["schema=trades|symbols=", /needs symbols/],
    ["schema=trades", /needs symbols/],
    ["schema=trades|symbols=A|snapshot=1", /snapshot is for schema mbo/],
    ["schema=trades|symbols=A|start=noon", /start "noon"/],
    ["schema=trades|symbols=A|id=-1", /id is a whole number/],
    ["schema=trades|symbols=A|is_last=maybe", /is_last/],
    ["schema=trades|symbols=A,ALL_SYMBOLS", /stands alone/],
    ["what is this", /key=value/],
  ])("%s is invalid, with a text", (line, text) => {
    const [, , event] = heard("auth=good", line);

    expect(event?.kind === "invalid" ? event.text : "").toMatch(text);
  });

  test("that asks for the past after the start is invalid", () => {
    expect(kindsOf(heard("auth=good", "start_session", OFFICIAL, chunk("A", 1)))).toEqual([
      "admitted",
      "say",
      "start",
      "invalid",
    ]);
  });

  test("beyond the tenth within a second waits, and what follows waits with it", () => {
    const dialogue = aDialogue();
    const lines = ["auth=good", ...Array.from({ length: 12 }, (_, i) => chunk(`S${i}`, 1))];
    const atOnce = dialogue.push(Buffer.from(lines.map((line) => `${line}\n`).join("")), 0);

    expect(kindsOf(atOnce).filter((kind) => kind === "subscribe")).toHaveLength(10);
    expect(dialogue.dueMs).toBe(1_000);
    expect(dialogue.tick(999)).toEqual([]);
    expect(kindsOf(dialogue.tick(1_000))).toEqual(["subscribe", "subscribe"]);
    expect(dialogue.dueMs).toBeNull();
  });

  test("fills the waiting room, and that is told", () => {
    const dialogue = aDialogue();
    const line = `${chunk(Array.from({ length: 400 }, () => "SPY   260313C00680000").join(","), 1)}\n`;
    dialogue.push(Buffer.from("auth=good\n"), 0);
    for (let i = 0; i < 150; i += 1) dialogue.push(Buffer.from(line), 0);

    expect(dialogue.isFull).toBe(true);
  });
});
