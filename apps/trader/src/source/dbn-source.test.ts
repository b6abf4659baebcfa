import { statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeMetadata, RecordWriter } from "@smart0dte/databento";
import { BadInputError, type DeskInput } from "@smart0dte/domain";
import { createJournal } from "@smart0dte/storage/journal";
import { describe, expect, it } from "vitest";
import { runReplay, type ReplayWords } from "../commands/replay-command.ts";
import type { RunReport } from "../report/run-report.ts";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { aRecording } from "../testing/simulated-morning.ts";
import { DeskClock } from "./desk-clock.ts";
import { DbnSource } from "./dbn-source.ts";

const DATE = "2026-03-13";
const OPEN_NANOS = BigInt(Date.UTC(2026, 2, 13, 13, 30)) * 1_000_000n;
const MINUTE_NANOS = 60_000_000_000n;

/** SPY at a price a minute, from the open on; each minute a print and a quote around it. */
function sharesFile(folder: string, name: string, prices: readonly number[]): string {
  const metadata = encodeMetadata({
    dataset: "EQUS.MINI",
    schema: null,
    start: OPEN_NANOS,
    end: null,
    stypeIn: "raw_symbol",
    stypeOut: "instrument_id",
    symbols: ["SPY"],
    mappings: [{ rawSymbol: "SPY", intervals: [{ startDate: DATE, endDate: "2026-03-14", symbol: "7" }] }],
  });
  const writer = new RecordWriter();
  for (const [minute, price] of prices.entries()) {
    const at = OPEN_NANOS + BigInt(minute) * MINUTE_NANOS + 1_000_000n;
    writer.record({
      ...PRINT,
      tsEvent: at,
      tsRecv: at,
      price: BigInt(Math.round(price * 100)) * 10_000_000n,
    });
  }
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([metadata, writer.take()]));
  return path;
}

const PRINT = {
  kind: "trade",
  length: 12,
  rtype: 0,
  publisherId: 95,
  instrumentId: 7,
  size: 100,
  action: "T",
  side: "A",
  flags: 128,
  depth: 0,
  tsInDelta: 0,
  sequence: 1,
} as const;

async function heldBy(paths: readonly string[], minutes: number): Promise<readonly DeskInput[]> {
  const source = new DbnSource(paths, DATE);
  const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
  const inputs: DeskInput[] = [];
  const journal = createJournal(join(aFolder(), "j.journal"));
  const recording = aRecording(run, {
    ...journal,
    get bytes() {
      return 0;
    },
    append: (entry) => {
      if (entry.kind === "input") inputs.push(entry.input);
      if (inputs.length >= minutes * 240) stop.abort();
    },
    flush: () => Promise.resolve(),
    spill: () => undefined,
  });
  const stop = new AbortController();
  await source.play({
    sequencer: recording.sequencer,
    clock: new DeskClock(run.at, "max"),
    stop: stop.signal,
  });
  await journal.close();
  return inputs;
}

describe("a source of DBN files", () => {
  const prices = Array.from({ length: 30 }, (_, minute) => 660 + minute / 100);

  it("goes on where its run was cut off when the files say the same", async () => {
    const path = sharesFile(aFolder(), "shares.dbn", prices);
    const held = await heldBy([path], 5);
    const source = new DbnSource([path], DATE);
    const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
    for (const input of held) {
      source.passOver(input);
      run.take(input);
    }
    source.catchUp();

    const before = run.seq;
    const journal = createJournal(join(aFolder(), "j.journal"));
    const recording = aRecording(run, journal);
    const outcome = await source.play({
      sequencer: recording.sequencer,
      clock: new DeskClock(run.at, "max"),
      stop: new AbortController().signal,
    });
    await journal.close();

    expect(outcome).toBe("ended");
    // the session's own inputs follow, one each quarter of a second to the last print, and the end
    expect(run.seq).toBeGreaterThan(before + 20 * 240);
    expect(source.horizon()).toBe(run.at);
  });

  it("refuses to go on with files that say something else, by the time of the first difference", async () => {
    const folder = aFolder();
    const held = await heldBy([sharesFile(folder, "shares.dbn", prices)], 5);
    const other = sharesFile(
      folder,
      "shares.dbn",
      prices.map((price, n) => (n === 3 ? price + 0.01 : price)),
    );
    const source = new DbnSource([other], DATE);
    for (const input of held) source.passOver(input);
    const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
    const journal = createJournal(join(aFolder(), "j.journal"));
    const { sequencer } = aRecording(run, journal);

    const playing = source.play({
      sequencer,
      clock: new DeskClock(run.at, "max"),
      stop: new AbortController().signal,
    });

    await expect(playing).rejects.toThrow(BadInputError);
    await expect(playing).rejects.toThrow(
      /at 2026-03-13T13:33:00\.250Z is not what the journal holds.*--abandon/,
    );
    await journal.close();
  });
});

