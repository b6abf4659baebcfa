import { renameSync } from "node:fs";
import { join } from "node:path";
import { epochMicros, RECORD_BYTES, type EpochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { DbnDecoder } from "@smart0dte/databento";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MarketTranslator } from "../databento/market-translator.ts";
import {
  aMappingRecord,
  aQuoteRecord,
  aSystemRecord,
  aTradeRecord,
} from "../databento/testing/builders-record.ts";
import { OPTIONS, liveMetadata, RecordedFolder, SHARES } from "../recorder/testing/recorded-folder.ts";
import type { Recorder } from "../recorder/recorder-port.ts";
import { MACHINE, type RecordingFile } from "../recorder/recorder-ports.ts";
import { readDbnDay } from "./dbn-day.ts";
import { DATE, played, SPY_CALL } from "./testing/written-files.ts";

const SECOND = 1_000_000;
let folder: RecordedFolder;
beforeEach(() => {
  folder = new RecordedFolder();
});
afterEach(() => folder.remove());

const at = (micros: number): EpochMicros => epochMicros(aSession().open + micros);
const mapped = (): Uint8Array => aMappingRecord({ id: 1, asked: "SPY.OPT", resolved: SPY_CALL, at: 0 });

/** A desk that takes what two connections bring, and records it; what it told itself is kept. */
class RecordedDesk {
  readonly told: { readonly at: number; readonly kind: string; readonly bytes: string }[] = [];
  readonly #recorder: Recorder;
  readonly #translator = new MarketTranslator({ session: aSession(), maxPending: 3 });
  readonly #lines: readonly {
    readonly tape: ReturnType<Recorder["connection"]>;
    readonly decoder: DbnDecoder;
  }[];

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
    this.#lines = [OPTIONS, SHARES].map((dataset) => {
      const tape = recorder.connection(dataset);
      tape.raw(liveMetadata(dataset), "metadata");
      return { tape, decoder: new DbnDecoder({ fragment: { version: 3, tsOut: false } }) };
    });
  }

  receive(connection: number, ...records: readonly Uint8Array[]): void {
    const line = this.#lines[connection];
    if (line === undefined) throw new RangeError("No such line");
    const bytes = Buffer.concat(records);
    line.tape.raw(bytes, "records");
    const cursor = line.decoder.push(bytes);
    while (cursor.next()) this.#translator.take(connection, cursor);
  }

  gap(connection: number, micros: number): void {
    this.#lines[connection]?.tape.gap(null, at(micros));
    this.#translator.gap(connection, null, at(micros));
  }

  takeIn(): void {
    const listings = this.#translator.takeListings();
    const taken = this.#translator.takeBatch();
    if (listings.length > 0) {
      this.told.push({ at: 0, kind: "instruments", bytes: JSON.stringify(listings) });
      this.#recorder.cut(at(0), "instruments");
    }
    if (taken === null) return;
    const bytes = Buffer.from(taken.batch.bytes.subarray(0, taken.batch.count * RECORD_BYTES));
    this.told.push({ at: taken.at - aSession().open, kind: "market", bytes: bytes.toString("hex") });
    this.#recorder.cut(taken.at, "market");
  }

  passTime(micros: number): void {
    this.told.push({ at: micros, kind: "timer", bytes: "" });
    this.#recorder.cut(at(micros), "timer");
  }
}

async function replayed(path: string): Promise<RecordedDesk["told"]> {
  const told: RecordedDesk["told"] = [];
  for await (const event of readDbnDay([path], DATE).events()) {
    const { what } = event;
    const bytes =
      what.kind === "market"
        ? Buffer.from(what.batch.bytes.subarray(0, what.batch.count * RECORD_BYTES)).toString("hex")
        : what.kind === "instruments"
          ? JSON.stringify(what.listings)
          : "";
    if (what.kind !== "end") told.push({ at: event.at - aSession().open, kind: what.kind, bytes });
  }
  return told;
}

