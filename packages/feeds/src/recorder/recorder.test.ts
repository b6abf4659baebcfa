import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BadInputError, epochMicros, MICROS_PER_SECOND } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aQuoteRecord, aTradeRecord } from "../databento/testing/builders-record.ts";
import { INDEX_FILE } from "./set-index.ts";
import { liveMetadata, OPTIONS, RecordedFolder, SHARES } from "./testing/recorded-folder.ts";

let folder: RecordedFolder;
beforeEach(() => {
  folder = new RecordedFolder();
});
afterEach(() => folder.remove());

const quotes = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => aQuoteRecord({ bid: n + 1 })));

describe("a recorder", () => {
  it("writes what arrives as it arrived, one file a connection, and says so in the index", async () => {
    const recorder = folder.open();
    const options = recorder.connection(OPTIONS);
    const shares = recorder.connection(SHARES);

    options.raw(liveMetadata(OPTIONS), "metadata");
    shares.raw(liveMetadata(SHARES), "metadata");
    const stream = quotes(40);
    options.raw(stream.subarray(0, 1_001), "records");
    options.raw(stream.subarray(1_001), "records");
    shares.raw(aTradeRecord(), "records");
    await recorder.close();

    const { date, source, files } = folder.index();
    expect({ date, source }).toEqual({ date: "2026-03-13", source: "live" });
    expect(files).toMatchObject([
      { dataset: OPTIONS, records: 40, lost: 0, complete: true, rtypes: { "0xb1": 40 }, why: "closed" },
      { dataset: SHARES, records: 1, complete: true, rtypes: { "0x00": 1 } },
    ]);
    expect(files[0]?.bytes).toBe(liveMetadata(OPTIONS).length + stream.length);
    expect((await folder.records(files[0]?.file ?? "")).bytes).toEqual(stream);
  });

  it("begins a new file with each connection and never writes over one", async () => {
    const now = (): number => Date.UTC(2026, 2, 13, 14, 0, 0);
    for (const count of [1, 2]) {
      const recorder = folder.open({ ports: { now } });
      const tape = recorder.connection(OPTIONS);
      for (let n = 0; n < count; n += 1) {
        tape.raw(liveMetadata(OPTIONS), "metadata");
        tape.raw(quotes(count * 10 + n), "records");
        tape.end("the gateway closed the connection");
      }
      await recorder.close();
    }

    expect(folder.files()).toEqual([
      "OPRA.PILLAR-140000-2.dbn.zst",
      "OPRA.PILLAR-140000-3.dbn.zst",
      "OPRA.PILLAR-140000.dbn.zst",
    ]);
    expect(folder.index().files.map(({ records }) => records)).toEqual([10, 20, 21]);
    expect((await folder.records("OPRA.PILLAR-140000.dbn.zst")).count).toBe(10);
  });

  it("leaves whole records alone where a stream breaks within one", async () => {
    const recorder = folder.open();
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");

    tape.raw(quotes(3).subarray(0, 200), "records");
    tape.end("broken");
    await recorder.close();

    const [name = ""] = folder.files();
    expect((await folder.records(name)).count).toBe(2);
  });

  it("closes the day at its session's end and begins the next session's with the same metadata", async () => {
    const recorder = folder.open();
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(quotes(2), "records");
    recorder.reach(epochMicros(aSession().optionClose - 1));
    tape.raw(quotes(3), "records");

    recorder.reach(aSession().optionClose);
    tape.raw(quotes(4), "records");
    await recorder.close();

    expect(folder.index().files).toMatchObject([{ records: 5, why: "the session's end", complete: true }]);
    expect(folder.index("2026-03-16").files).toMatchObject([{ records: 4, complete: true }]);
    expect((await folder.records(folder.files("2026-03-16")[0] ?? "", "2026-03-16")).count).toBe(4);
  });

  it("keeps how the desk cut what came, with what came on each connection in its order", async () => {
    const recorder = folder.open();
    const options = recorder.connection(OPTIONS);
    const shares = recorder.connection(SHARES);
    const at = (seconds: number) => epochMicros(aSession().open + seconds * MICROS_PER_SECOND);
    recorder.cut(at(0), "timer");
    options.raw(liveMetadata(OPTIONS), "metadata");
    shares.raw(liveMetadata(SHARES), "metadata");

    options.raw(quotes(2), "records");
    options.raw(quotes(3), "records");
    shares.raw(aTradeRecord(), "records");
    options.raw(aTradeRecord(), "records", true);
    options.gap([7], at(1));
    recorder.cut(at(1), "instruments");
    recorder.cut(at(1), "market");
    shares.raw(aTradeRecord(), "records");
    recorder.cut(at(2), "market");
    recorder.cut(at(1.5), "timer", 2);
    await recorder.close();

    expect(folder.cuts()).toEqual([
      { at: at(0), what: "timer", after: 0, arrivals: [] },
      {
        at: at(1),
        what: "instruments",
        after: 0,
        arrivals: [
          { kind: "records", connection: 0, count: 5 },
          { kind: "records", connection: 1, count: 1 },
          { kind: "repeated", connection: 0, count: 1 },
          { kind: "gap", connection: 0, at: at(1), instruments: [7] },
        ],
      },
      { at: at(1), what: "market", after: 1, arrivals: [] },
      { at: at(2), what: "market", after: 2, arrivals: [{ kind: "records", connection: 1, count: 1 }] },
      { at: at(1.5), what: "timer", after: 2, arrivals: [] },
    ]);
    expect(folder.index().runs).toMatchObject([{ cuts: "cuts.jsonl" }]);
  });

  it("takes the cuts of a desk that hears of the session's end a little later into the day that has ended", async () => {
    const recorder = folder.open();
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(quotes(1), "records");
    const end = aSession().optionClose;
    recorder.cut(end, "market");

    recorder.reach(end);
    recorder.cut(end, "timer", 1);
    await recorder.close();

    expect(folder.cuts()).toMatchObject([{ what: "market" }, { what: "timer", at: end }]);
    expect(existsSync(folder.day("2026-03-16"))).toBe(false);
  });

  it("marks what a simulated gateway sent, in the index and in each file's name", async () => {
    const recorder = folder.open({ source: () => "simulated" });
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    await recorder.close();

    expect(folder.index().source).toBe("simulated");
    expect(folder.files()[0]).toContain("-simulated-");
  });

  it("never puts a simulated and a real recording into one set", async () => {
    const real = folder.open();
    real.connection(OPTIONS).raw(liveMetadata(OPTIONS), "metadata");
    await real.close();

    const simulated = folder.open({ source: () => "simulated" });
    simulated.connection(OPTIONS).raw(liveMetadata(OPTIONS), "metadata");
    await simulated.close();

    expect(folder.index().files).toHaveLength(1);
    expect(folder.alarms).toContain("recordingFailed");
  });

  it("leaves an index that it cannot read as it is", async () => {
    mkdirSync(folder.day());
    writeFileSync(join(folder.day(), INDEX_FILE), "{}");

    const recorder = folder.open();
    recorder.connection(OPTIONS).raw(liveMetadata(OPTIONS), "metadata");
    await recorder.close();

    expect(readFileSync(join(folder.day(), INDEX_FILE), "utf8")).toBe("{}");
    expect(folder.alarms).toEqual(["recordingFailed"]);
  });

  it("refuses a folder that cannot be made", () => {
    expect(() => folder.open({ folder: "/dev/null/recordings" })).toThrow(BadInputError);
  });
});
