import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { openDbn, type DbnInput } from "./dbn-stream.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { emptyQuote, RecordWriter } from "./record-writer.ts";
import { RTYPES } from "./wire-ids.ts";

const folder = mkdtempSync(join(tmpdir(), "dbn-stream-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const METADATA = encodeMetadata({ dataset: "OPRA.PILLAR", schema: "cmbp-1" });
const SKIPPABLE = Uint8Array.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7]);

describe("openDbn", () => {
  const records = aBody(40);
  const plain = Buffer.concat([METADATA, records]);

  it.each([
    ["plain", plain],
    ["one frame", frame(plain)],
    [
      "frames that end anywhere",
      Buffer.concat([
        frame(plain.subarray(0, 57)),
        frame(plain.subarray(57, 200)),
        frame(plain.subarray(200)),
      ]),
    ],
    ["frames without content", Buffer.concat([frame(plain), frame(new Uint8Array(0))])],
    [
      "a skippable frame in between",
      Buffer.concat([frame(plain.subarray(0, 300)), SKIPPABLE, frame(plain.subarray(300))]),
    ],
  ])("reads %s from bytes, from a stream cut anywhere and from a file", async (name, bytes) => {
    const path = join(folder, name.replaceAll(" ", "-"));
    writeFileSync(path, bytes);

    for (const input of [bytes, cut(bytes, 1), cut(bytes, 7), path]) {
      const { instruments, metadata, truncated } = await read(input);
      expect(instruments).toEqual(Array.from({ length: 40 }, (_, i) => i));
      expect(metadata?.dataset).toBe("OPRA.PILLAR");
      expect(truncated).toBeNull();
    }
  });

  it("reads a fragment by its name, and by option", async () => {
    const path = join(folder, "x.dbn.frag.zst");
    writeFileSync(path, frame(records));

    expect((await read(path)).instruments).toHaveLength(40);
    const stream = await openDbn(records, { fragment: { version: 3, tsOut: false } });
    expect(stream.metadata).toBeNull();
  });

  it("tells nothing of a cut frame, whose checksum is missing, and that it was cut", async () => {
    const first = plain.subarray(0, METADATA.length + 800);
    const { instruments, truncated } = await read(
      Buffer.concat([frame(first), frame(aBody(5)).subarray(0, -1)]),
    );

    expect(instruments).toHaveLength(10);
    expect(truncated).toEqual({ offset: first.length, bytes: 0, inside: "frame" });
  });

  it("tells a cut frame's records when they are to be salvaged", async () => {
    const stream = await openDbn(frame(plain).subarray(0, -1), { salvage: true });
    let records = 0;
    for await (const cursor of stream.cursors()) while (cursor.next()) records += 1;

    expect(records).toBe(40);
    expect(stream.truncated).toEqual({ offset: plain.length, bytes: 0, inside: "frame" });
  });

  it.each([1, 3, 4, 12])("takes %i bytes of a compressed stream for a cut one", async (size) => {
    const stream = await openDbn(frame(plain).subarray(0, size));

    expect(stream.metadata).toBeNull();
    expect(stream.truncated).toEqual({ offset: 0, bytes: 0, inside: "frame" });
  });

  it("tells nothing of a small frame whose checksum is wrong", async () => {
    const good = frame(plain);
    const bad = frame(aBody(8));
    bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
    const seen: number[] = [];

    await expect(read(Buffer.concat([good, bad]), seen)).rejects.toMatchObject({
      code: "badZstd",
      offset: plain.length,
    });
    expect(seen).toHaveLength(40);
  });

  it.each([
    ["a .dbz file", SKIPPABLE, "dbz"],
    ["a text", Buffer.from("hello"), "notDbn"],
    ["a compressed text", frame(Buffer.from("hello")), "notDbn"],
    ["what is no frame behind a frame", Buffer.concat([frame(plain), Buffer.from("junk")]), "badZstd"],
    [
      "a window of more than 128 MiB",
      Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x89, 1, 0, 0]),
      "tooLarge",
    ],
    ["a frame that needs a dictionary", Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 1, 0x50, 9]), "badZstd"],
    ["a block of no known type", Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50, 7, 0, 0]), "badZstd"],
  ])("refuses %s", async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: "DbnError", code });
  });

  it("takes a bomb piece by piece", async () => {
    const zeros = zstdCompressSync(Buffer.alloc(64 * 1024 * 1024));

    await expect(read(Buffer.concat([frame(METADATA), zeros]))).rejects.toMatchObject({ code: "badRecord" });
  });

  it("passes over what a consumer did not walk over", async () => {
    const stream = await openDbn(cut(plain, 1000));
    let chunks = 0;
    for await (const cursor of stream.cursors()) chunks += cursor.next() ? 1 : 0;

    expect(chunks).toBe(4);
    expect(stream.truncated).toBeNull();
  });

  it("can be closed before its end", async () => {
    const path = join(folder, "early");
    writeFileSync(path, plain);
    const stream = await openDbn(path);
    await stream.close();

    const left = [];
    for await (const record of stream.records()) left.push(record);
    expect(left).toEqual([]);
  });
});

async function read(input: DbnInput, seen: number[] = []) {
  const stream = await openDbn(input);
  for await (const cursor of stream.cursors()) {
    while (cursor.next()) seen.push(cursor.instrumentId);
  }
  return { instruments: seen, metadata: stream.metadata, truncated: stream.truncated };
}

function aBody(count: number): Uint8Array {
  const writer = new RecordWriter();
  for (let i = 0; i < count; i += 1)
    writer.quote(RTYPES.cmbp1, { ...emptyQuote(), instrumentId: i, bidE9: i * 1e7 });
  return writer.take();
}

function frame(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
}

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}
