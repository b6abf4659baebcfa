import { describe, expect, it } from "vitest";
import { DbnDecoder } from "./dbn-decoder.ts";
import type { DbnRecord } from "./dbn-record.ts";
import { errorCodeOf, systemCodeOf } from "./message-codes.ts";
import { emptyQuote, RecordWriter } from "./record-writer.ts";
import { RTYPES, UNDEF_PRICE, type DbnVersion } from "./wire-ids.ts";

describe("upgrading to version 3", () => {
  it.each([
    [1, 360],
    [2, 400],
  ] as const)("fills what version %i of a definition lacks", (version, size) => {
    const bytes = aRecord(RTYPES.definition, size);
    new DataView(bytes.buffer).setUint32(version === 1 ? 120 : 128, 0xffff_fff0, true);
    bytes.set(Buffer.from("SPY   230807C00383000"), 200);

    expect(upgrade(bytes, version)).toMatchObject({
      kind: "definition",
      version: 3,
      length: 130,
      rawInstrumentId: 0xffff_fff0n,
      rawSymbol: "SPY   230807C00383000",
      legPrice: UNDEF_PRICE,
      legDelta: UNDEF_PRICE,
      legSide: "N",
      legCount: 0,
      legRawSymbol: "",
    });
  });

  it.each([
    [2_147_483_647, UNDEF_PRICE],
    [-5, -5n],
    [-2_147_483_648, -2_147_483_648n],
    [1768, 1768n],
  ])("turns a quantity of %i into %i", (quantity, upgraded) => {
    const bytes = aRecord(RTYPES.statistics, 64);
    new DataView(bytes.buffer).setInt32(40, quantity, true);

    expect(upgrade(bytes, 2)).toMatchObject({
      kind: "statistics",
      version: 3,
      length: 20,
      quantity: upgraded,
    });
  });

  it("leaves the symbologies of a version 1 mapping open", () => {
    const bytes = aRecord(RTYPES.symbolMapping, 80);
    bytes.set(Buffer.from("SPY.OPT"), 16);
    bytes.set(Buffer.from("x".repeat(22)), 38);
    new DataView(bytes.buffer).setBigUint64(72, 7n, true);

    expect(upgrade(bytes, 1)).toMatchObject({
      length: 44,
      stypeIn: 255,
      stypeInSymbol: "SPY.OPT",
      stypeOut: 255,
      stypeOutSymbol: "x".repeat(22),
      endTs: 7n,
    });
  });

  it("reads an error's and a system message's code out of the text", () => {
    const error = aRecord(RTYPES.error, 80);
    error.set(Buffer.from("Failed to resolve symbol XYZ"), 16);
    const system = aRecord(RTYPES.system, 80);
    system.set(Buffer.from("Heartbeat"), 16);

    expect(upgrade(error, 1)).toMatchObject({
      length: 80,
      err: "Failed to resolve symbol XYZ",
      code: 4,
      isLast: 255,
    });
    expect(upgrade(system, 1)).toMatchObject({ length: 80, msg: "Heartbeat", code: 0 });
  });

  it("does not leave anything of one record in the next", () => {
    const long = aRecord(RTYPES.error, 80);
    long.fill(0x41, 16);
    const short = aRecord(RTYPES.error, 80);
    short.set([0x42], 16);

    expect(walk(Buffer.concat([long, short]), 1)).toMatchObject([{ err: "A".repeat(64) }, { err: "B" }]);
  });

  it("keeps the send time, and counts it", () => {
    const bytes = aRecord(RTYPES.statistics, 72);
    new DataView(bytes.buffer).setBigUint64(64, 0x0102_0304_0506_0708n, true);

    expect(walk(bytes, 1, true)).toMatchObject([{ length: 22, tsOut: 0x0102_0304_0506_0708n }]);
  });

  it("goes on with records that are the same in all versions", () => {
    const writer = new RecordWriter();
    writer.bytes(aRecord(RTYPES.statistics, 64));
    writer.quote(RTYPES.cmbp1, { ...emptyQuote(), bidE9: 5 });
    writer.bytes(aRecord(RTYPES.definition, 360));
    writer.trade(emptyQuote());

    expect(walk(writer.take(), 1).map(({ kind }) => kind)).toEqual([
      "statistics",
      "cmbp1",
      "definition",
      "trade",
    ]);
  });

  it("shows version 3's offsets to the cursor, and the record as received in bytes()", () => {
    const bytes = aRecord(RTYPES.definition, 360);
    new DataView(bytes.buffer).setBigInt64(328, 250_000_000_000n, true);
    const cursor = new DbnDecoder({ upgrade: true, fragment: { version: 1, tsOut: false } }).push(
      Buffer.concat([aRecord(RTYPES.statistics, 64), bytes]),
    );
    cursor.next();
    cursor.next();

    expect(cursor.e9(104)).toBe(250_000_000_000);
    expect(cursor.length).toBe(130);
    expect(cursor.streamOffset).toBe(64);
    expect(cursor.bytes()).toEqual(bytes);
  });

  it("is not done unless asked for", () => {
    const decoder = new DbnDecoder({ fragment: { version: 1, tsOut: false } });
    const cursor = decoder.push(aRecord(RTYPES.statistics, 64));
    cursor.next();

    expect(cursor.record()).toMatchObject({ version: 1, length: 16, quantity: 0 });
  });
});

describe("codes of version 1 texts", () => {
  it.each([
    ["User or API key deactivated", 2],
    ["User or API key deactivated.", 255],
    ["User has reached their open connection limit", 3],
    ["Failed to resolve symbol", 4],
    ["Internal error", 6],
    ["Slow client detected for mbp-1. Skipped records", 7],
    ["", 255],
  ])("the error %j has code %i", (text, code) => {
    expect(errorCodeOf(text)).toBe(code);
  });

  it.each([
    ["Heartbeat", 0],
    ["Heartbeat ", 255],
    ["Subscription request 1 for cmbp-1 data succeeded", 1],
    ["Subscription request 1 for cmbp-1 data", 255],
    ["Warning: slow reading, not keeping pace", 2],
    ["Finished cmbp-1 replay", 3],
    ["End of interval for cbbo-1s", 4],
  ])("the message %j has code %i", (text, code) => {
    expect(systemCodeOf(text)).toBe(code);
  });
});

function aRecord(rtype: number, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  bytes.set([size / 4, rtype]);
  return bytes;
}

function upgrade(bytes: Uint8Array, version: DbnVersion): DbnRecord | undefined {
  return walk(bytes, version)[0];
}

function walk(bytes: Uint8Array, version: DbnVersion, tsOut = false): DbnRecord[] {
  const cursor = new DbnDecoder({ upgrade: true, fragment: { version, tsOut } }).push(bytes);
  const records: DbnRecord[] = [];
  while (cursor.next()) records.push(cursor.record());
  return records;
}