describe("a recorded day with its cuts", () => {
  it("gives the desk's own inputs again, bit by bit, with conflation, gaps and two connections", async () => {
    const recorder = folder.open({ translation: { maxPending: 3 } });
    const desk = new RecordedDesk(recorder);
    desk.receive(0, mapped(), aQuoteRecord({ at: 1 }));
    desk.receive(1, aMappingRecord({ id: 1, asked: "SPY", resolved: "SPY", at: 0 }));
    desk.takeIn();
    desk.passTime(0.1 * SECOND);
    for (let n = 0; n < 40; n += 1) {
      desk.receive(n % 2, aQuoteRecord({ at: 0.2 * SECOND + n, bid: 1 + n, ask: 1.02 + n }));
      if (n % 5 === 0) desk.receive(1, aTradeRecord({ at: 0.2 * SECOND + n, price: 2 }));
      if (n === 23) desk.gap(0, 0.2 * SECOND + n);
      if (n % 7 === 6) desk.takeIn();
    }
    desk.takeIn();
    desk.passTime(0.4 * SECOND);
    await recorder.close();

    const day = readDbnDay([folder.path], DATE);

    expect(day.cut).toBe("as recorded");
    expect(await replayed(folder.path)).toEqual(desk.told);
    await played(day);
    expect(day.foundInRecords.join("\n")).toMatch(/quotes were replaced by newer ones/);
  });

  it("puts timers that were told of late where the desk had taken them", async () => {
    const recorder = folder.open();
    const desk = new RecordedDesk(recorder);
    desk.receive(0, mapped(), aQuoteRecord({ at: 1 }));
    desk.takeIn();
    desk.receive(0, aQuoteRecord({ at: SECOND, bid: 1.01 }));
    desk.takeIn();
    // the thread that records had gone on already
    recorder.cut(at(0.5 * SECOND), "timer", 2);
    await recorder.close();

    expect((await replayed(folder.path)).map(({ kind }) => kind)).toEqual([
      "instruments",
      "market",
      "timer",
      "market",
    ]);
  });

  it("says where it differs because a file is missing", async () => {
    const recorder = folder.open();
    const desk = new RecordedDesk(recorder);
    desk.receive(0, mapped(), aQuoteRecord({ at: 1 }));
    desk.receive(1, aMappingRecord({ id: 1, asked: "SPY", resolved: "SPY", at: 0 }));
    desk.takeIn();
    await recorder.close();
    const shares = folder.files().find((name) => name.startsWith(SHARES)) ?? "";
    renameSync(join(folder.day(), shares), join(folder.day(), "gone"));

    const day = readDbnDay([folder.day()], null);
    await played(day);

    expect([...day.findings, ...day.foundInRecords].join("\n")).toMatch(/is in the index and not there/);
    expect(day.foundInRecords.join("\n")).toMatch(/DIFFERS: a connection's file is missing/);
  });
});

describe("a recorded day whose disk was full for a while", () => {
  it("goes on behind what was not recorded, and says that it differs", async () => {
    let isFull = false;
    const createFile = (path: string, metadata: Uint8Array): RecordingFile => {
      const file = MACHINE.createFile(path, metadata);
      const refusing = (work: () => Promise<void>) => async (): Promise<void> => {
        if (isFull) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        await work();
      };
      return {
        append: (bytes) => file.append(bytes),
        flush: refusing(() => file.flush()),
        close: refusing(() => file.close()),
      };
    };
    const tryWriting = (): Promise<void> => (isFull ? Promise.reject(new Error("full")) : Promise.resolve());
    const ports = { createFile, tryWriting };
    const recorder = folder.open({ flushEveryMs: 5, checkEveryMs: 10, ports });
    const desk = new RecordedDesk(recorder);
    desk.receive(0, mapped(), aQuoteRecord({ at: 1 }));
    desk.takeIn();
    await vi.waitFor(() => expect(folder.index().files[0]?.records).toBe(2));
    isFull = true;
    desk.receive(0, aQuoteRecord({ at: SECOND, bid: 1.01 }));
    desk.takeIn();
    await vi.waitFor(() => expect(folder.index().files[0]?.lost).toBe(1));
    isFull = false;
    await wait(50);
    desk.receive(0, aQuoteRecord({ at: 2 * SECOND, bid: 1.02 }));
    desk.takeIn();
    await recorder.close();

    const day = readDbnDay([folder.path], DATE);
    const inputs = await played(day);

    const quotes = inputs.flatMap(({ records }) => records).filter(({ kind }) => kind === "quote");
    expect(quotes.map(({ at: time, a }) => [time / SECOND, a])).toEqual([
      [1 / SECOND, 10_000],
      [2, 10_200],
    ]);
    expect(day.findings.join("\n")).toMatch(/1 records after it were not recorded/);
    expect(day.foundInRecords.join("\n")).toMatch(
      /DIFFERS: records that the desk had taken were not recorded/,
    );
  });
});

describe("a recorded day without a desk", () => {
  it("is merged by time, and a reconnect kills the quotes from before it", async () => {
    const recorder = folder.open();
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(
      Buffer.concat([mapped(), aQuoteRecord({ at: SECOND / 2 }), aTradeRecord({ at: SECOND, price: 1 })]),
      "records",
    );
    tape.end("the gateway closed the connection");
    tape.raw(liveMetadata(OPTIONS), "metadata");
    const again = [
      mapped(),
      aTradeRecord({ at: SECOND, price: 1 }),
      aTradeRecord({ at: 9 * SECOND, price: 2 }),
    ];
    tape.raw(Buffer.concat([...again, aQuoteRecord({ at: 10 * SECOND })]), "records");
    await recorder.close();

    const records = (await played(readDbnDay([folder.path], null))).flatMap((input) => input.records);

    expect(records.map(({ kind, at: time, a }) => [kind, time / SECOND, a])).toEqual([
      ["quote", 0.5, 10_000],
      ["trade", 1, 10_000],
      ["gap", 1, 1],
      ["trade", 9, 20_000],
      ["quote", 10, 10_000],
    ]);
  });

  it("knows of halts where the gateway had said yes to status, though it told of none", async () => {
    const recorder = folder.open();
    const tape = recorder.connection(OPTIONS);
    const acknowledged = (schema: string, id: number): Uint8Array =>
      aSystemRecord(`Subscription request ${id} for ${schema} data succeeded`, 1, { at: 0 });
    tape.raw(liveMetadata(OPTIONS), "metadata");
    const quotes = [acknowledged("cmbp-1", 1), mapped(), aQuoteRecord({ at: SECOND })];
    tape.raw(Buffer.concat([...quotes, acknowledged("status", 2)]), "records");
    await recorder.close();
    const day = readDbnDay([folder.path], null);

    await played(day);

    expect(day.foundInRecords.join("\n")).toMatch(/no statistics are among/);
    expect(day.foundInRecords.join("\n")).not.toMatch(/no status/);
  });

  it("stays simulated, and refuses a day that is not in the folder", async () => {
    const recorder = folder.open({ source: () => "simulated" });
    recorder.connection(OPTIONS).raw(liveMetadata(OPTIONS), "metadata");
    await recorder.close();

    expect(readDbnDay([folder.path], null).provenance).toEqual({ src: "simulated", options: "quoted" });
    expect(() => readDbnDay([folder.path], "2026-03-16")).toThrow(
      /no recording of 2026-03-16, only 2026-03-13/,
    );
  });
});
