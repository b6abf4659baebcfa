import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createDbnFile } from "./dbn-file-writer.ts";
import { openDbn } from "./dbn-stream.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { emptyQuote, RecordWriter } from "./record-writer.ts";

const folder = mkdtempSync(join(tmpdir(), "dbn-file-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const metadata = encodeMetadata({ dataset: "OPRA.PILLAR", schema: "trades" });

describe.each([
  ["plain", false],
  ["Zstandard", true],
])("a %s DBN file", (name, zstd) => {
  it("has what was appended, flush by flush", async () => {
    const path = join(folder, `${name}-whole`);
    const file = createDbnFile(path, { metadata, zstd });
    for (let i = 0; i < 3; i += 1) {
      file.append(trades(i * 10, 10));
      await file.flush();
      expect(await instruments(path)).toHaveLength((i + 1) * 10);
    }
    file.append(trades(30, 5));
    await file.close();

    expect(await instruments(path)).toEqual(Array.from({ length: 35 }, (_, i) => i));
    expect(file.bytes).toBe(readFileSync(path).length);
    expect(file.pendingBytes).toBe(0);
  });

  it("is readable up to the last whole flush when a later one was cut off", async () => {
    const path = join(folder, `${name}-killed`);
    const file = createDbnFile(path, { metadata, zstd });
    file.append(trades(0, 10));
    await file.flush();
    const flushed = file.bytes;
    file.append(trades(10, 10));
    await file.close();

    const bytes = readFileSync(path);
    for (let size = flushed; size < bytes.length; size += 7) {
      writeFileSync(path, bytes.subarray(0, size));
      expect((await instruments(path)).slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, i) => i));
    }
  });

  it("takes a copy of what is appended", async () => {
    const path = join(folder, `${name}-copy`);
    const file = createDbnFile(path, { metadata, zstd });
    const bytes = Buffer.from(trades(7, 1));
    file.append(bytes);
    bytes.fill(0);
    await file.close();

    expect(await instruments(path)).toEqual([7]);
  });

  it("keeps everything in order when flushes overlap", async () => {
    const path = join(folder, `${name}-overlap`);
    const file = createDbnFile(path, { metadata, zstd });
    const flushes: Promise<void>[] = [];
    for (let i = 0; i < 20; i += 1) {
      file.append(trades(i, 1));
      flushes.push(file.flush());
    }
    await Promise.all(flushes);
    await file.close();

    expect(await instruments(path)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it("does not write over a file, and writes all when the way is free", async () => {
    const path = join(folder, `${name}-taken`);
    writeFileSync(path, "mine");
    const file = createDbnFile(path, { metadata, zstd });
    file.append(trades(0, 2));

    await expect(file.flush()).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(path, "utf8")).toBe("mine");

    rmSync(path);
    file.append(trades(2, 1));
    await file.close();
    expect(await instruments(path)).toEqual([0, 1, 2]);
  });
});

async function instruments(path: string): Promise<number[]> {
  const stream = await openDbn(path);
  const seen: number[] = [];
  for await (const record of stream.records()) seen.push(record.instrumentId);
  return seen;
}

function trades(first: number, count: number): Uint8Array {
  const writer = new RecordWriter();
  for (let i = 0; i < count; i += 1) writer.trade({ ...emptyQuote(), instrumentId: first + i });
  return writer.take();
}
