import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MachineTrial } from "./testing/machine-trial.ts";
import {
  bytesOf,
  definitionRecord,
  errorRecord,
  metadataBytes,
  quoteRecord,
  systemRecord,
  tradeRecord,
} from "./testing/wire-bytes.ts";
import type { Subscription } from "./subscription-lines.ts";

const ask = (schema: Subscription["schema"], start?: bigint): Subscription => ({
  schema,
  stypeIn: "parent",
  symbols: ["SPY.OPT"],
  ...(start === undefined ? {} : { start }),
});
const line = (id: number, schema: string, start: string): string =>
  `schema=${schema}|stype_in=parent|id=${String(id)}${start}|symbols=SPY.OPT|snapshot=0|is_last=1`;
const trade = (instrumentId: number, tsEvent: bigint): Uint8Array => tradeRecord({ instrumentId, tsEvent });

function trialOf(...subscriptions: readonly Subscription[]): MachineTrial {
  const trial = new MachineTrial();
  for (const subscription of subscriptions) trial.machine.subscribe(subscription, 0);
  return trial;
}

describe("asking again", () => {
  it("asks for everything: books as they come, prints from where they stopped, definitions from the beginning", () => {
    const trial = trialOf(
      ask("cmbp-1", 0n),
      ask("definition", 0n),
      ask("trades"),
      ask("statistics", 5n),
      ask("status"),
    );
    trial.stream(metadataBytes({ start: 40n }));
    trial.hear(trade(1, 300n), trade(2, 200n), trade(1, 400n), quoteRecord({ tsEvent: 450n }));
    trial.hear(definitionRecord({ tsEvent: 100n }));

    trial.lose();
    while (!trial.isConnected) trial.pass(50);
    trial.greet();

    expect(trial.lines.slice(1)).toEqual([
      line(1, "cmbp-1", ""),
      line(2, "definition", "|start=0"),
      line(3, "trades", "|start=200"),
      line(4, "statistics", "|start=5"),
      line(5, "status", "|start=40"),
      "start_session",
    ]);
    trial
      .hear(metadataBytes({ start: 80n }))
      .lose()
      .again();
    expect(trial.lines[5]).toBe(line(5, "status", "|start=40"));
  });

  it("asks as it was told while no session has streamed", () => {
    const trial = trialOf(ask("cmbp-1", 0n), ask("trades"));
    trial.machine.start(0);
    trial.lose("refused").again();

    expect(trial.lines.slice(1, -1)).toEqual([line(1, "cmbp-1", "|start=0"), line(2, "trades", "")]);
  });

  it("takes subscriptions while it runs, without start, and asks for them again", () => {
    const trial = new MachineTrial().stream().hear(quoteRecord({ tsEvent: 70n }));

    expect(trial.machine.subscribe(ask("trades"), trial.nowMs)).toBe(1);
    expect(trial.lines.at(-1)).toBe(line(1, "trades", ""));
    expect(() => trial.machine.subscribe(ask("trades", 0n), 0)).toThrow(
      expect.objectContaining({ code: "startWhileRunning" }),
    );
    trial.lose().again();

    expect(trial.lines.slice(1, -1)).toEqual([line(1, "trades", "|start=70")]);
  });

  it("sends what is subscribed before a running session has room for it later, in order", () => {
    const trial = new MachineTrial().stream();
    for (let n = 0; n < 12; n++) trial.machine.subscribe(ask("trades"), trial.nowMs);
    expect(trial.lines.at(-1)).toMatch(/id=10\|/);

    trial.pass(1_000);

    expect(trial.lines.slice(-2).map((text) => /id=\d+/.exec(text)?.[0])).toEqual(["id=11", "id=12"]);
  });

  it("asks for a snapshot of a book again", () => {
    const trial = trialOf({
      schema: "mbo",
      stypeIn: "raw_symbol",
      symbols: ["SPY"],
      snapshot: true,
    }).stream();

    trial.lose().again();

    expect(trial.lines[1]).toBe("schema=mbo|stype_in=raw_symbol|id=1|symbols=SPY|snapshot=1|is_last=1");
  });

  it("does not replay prints that cannot be told from quotes", () => {
    const trial = trialOf(ask("mbp-1"), ask("tbbo"))
      .stream()
      .hear(quoteRecord({ tsEvent: 50n }, 0x01));

    trial
      .lose()
      .again()
      .hear(quoteRecord({ tsEvent: 50n }, 0x01));

    expect(trial.lines.slice(1, -1)).toEqual([line(1, "mbp-1", ""), line(2, "tbbo", "")]);
    expect(trial.records).toEqual(["1:7@50", "1:7@50"]);
  });
});

