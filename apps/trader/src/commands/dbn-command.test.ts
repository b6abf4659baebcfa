import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, zstdCompressSync } from "node:zlib";
import { encodeMetadata, emptyQuote, RecordWriter, RTYPES } from "@smart0dte/databento";
import { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { addDbn } from "./dbn-command.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/dbn/", import.meta.url));
const own = mkdtempSync(join(tmpdir(), "smart0dte-dbn-"));
afterAll(() => rmSync(own, { recursive: true, force: true }));

describe("smart0dte dbn json", () => {
  const files = existsSync(folder) ? readdirSync(join(folder, "files")) : [];
  describe.skipIf(files.length === 0)("prints the reference files as the official decoder does", () => {
    it.each(files)("%s", async (name) => {
      const path = join(folder, "files", name);

      const asIs = await dbn("json", path);
      const upgraded = await dbn("json", path, "--upgrade");

      expect([asIs.code, asIs.err, upgraded.code, upgraded.err]).toEqual([0, [], 0, []]);
      expect(asIs.out.map(parsed)).toEqual(expectedLines(`${name}.as-is.jsonl`));
      expect(upgraded.out.map(parsed)).toEqual(expectedLines(`${name}.v3.jsonl`));
    });
  });

  it("prints the records before a cut and says in a sentence where the stream ends", async () => {
    const file = saved("cut.dbn", aStream(3).subarray(0, -1));

    const { code, out, err } = await dbn("json", file);

    expect(out.map(parsed)).toMatchObject([
      { metadata: { dataset: "OPRA.PILLAR" } },
      { instrument_id: 0 },
      {},
    ]);
    expect({ code, err }).toEqual({
      code: 1,
      err: [
        `${file} is truncated: the stream ends inside a record that begins at byte 288; 79 bytes of it are there.`,
      ],
    });
  });

  it("tells nothing of a frame that was cut before its checksum unless it is to be salvaged, and ends with 1", async () => {
    const checked = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
    const whole = zstdCompressSync(aStream(2), checked);
    const cut = zstdCompressSync(aStream(3).subarray(128), checked).subarray(0, -1);
    const file = saved("cut.dbn.zst", Buffer.concat([whole, cut]));

    const [plain, salvaged] = [await dbn("json", file), await dbn("json", file, "--salvage")];

    expect([plain.code, plain.out.length, salvaged.code, salvaged.out.length]).toEqual([1, 3, 1, 6]);
    expect(plain.err).toEqual([expect.stringMatching(/is truncated: .*behind byte 288 .*--salvage reads/)]);
    expect(salvaged.err).toEqual([expect.stringMatching(/is truncated: .*was told, unproven/)]);
  });

  it("prints the records before a damaged one and names its byte", async () => {
    const bytes = aStream(3);
    bytes[128 + 80] = 2;
    const file = saved("damaged.dbn", bytes);

    const { code, out, err } = await dbn("json", file);

    expect({ code, lines: out.length }).toEqual({ code: 1, lines: 2 });
    expect(err).toEqual([expect.stringMatching(/damaged\.dbn: .*record of 8 bytes.*byte 208/)]);
  });

  it("reads a file of records only when told so", async () => {
    const file = saved("records", aStream(2).subarray(128));

    expect((await dbn("json", file)).err).toEqual([expect.stringMatching(/does not begin with DBN/)]);
    expect((await dbn("json", file, "--fragment")).out.map(parsed)).toMatchObject([{ rtype: 177 }, {}]);
  });

  it("prints the send times of a fragment where it is told that it has them", async () => {
    const records = withSendTimes(aStream(2).subarray(128));
    const file = saved("timed.dbn.frag", records);

    const [plain, timed] = [await dbn("json", file), await dbn("json", file, "--ts-out")];

    expect([plain.code, plain.err, timed.code, timed.err]).toEqual([0, [], 0, []]);
    expect(plain.out.map(parsed).map((record) => "ts_out" in Object(record))).toEqual([false, false]);
    expect(timed.out.map(parsed)).toMatchObject([{ ts_out: SEND_TIME }, { ts_out: SEND_TIME }]);
  });

  it("refuses --ts-out for a fragment whose records are too short for it, and for metadata that deny it", async () => {
    const [short, denied] = [
      saved("short.dbn.frag", aStream(2).subarray(128)),
      saved("denied.dbn", aStream(2)),
    ];

    expect(await dbn("json", short, "--ts-out")).toMatchObject({
      code: 1,
      out: [],
      err: [expect.stringMatching(/record of 80 bytes is too short.*byte 0/)],
    });
    expect(await dbn("json", denied, "--ts-out")).toEqual({
      code: 2,
      out: [],
      err: [`${denied}: its metadata say that it has no send times.`],
    });
  });

  it("leaves records of unknown types out and counts them", async () => {
    const bytes = aStream(3);
    bytes[128 + 80 + 1] = 0x77;
    const file = saved("unknown.dbn", bytes);

    const { code, out, err } = await dbn("json", file);

    expect({ code, lines: out.length, err }).toEqual({
      code: 0,
      lines: 3,
      err: [`${file}: 1 records of unknown types were left out.`],
    });
  });

  it("refuses a .dbz file by name", async () => {
    const file = saved("old.dbz", Buffer.from("502a4d18040000000000000028b52ffd", "hex"));

    const { code, out, err } = await dbn("json", file);

    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err).toEqual([expect.stringMatching(/\.dbz/)]);
  });

  it.each([
    ["a missing file", join(own, "none.dbn")],
    ["a folder", own],
  ])("ends with 2 and a sentence for %s", async (_, file) => {
    const { code, out, err } = await dbn("json", file);

    expect({ code, out, sentences: err.length }).toEqual({ code: 2, out: [], sentences: 1 });
    expect(err[0]).toContain(file);
  });
});

