import { randomFillSync } from "node:crypto";
import { constants, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompressed, type DecompressOptions } from "./decompressed-stream.ts";

const MIB = 1024 * 1024;
const BLOCK = 128 * 1024;

describe("decompressed", () => {
  it("holds a frame of several blocks back until its checksum was found right", async () => {
    const content = randomFillSync(Buffer.alloc(MIB));
    const bad = frame(content);
    bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
    const told: Uint8Array[] = [];

    await expect(collect([frame(Buffer.from("good")), bad], told)).rejects.toMatchObject({
      code: "badZstd",
      offset: 4,
    });
    expect(Buffer.concat(told).toString()).toBe("good");
  });

  it("tells a frame that is too large to be held but for its last block before its end is there", async () => {
    const content = Buffer.alloc(33 * MIB, "abcdefgh");
    const told: Uint8Array[] = [];

    const cut = await collect([frame(content).subarray(0, -1)], told, { withholdCut: true });

    expect(cut).toBe(true);
    expect(Buffer.concat(told).equals(content.subarray(0, content.length - BLOCK))).toBe(true);
  });

  it("tells a frame that is too large to be held whole once it has ended", async () => {
    const content = Buffer.alloc(33 * MIB, "abcdefgh");
    const told: Uint8Array[] = [];

    const cut = await collect([frame(content)], told);

    expect(cut).toBe(false);
    expect(Buffer.concat(told).equals(content)).toBe(true);
  });

  it("passes through what is not compressed", async () => {
    const told: Uint8Array[] = [];

    expect(await collect([Buffer.from("D"), Buffer.from("BN and more")], told)).toBe(false);
    expect(Buffer.concat(told).toString()).toBe("DBN and more");
  });
});

async function collect(
  chunks: readonly Uint8Array[],
  told: Uint8Array[],
  options: DecompressOptions = {},
): Promise<boolean> {
  const stream = decompressed(chunks, options);
  for await (const bytes of stream) told.push(bytes);
  return stream.cut;
}

function frame(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
}
