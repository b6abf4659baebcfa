import { appendFileSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { BadInputError, InvariantError, MarketBatchWriter } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { continueJournal, createJournal, readJournal, type JournalEntry } from "./index.ts";
import { HEADER_BYTES } from "./journal-format.ts";
import { FileJournalWriter } from "./journal-writer.ts";
import { aJournalFolder, anyEntry, aShortStory } from "./testing/index.ts";

const folder = aJournalFolder();
afterAll(() => folder.remove());

const timer = (seq: number): JournalEntry => ({
  kind: "input",
  input: { seq, at: minute(seq), what: { kind: "timer" } },
});
const marksIn = (path: string): number => readFileSync(path, "latin1").split("\u00a7ON-DISK").length - 1;

describe("a journal", () => {
  it("gives back every entry of every kind, in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 30 }), async (entries) => {
        const path = await folder.write(entries);
        const reading = readJournal(path);

        expect([...reading]).toEqual(entries);
        expect(reading.end).toEqual({ kind: "clean", at: statSync(path).size });
      }),
      { numRuns: 100 },
    );
  });

  it("gives back entries that are longer than its buffers", async () => {
    const batch = new MarketBatchWriter();
    for (let n = 0; n < 40_000; n += 1)
      batch.openInterest({ instrument: n, at: minute(0), how: "quoted" }, n);
    const long: JournalEntry = {
      kind: "input",
      input: { seq: 2, at: minute(0), what: { kind: "market", batch: batch.take() } },
    };
    const entries = [
      timer(1),
      long,
      timer(3),
      { kind: "aside", seq: 3, body: "x".repeat(3_000_000) } as const,
      timer(4),
    ];

    expect([...readJournal(await folder.write(entries))]).toEqual(entries);
  });

  it("holds an entry that outlives the reading of the next one", async () => {
    const [first, second] = [...readJournal(await folder.write(aShortStory()))].slice(1, 3);

    expect([first, second]).toEqual(aShortStory().slice(1, 3));
  });

  it("refuses a file that is there", async () => {
    const path = await folder.write([]);

    expect(() => createJournal(path)).toThrow(new BadInputError(`The journal ${path} exists already.`));
  });

  it("knows its length before it is written, and writes nothing before a spill or a flush", async () => {
    const path = folder.path();
    const writer = createJournal(path);
    writer.append(timer(1));
    expect(statSync(path).size).toBe(HEADER_BYTES);

    const { bytes } = writer;
    writer.spill();

    expect(statSync(path).size).toBe(bytes);
    await writer.close();
  });

  it("flushes all that was appended before, with one sync for those who wait together", async () => {
    const path = folder.path();
    const writer = createJournal(path);
    const flushes = [1, 2, 3, 4, 5].map((seq) => {
      writer.append(timer(seq));
      return writer.flush();
    });
    await Promise.all(flushes);

    expect([...readJournal(path)]).toHaveLength(5);
    expect(marksIn(path)).toBe(1);

    await writer.flush();
    expect(marksIn(path)).toBe(1);
    await writer.close();
    await writer.close();
  });

  it("does not take an entry that cannot be written down, and goes on", async () => {
    const path = folder.path();
    const writer = createJournal(path);

    expect(() => writer.append({ kind: "aside", seq: 1, body: { price: NaN } })).toThrow(InvariantError);
    const short = { kind: "market", batch: { count: 2, bytes: new Uint8Array(40) } } as const;
    expect(() => writer.append({ kind: "input", input: { seq: 1, at: minute(0), what: short } })).toThrow(
      InvariantError,
    );
    writer.append(timer(1));
    await writer.close();

    expect([...readJournal(path)]).toEqual([timer(1)]);
    expect(() => writer.append(timer(2))).toThrow(/closed journal/);
  });

  it.skipIf(!existsSync("/dev/full"))("says in every call after it that the disk is full", async () => {
    const full = {
      path: "/dev/full",
      fd: openSync("/dev/full", "a"),
      at: HEADER_BYTES,
      syncedTo: HEADER_BYTES,
    };
    const writer = new FileJournalWriter(full);
    writer.append(timer(1));

    await expect(writer.flush()).rejects.toThrow(/The journal \/dev\/full cannot be written: ENOSPC/);
    expect(() => writer.append(timer(2))).toThrow(/ENOSPC/);
    expect(() => writer.spill()).toThrow(/ENOSPC/);
    await expect(writer.flush()).rejects.toThrow(/ENOSPC/);
    await expect(writer.close()).rejects.toThrow(/ENOSPC/);
  });
});

describe("a journal that a desk left", () => {
  it("goes on behind its last entry", async () => {
    const path = await folder.write([timer(1), timer(2)]);

    const { writer, entries, found } = continueJournal(path);
    writer.append(timer(3));
    await writer.close();

    expect([...entries]).toEqual([timer(1), timer(2)]);
    expect(found.kind).toBe("clean");
    expect([...readJournal(path)]).toEqual([timer(1), timer(2), timer(3)]);
  });

  it("loses its torn tail, says where, and goes on before it", async () => {
    const path = await folder.write([timer(1)]);
    const whole = statSync(path).size;
    appendFileSync(path, Buffer.from([1, 2, 3]));

    const { writer, found } = continueJournal(path);
    writer.append(timer(2));
    await writer.close();

    expect(found).toEqual({ kind: "torn", at: whole, tail: 3 });
    const reading = readJournal(path);
    expect([...reading]).toEqual([timer(1), timer(2)]);
    expect(reading.end?.kind).toBe("clean");
  });

  it("begins anew where not even its header was whole", () => {
    const path = folder.path();
    writeFileSync(path, "S0DT");

    const { found, entries } = continueJournal(path);

    expect(found).toEqual({ kind: "torn", at: 0, tail: 4 });
    expect([...entries]).toEqual([]);
    expect(statSync(path).size).toBe(HEADER_BYTES);
  });

  it("is refused when it is not there", () => {
    const path = folder.path();

    expect(() => continueJournal(path)).toThrow(BadInputError);
    expect(() => [...readJournal(path)]).toThrow(`The journal ${path} cannot be opened: ENOENT`);
    expect(existsSync(path)).toBe(false);
  });
});
