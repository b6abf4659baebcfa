import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DbnDecoder } from "./dbn-decoder.ts";
import { openDbn } from "./dbn-stream.ts";
import { decompressed } from "./decompressed-stream.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { encodeRecord } from "./record-encoder.ts";
import { metadataJson, recordJson } from "./record-json.ts";

const folder = new URL("../../../../../shared/data/dbn/", import.meta.url);
const present = existsSync(folder);
const files = present ? readdirSync(new URL("files", folder)) : [];

describe.skipIf(!present)("real files", () => {
  describe.each([
    ["as-is", false],
    ["v3", true],
  ] as const)("%s", (suffix, upgrade) => {
    it.each(files)("%s is told as the official decoder tells it", async (file) => {
      const lines: unknown[] = [];
      const stream = await openDbn(new URL(`files/${file}`, folder).pathname, { upgrade });
      if (stream.metadata !== null) lines.push(JSON.parse(metadataJson(stream.metadata)));
      for await (const record of stream.records()) lines.push(JSON.parse(recordJson(record)));

      expect(stream.truncated).toBeNull();
      expect(lines).toEqual(expected(`${file}.${suffix}.jsonl`));
    });
  });

  it.each(files.filter((file) => !file.includes(".frag")))(
    "%s is upgraded alike bit by bit",
    async (file) => {
      const bytes = await plain(file);
      const decoder = new DbnDecoder({ upgrade: true });
      const lines: unknown[] = [];

      for (let at = 0; at < bytes.length; at += 1) {
        const cursor = decoder.push(bytes.slice(at, at + 1));
        while (cursor.next()) lines.push(JSON.parse(recordJson(cursor.record())));
      }

      expect(lines).toEqual(expected(`${file}.v3.jsonl`).slice(1));
    },
  );

  it.each(files.filter((file) => file.includes(".v3.dbn.zst")))(
    "%s is written again as it was",
    async (file) => {
      const bytes = await plain(file);
      const decoder = new DbnDecoder();
      const cursor = decoder.push(bytes);
      const written: Uint8Array[] = [];
      while (cursor.next()) written.push(encodeRecord(cursor.record()));
      if (decoder.metadata !== null) written.unshift(encodeMetadata(decoder.metadata));

      expect(Buffer.concat(written).equals(bytes)).toBe(true);
    },
  );
});

function expected(name: string): unknown[] {
  const text = readFileSync(new URL(`expected/${name}`, folder), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

async function plain(file: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const stream = decompressed([readFileSync(new URL(`files/${file}`, folder))]);
  for await (const bytes of stream) parts.push(bytes);
  return Buffer.concat(parts);
}