describe("what DBN files are found to lack", () => {
  it("comes to the screen when it is found, and once", async () => {
    const path = sharesFile(aFolder(), "shares.dbn", [660, 661]);
    truncateSync(path, statSync(path).size - 7);
    const source = new DbnSource([path], DATE);
    const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
    const journal = createJournal(join(aFolder(), "j.journal"));
    const { sequencer } = aRecording(run, journal);
    const before = source.line();

    const stop = new AbortController().signal;
    await source.play({ sequencer, clock: new DeskClock(run.at, "max"), stop });
    await journal.close();
    const after = source.line();

    expect(before).toBeNull();
    expect(after).toMatchObject({ connections: [], alarms: [] });
    expect(after?.notes?.map(({ text }) => text)).toEqual(source.found);
    expect(after?.notes?.[0]).toMatchObject({ text: expect.stringContaining("shares.dbn"), at: run.at });
    expect(source.line()).toBe(after);
  });
});

describe("a replay of DBN files", () => {
  const replay = async (over: Partial<ReplayWords>): Promise<RunReport> => {
    const out: string[] = [];
    const words = { source: "", speed: "max", json: true, data: aFolder(), ...over };
    expect(await runReplay(words, { out: (line) => void out.push(line), err: () => {} })).toBe(0);
    return JSON.parse(out.join("\n")) as RunReport;
  };

  it("takes several files, named one after the other or parted by commas, and gives one digest", async () => {
    const folder = aFolder();
    const first = sharesFile(folder, "a,1.dbn", [660, 661]);
    const second = sharesFile(folder, "b.dbn", [662]);

    const [apart, joined] = [
      await replay({ source: `dbn:${second}`, files: [sharesFile(folder, "c.dbn", [660, 661])] }),
      await replay({ source: `dbn:${second},${join(folder, "c.dbn")}`, date: DATE }),
    ];
    const one = await replay({ source: `dbn:${first}` });

    expect(joined.digest).toBe(apart.digest);
    expect(one).toMatchObject({ date: DATE, provenance: { src: "recorded", options: "quoted" } });
    expect(one.findings).toContain("VIX: it is in no file, the desk runs without it");
    expect(one.findings.join("\n")).toContain("the records end at 09:31:00");
  });

  it.each([
    ["no file", { source: "dbn:" }, /needs a file/],
    ["a file that is not there", { source: "dbn:nowhere.dbn" }, /nowhere\.dbn: the file does not exist/],
    ["words of minute files", { source: "dbn:x.dbn", zone: "UTC" }, /--zone does not go with DBN files/],
    ["a seed", { source: "dbn:x.dbn", seed: "7" }, /--seed does not go with DBN files/],
    ["more files with minutes", { source: "minutes:x", files: ["y"], date: DATE }, /go with dbn:FILE alone/],
    ["more files with a journal", { source: "journal:x", files: ["y"] }, /go with dbn:FILE alone/],
  ])("is refused in one sentence for %s", async (_, words, sentence) => {
    const refusal = replay(words);

    await expect(refusal).rejects.toThrow(BadInputError);
    await expect(refusal).rejects.toThrow(sentence);
  });
});
