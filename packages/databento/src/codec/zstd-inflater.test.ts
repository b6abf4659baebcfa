import { once } from "node:events";
import { constants, createZstdCompress, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { DbnError } from "./dbn-error.ts";
import { ZstdInflater } from "./zstd-inflater.ts";

describe("ZstdInflater", () => {
  it("tells a block as soon as it was flushed, in a frame that never ends", async () => {
    const inflated = collect();
    const compress = createZstdCompress();
    for (const text of ["metadata", "first records", "more"]) {
      compress.write(text);
      compress.flush(constants.ZSTD_e_flush);
      const [bytes] = (await once(compress, "data")) as [Buffer];
      inflated.inflater.push(bytes);
      await inflated.until((told) => told.endsWith(text));
    }

    await new Promise<void>((resolve) => {
      inflated.inflater.end(resolve);
    });

    expect(inflated.told()).toBe("metadatafirst recordsmore");
    expect(inflated.errors).toEqual([]);
  });

  it("reads frame after frame, byte by byte", async () => {
    const inflated = collect();
    for (const byte of Buffer.concat([zstdCompressSync("one "), zstdCompressSync("two")])) {
      inflated.inflater.push(Uint8Array.of(byte));
    }

    await new Promise<void>((resolve) => {
      inflated.inflater.end(resolve);
    });

    expect(inflated.told()).toBe("one two");
    expect(inflated.inflater.pendingBytes).toBe(0);
  });

  it("tells a corrupt stream once, and nothing after it", async () => {
    const inflated = collect();
    const frame = zstdCompressSync("something", { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
    inflated.inflater.push(frame);
    inflated.inflater.push(zstdCompressSync("later"));

    await new Promise<void>((resolve) => {
      inflated.inflater.end(resolve);
    });

    expect(inflated.errors).toMatchObject([{ code: "badZstd" }]);
    expect(inflated.told()).not.toContain("later");
  });

  it("is done at once when it failed long before", async () => {
    const { inflater } = collect();
    inflater.push(Buffer.from("plain text"));
    await new Promise((resolve) => setTimeout(resolve, 20));

    await new Promise<void>((resolve) => {
      inflater.end(resolve);
    });
  });

  it("refuses bytes that are no frame at once", () => {
    const inflated = collect();
    inflated.inflater.push(Buffer.from("plain text"));

    expect(inflated.errors).toMatchObject([{ code: "badZstd", offset: 0 }]);
  });
});

function collect() {
  let told = "";
  const errors: DbnError[] = [];
  let wake = (): void => undefined;
  const inflater = new ZstdInflater(
    (bytes) => {
      told += Buffer.from(bytes).toString();
      wake();
    },
    (error) => errors.push(error),
  );
  const until = async (holds: (told: string) => boolean): Promise<void> => {
    while (!holds(told)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { inflater, errors, until, told: () => told };
}
