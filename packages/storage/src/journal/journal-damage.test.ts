import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import fc from "fast-check";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { continueJournal, createJournal, readJournal, type JournalEntry } from "./index.ts";
import { HEADER_BYTES } from "./journal-format.ts";
import { FileReading } from "./read-journal.ts";
import { aJournalFolder, aShortStory, anyEntry } from "./testing/index.ts";

describe("a damaged journal", () => {
  const folder = aJournalFolder();
  const path = folder.path();
  const story = aShortStory();
  /** Ends of the entries in the file, and its bytes: flushed after the second entry, closed after the last. */
  const ends: number[] = [];
  let whole: Buffer;

  beforeAll(async () => {
    const writer = createJournal(path);
    for (const [n, entry] of story.entries()) {
      writer.append(entry);
      ends.push(writer.bytes);
      if (n === 1) await writer.flush();
    }
    await writer.close();
    whole = readFileSync(path);
  });
  afterAll(() => folder.remove());

  const spoil = (bytes: Uint8Array): string => {
    const spoiled = folder.path();
    writeFileSync(spoiled, bytes);
    return spoiled;
  };
  const flipped = (byte: number, mask: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(byte) ^ mask, byte);
    return bytes;
  };

  it("gives exactly the entries that are whole, wherever it is cut", () => {
    const cutFile = spoil(whole);
    for (let length = whole.length; length >= 0; length -= 1) {
      truncateSync(cutFile, length);
      const reading = readJournal(cutFile);

      expect([...reading]).toEqual(story.slice(0, ends.filter((end) => end <= length).length));
      expect((reading.end?.at ?? NaN) + (reading.end?.kind === "torn" ? reading.end.tail : 0)).toBe(length);
    }
  });

  it("ends where it ended when the reading began, whatever is written meanwhile", () => {
    for (let length = HEADER_BYTES; length <= whole.length; length += 1) {
      const entries = [...new FileReading(path, length)];

      expect(entries).toEqual(story.slice(0, ends.filter((end) => end <= length).length));
    }
  });

  it("goes on wherever it is cut", async () => {
    for (let length = whole.length; length >= 0; length -= 7) {
      const file = spoil(whole.subarray(0, length));
      const kept = story.slice(0, ends.filter((end) => end <= length).length);

      const { writer, entries } = continueJournal(file);
      for (const entry of story) writer.append(entry);
      await writer.close();

      expect([...entries]).toEqual(kept);
      expect([...readJournal(file)]).toEqual([...kept, ...story]);
    }
  });

  it("is refused by file and byte for every flipped bit that was once on disk, and never changed", () => {
    const lastMark = whole.length - 33;
    for (let byte = 0; byte < lastMark; byte += 1) {
      const file = spoil(flipped(byte, 1 << (byte % 8)));

      expect(() => [...readJournal(file)]).toThrow(BadInputError);
      expect(() => continueJournal(file)).toThrow(new RegExp(`${file} .*byte \\d+`));
      expect(readFileSync(file)).toEqual(flipped(byte, 1 << (byte % 8)));
    }
  });

  it("names the byte at which the damaged record begins", () => {
    const file = spoil(flipped((ends[0] ?? NaN) + 30, 4));

    expect(() => [...readJournal(file)]).toThrow(
      `The journal ${file} is damaged at byte ${ends[0]}: a record that was once on disk does not match its checksum.`,
    );
  });

  it.each([
    ["cut out", (from: number, to: number) => [whole.subarray(0, from), whole.subarray(to)]],
    ["doubled", (from: number, to: number) => [whole.subarray(0, to), whole.subarray(from)]],
  ] as const)("is refused when a whole record was %s", (_, parts) => {
    const [from = NaN, to = NaN] = ends;
    const file = spoil(Buffer.concat(parts(from, to)));

    expect(() => [...readJournal(file)]).toThrow(/is damaged at byte/);
  });

  it("never gives an entry that was not written, whatever was flipped, cut out or doubled", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom("flip", "cutOut", "double", "zero"),
        async (entries, first, second, how) => {
          const written = readFileSync(await folder.write(entries));
          const from = first % written.length;
          const to = from + 1 + (second % (written.length - from));
          const file = spoil(damaged(written, { from, to, how }));

          const read: JournalEntry[] = [];
          try {
            for (const entry of readJournal(file)) read.push(entry);
          } catch (error) {
            if (!(error instanceof BadInputError)) throw error;
          }

          expect(entries.slice(0, read.length)).toEqual(read);
        },
      ),
    );
  });

  it("is a torn tail where the disk lost a part that was never promised, though whole records follow", () => {
    const file = folder.path();
    const writer = createJournal(file);
    for (const entry of story) writer.append(entry);
    writer.spill();
    const bytes = readFileSync(file);
    const hole = spoil(bytes.fill(0, ends[0], ends[0] === undefined ? 0 : ends[0] + 20));

    const reading = readJournal(hole);

    expect([...reading]).toEqual(story.slice(0, 1));
    expect(reading.end).toMatchObject({ kind: "torn" });
  });

  it("is refused when it is of another version, or no journal", () => {
    const other = Buffer.from(whole);
    other.writeUInt32LE(2, 8);
    other.writeUInt32LE(crc32(other.subarray(0, 12)), 12);
    const [version, text] = [spoil(other), spoil(Buffer.from("date,open,high,low,close\n"))];

    expect(() => [...readJournal(version)]).toThrow(
      `The file ${version} has version 2, and this desk reads version 1 (byte 8).`,
    );
    expect(() => [...readJournal(text)]).toThrow(`The file ${text} is not a journal`);
    expect(() => [...readJournal(spoil(flipped(HEADER_BYTES - 1, 1)))]).toThrow(/has a damaged header/);
  });
});

interface Damage {
  readonly from: number;
  readonly to: number;
  readonly how: "flip" | "cutOut" | "double" | "zero";
}

function damaged(bytes: Buffer, { from, to, how }: Damage): Buffer {
  switch (how) {
    case "flip": {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(from) ^ (1 << (to % 8)), from);
      return copy;
    }
    case "cutOut":
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    case "double":
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    case "zero":
      return Buffer.from(bytes).fill(0, from, to);
  }
}
