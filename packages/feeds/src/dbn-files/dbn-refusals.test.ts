import { existsSync } from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aQuoteRecord } from "../databento/testing/builders-record.ts";
import { readDbnDay } from "./dbn-day.ts";
import { asked, DATE, mapping, played, WrittenFiles } from "./testing/written-files.ts";

const REAL = new URL("../../../../../shared/data/dbn/files/", import.meta.url).pathname;

let files: WrittenFiles;
beforeEach(() => {
  files = new WrittenFiles();
});
afterEach(() => files.remove());

const weeks = { end: BigInt(Date.UTC(2026, 2, 20)) * 1_000_000n };

describe("files that cannot be played", () => {
  const refused: readonly (readonly [string, () => readonly string[], string | null, RegExp])[] = [
    ["no file", () => [], null, /No DBN file is named/],
    [
      "a file that is not there",
      () => [join(files.path, "nope.dbn")],
      null,
      /nope\.dbn: the file does not exist/,
    ],
    ["an empty file", () => [files.put("e.dbn", new Uint8Array())], null, /the file is empty/],
    ["text", () => [files.put("t.dbn", Buffer.from("Datetime,Open"))], null, /this is not a DBN file/],
    [
      "a .dbz file",
      () => [files.put("z.dbz", Uint8Array.of(0x51, 0x2a, 0x4d, 0x18, 4, 0, 0, 0))],
      null,
      /\.dbz.*ask for the same data again/,
    ],
    [
      "metadata that are cut",
      () => [files.put("c.dbn", Uint8Array.of(0x44, 0x42, 0x4e, 3, 255, 0, 0, 0, 1))],
      null,
      /ends within its metadata/,
    ],
    ["an empty folder", () => [files.path], null, /holds no \.dbn/],
    [
      "another date",
      () => [files.write("q.dbn", asked({ schema: "cmbp-1" }), [])],
      "2026-03-16",
      /hold nothing of 2026-03-16: they hold the session of 2026-03-13/,
    ],
    [
      "a day without a session",
      () => [files.write("q.dbn", asked({ schema: "cmbp-1" }), [])],
      "2026-03-14",
      /has no session/,
    ],
    [
      "no date",
      () => [files.write("q.dbn", asked({ schema: "cmbp-1" }), [])],
      "today",
      /"today" is not a date/,
    ],
    [
      "several sessions without a date",
      () => [files.write("q.dbn", asked({ schema: "cmbp-1", ...weeks }), [])],
      null,
      /5 sessions from 2026-03-13 to 2026-03-19: say which one with --date/,
    ],
    [
      "ids without names",
      () => [files.write("q.dbn", asked({ schema: "cmbp-1", mappings: [] }), [aQuoteRecord()])],
      DATE,
      /do not say which instruments.*add the file of schema definition/,
    ],
    [
      "other instruments",
      () => [
        files.write("q.dbn", asked({ schema: "cmbp-1", mappings: [mapping("AAPL", "1")] }), [aQuoteRecord()]),
      ],
      DATE,
      /is of SPY, QQQ or IWM on 2026-03-13 \(they hold AAPL\)/,
    ],
  ];
  it.each(refused)("are refused in one sentence for %s", (_, paths, date, sentence) => {
    const read = (): unknown => readDbnDay(paths(), date);

    expect(read).toThrow(BadInputError);
    expect(read).toThrow(sentence);
  });

  it("are refused at their end where nothing in the records was of this desk", async () => {
    const live = { schema: null, stypeIn: null, symbols: [], mappings: [], end: null } as const;
    const path = files.write("live.dbn", asked(live), [aQuoteRecord({ at: 1 })]);

    await expect(played(readDbnDay([path], null))).rejects.toThrow(
      /Nothing in the files is of SPY, QQQ or IWM/,
    );
  });

  it.skipIf(!existsSync(REAL))(
    "are refused by name where they are real ones of another root or a fragment",
    () => {
      expect(() => readDbnDay([`${REAL}opra-pillar.test_data.cbbo-1s.dbn.zst`], null)).toThrow(
        /on 2025-02-20 \(they hold AAPL {2}250221C00250000\)/,
      );
      for (const name of [
        "core.test_data.definition.v1.dbn.frag",
        "core.multi-frame.definition.v1.dbn.frag.zst",
      ])
        expect(() => readDbnDay([REAL + name], null)).toThrow(/a fragment/);
    },
  );
});
