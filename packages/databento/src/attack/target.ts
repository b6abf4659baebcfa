import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { isZstd, plainOf } from "./frame-walk.ts";
import { expectationOf, type Expectation, type FragmentFacts } from "./oracle.ts";

/** A sound stream that is to be damaged, and what it holds. */
export interface Target {
  readonly name: string;
  /** As stored. */
  readonly bytes: Uint8Array;
  readonly isZstd: boolean;
  readonly plain: Uint8Array;
  readonly fragment: FragmentFacts | null;
  readonly whole: Expectation;
}

/** Every DBN file of the named files and folders, folders without their subfolders, in the order of their names. */
export function readTargets(places: readonly string[]): readonly Target[] {
  const files = places.flatMap((place) =>
    statSync(place).isDirectory()
      ? readdirSync(place)
          .filter((name) => NAMES.test(name))
          .sort()
          .map((name) => join(place, name))
      : [place],
  );
  return files.map((file) => targetOf(basename(file), readFileSync(file)));
}

/** Throws where the bytes are no sound DBN stream: only what was whole can be damaged. */
export function targetOf(name: string, bytes: Uint8Array): Target {
  const plain = plainOf(bytes);
  const isFragment = plain[0] !== 0x44 || plain[1] !== 0x42 || plain[2] !== 0x4e;
  const fragment = isFragment ? { version: null, tsOut: false } : null;
  const whole = expectationOf(plain, fragment);
  if (whole === null || whole.ended !== "whole") throw new Error(`${name} is not a whole DBN stream`);
  return { name, bytes, isZstd: isZstd(bytes), plain, fragment, whole };
}

/** The same stream as one zstd frame, with a checksum as the official encoders write it. */
export function compressed(target: Target): Target {
  return { ...target, name: `${target.name} as zstd`, isZstd: true, bytes: asFrame(target.plain) };
}

/** The same stream in several frames, cut inside records as well as between them. */
export function inFrames(target: Target, bytesAFrame: number): Target {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < target.plain.byteLength; at += bytesAFrame)
    frames.push(asFrame(target.plain.subarray(at, at + bytesAFrame)));
  return {
    ...target,
    name: `${target.name} in frames of ${String(bytesAFrame)}`,
    isZstd: true,
    bytes: Buffer.concat(frames),
  };
}

/** The same metadata with the records again and again. */
export function repeated(target: Target, times: number): Target {
  const { plain, whole } = target;
  const records = plain.subarray(whole.recordsAt);
  const bytes = Buffer.concat([
    plain.subarray(0, whole.recordsAt),
    ...Array.from({ length: times }, () => records),
  ]);
  return targetOf(`${target.name} × ${String(times)}`, bytes);
}

/** The same records, each with a gateway's send time behind it. */
export function withSendTimes(target: Target): Target {
  const { plain, whole } = target;
  if (target.fragment !== null) throw new Error("A fragment does not say that it has send times");
  const metadata = Buffer.from(plain.subarray(0, whole.recordsAt));
  metadata[plain[3] === 1 ? 60 : 52] = 1;
  const records = whole.records.flatMap(({ at, size }, n) => {
    const record = Buffer.from(plain.subarray(at, at + size));
    record[0] = (size + 8) / 4;
    const trailer = Buffer.alloc(8);
    trailer.writeBigUInt64LE(1_700_000_000_000_000_000n + BigInt(n));
    return [record, trailer];
  });
  return targetOf(`${target.name} with send times`, Buffer.concat([metadata, ...records]));
}

export const asFrame = (bytes: Uint8Array): Uint8Array =>
  zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

const NAMES = /\.dbn(?:\.frag)?(?:\.zst)?$/;