describe("smart0dte dbn info", () => {
  it("counts records by kind, instruments, flags and backward stamps", async () => {
    const { code, out, err } = await dbn("info", saved("info.dbn", aStream(4, 200)), "--json");

    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(parsed(out[0] ?? "")).toMatchObject({
      metadata: { version: 3, dataset: "OPRA.PILLAR", schema: "cmbp-1", symbols: 0 },
      records: 4,
      kinds: { cmbp1: 4 },
      instruments: 3,
      received: { first: "1773408600000000000", last: "1773408600000200000" },
      backward: { records: 1, most: "200000" },
      maybeBadBook: 1,
      badTsRecv: 1,
      skipped: 0,
      damage: null,
    });
  });

  it("says the same to people, and that the file was cut", async () => {
    const file = saved("info-cut.dbn", aStream(4, 200).subarray(0, -3));

    const { code, out, err } = await dbn("info", file);

    expect(code).toBe(1);
    expect(out.join("\n")).toMatch(
      /dataset +OPRA\.PILLAR, cmbp-1[^]*records +3[^]*received +2026-03-13T13:30:00\.000000000Z to/,
    );
    expect(err).toEqual([expect.stringContaining("inside a record")]);
  });
});

describe("smart0dte dbn attack", () => {
  it.skipIf(!existsSync(folder))("damages copies and ends with what became of them", async () => {
    const { code, out, err } = await dbn("attack", join(folder, "files"), "--count", "50", "--seed", "3");

    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(parsed(out[0] ?? "")).toMatchObject({ cases: 50, seed: 3, faults: 0 });
  });

  it.each([
    [["--count", "0"], /--count "0"/],
    [["--seed", "x"], /--seed "x"/],
    [["--from", "-1"], /--from "-1"/],
  ])("refuses %j", async (words, sentence) => {
    const { code, err } = await dbn("attack", own, ...words);

    expect(code).toBe(2);
    expect(err).toEqual([expect.stringMatching(sentence)]);
  });
});

async function dbn(...words: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  let code = -1;
  const io = {
    out: (text: string) => void out.push(...text.split("\n")),
    err: (text: string) => void err.push(text),
  };
  const program = new Command().exitOverride();
  addDbn(program, io, (ended) => {
    code = ended;
  });
  await program.parseAsync(["node", "smart0dte", "dbn", ...words]);
  return { code, out, err };
}

const parsed = (line: string): unknown => JSON.parse(line);

const expectedLines = (name: string): readonly unknown[] =>
  readFileSync(join(folder, "expected", name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map(parsed);

function saved(name: string, bytes: Uint8Array): string {
  const path = join(own, name);
  writeFileSync(path, bytes);
  return path;
}

const SEND_TIME = "1773408600000000123";

/** The same quotes, each with a send time behind it. */
function withSendTimes(records: Buffer): Buffer {
  const sendTime = Buffer.alloc(8);
  sendTime.writeBigUInt64LE(BigInt(SEND_TIME));
  return Buffer.concat(
    Array.from({ length: records.length / QUOTE_BYTES }, (_, at) => {
      const record = Buffer.from(records.subarray(at * QUOTE_BYTES, (at + 1) * QUOTE_BYTES));
      record[0] = (QUOTE_BYTES + 8) / 4;
      return Buffer.concat([record, sendTime]);
    }),
  );
}

const QUOTE_BYTES = 80;

/** Quotes of instruments 0, 1, 2 …; all but the first received `step` microseconds after it, of a larger step not the last. */
function aStream(records: number, step = 1): Buffer {
  const writer = new RecordWriter();
  for (let n = 0; n < records; n += 1) {
    const isLast = n === records - 1;
    const tsRecvMicros = 1_773_408_600_000_000 + (n === 0 || (isLast && step > 1) ? 0 : step);
    writer.quote(RTYPES.cmbp1, {
      ...emptyQuote(),
      instrumentId: n,
      tsRecvMicros,
      flags: n === 1 ? 0x04 : n === 2 ? 0x08 : 0x80,
    });
  }
  return Buffer.concat([encodeMetadata({ dataset: "OPRA.PILLAR", schema: "cmbp-1" }), writer.take()]);
}