describe("a replay", () => {
  it("repeats nothing of what was asked for while the session ran", () => {
    const trial = new MachineTrial().stream().hear(quoteRecord({ tsEvent: 70n }));
    trial.machine.subscribe(ask("trades"), trial.nowMs);
    trial.hear(trade(1, 100n), trade(2, 200n));

    trial.lose().again().hear(trade(1, 100n), trade(2, 200n), trade(1, 300n));

    expect(trial.lines.slice(1, -1)).toEqual([line(1, "trades", "|start=100")]);
    expect(trial.records.slice(1)).toEqual(["0:1@100", "0:2@200", "0:1@300"]);
  });

  it("delivers no record twice and none too few", () => {
    const trial = trialOf(ask("trades"), ask("cmbp-1")).stream();
    trial.hear(
      trade(1, 100n),
      trade(2, 200n),
      trade(1, 300n),
      trade(1, 300n),
      quoteRecord({ tsEvent: 300n }),
    );
    trial.lose().again();
    trial.records = [];

    trial.hear(
      trade(2, 200n),
      trade(1, 300n),
      quoteRecord({ tsEvent: 300n }),
      trade(1, 300n),
      trade(1, 300n),
    );
    trial.hear(trade(2, 301n));

    expect(trial.records).toEqual(["b1:7@300", "0:1@300", "0:2@301"]);
    expect(trial.machine.repeatedBytes).toBe(3 * 48);
  });

  it("tells the same of two connections, however their bytes are cut", () => {
    const first = bytesOf(
      trade(1, 100n),
      quoteRecord({ tsEvent: 120n }),
      trade(2, 110n),
      trade(1, 130n),
      trade(1, 130n),
    );
    const skipped = errorRecord("Slow client detected for cmbp-1", { code: 7 });
    const second = bytesOf(
      metadataBytes(),
      ...[
        trade(2, 110n),
        trade(2, 115n),
        trade(1, 130n),
        quoteRecord({ tsEvent: 125n }),
        trade(1, 130n),
        trade(1, 130n),
      ],
      ...[quoteRecord({ tsEvent: 140n }), skipped, trade(1, 150n), quoteRecord({ tsEvent: 160n })],
    );
    const told = [
      ...[
        "0:1@100",
        "b1:7@120",
        "0:2@110",
        "0:1@130",
        "0:1@130",
        "gap disconnected 130-null",
        "waiting",
        "connecting",
      ],
      ...[
        "authenticated",
        "streaming",
        "0:2@115",
        "b1:7@125",
        "0:1@130",
        "gap disconnected 130-140",
        "b1:7@140",
      ],
      ...["gap skipped 140-null", "error 7", "15:7@0", "0:1@150", "gap skipped 140-160", "b1:7@160"],
    ];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const trial = trialOf(ask("trades"), ask("cmbp-1")).stream().hearInPieces(first, sizes).lose();
        trial.pass(250).greet().hearInPieces(second, sizes);

        expect(trial.story.slice(3)).toEqual(told);
      }),
      { examples: [[[1]], [[100_000]]] },
    );
  });

  it("gives the repeated records to a recorder all the same, marked as such", () => {
    const trial = trialOf(ask("trades")).stream().hear(trade(1, 100n)).lose().again();
    trial.raw = [];

    trial.hear(trade(1, 100n), trade(1, 101n));

    const hex = [trade(1, 100n), trade(1, 101n)].map((bytes) => Buffer.from(bytes).toString("hex"));
    expect(trial.raw).toEqual([
      { what: "records", repeated: true, hex: hex[0] },
      { what: "records", repeated: false, hex: hex[1] },
    ]);
  });

  it("does not close the gap with what it repeats", () => {
    const trial = trialOf(ask("trades")).stream().hear(trade(1, 100n)).lose().again();

    trial.hear(trade(1, 100n));
    expect(trial.of("gap")).toHaveLength(1);
    trial.hear(trade(1, 101n));

    expect(trial.of("gap").at(-1)).toMatchObject({ from: 100n, to: 101n });
  });

  it("is over when the gateway says so: then an old record is a late one", () => {
    const trial = trialOf(ask("trades")).stream().hear(trade(1, 100n)).lose().again();
    trial.records = [];

    trial.hear(systemRecord("Finished trades replay", { code: 3 }), trade(1, 90n));

    expect(trial.records.at(-1)).toBe("0:1@90");
  });

  it("is given up where the gateway has it no more, except for all there is", () => {
    const trial = trialOf(ask("definition", 0n), ask("trades")).stream();
    trial
      .hear(definitionRecord({ tsEvent: 10n }), trade(1, 100n))
      .lose()
      .again();

    trial.hear(errorRecord("aged out", { code: 8 }));
    expect(trial.of("error")).toMatchObject([{ code: 8, fatal: true }]);
    expect(trial.of("state").at(-1)).toMatchObject({ state: "waiting", retryInMs: 500 });
    trial.again();
    expect(trial.lines.slice(1, -1)).toEqual([line(1, "definition", "|start=0"), line(2, "trades", "")]);
    trial.records = [];
    trial.hear(definitionRecord({ tsEvent: 10n }), trade(1, 100n));
    expect(trial.records).toEqual(["0:1@100"]);

    trial.hear(errorRecord("aged out", { code: 8 })).again();
    expect(trial.lines.slice(1, -1)).toEqual([line(1, "definition", ""), line(2, "trades", "")]);
  });
});
