import type { Chance } from "./chance.ts";

/** Where the interesting bytes of a stream are. */
export interface Places {
  /** Where its parts meet. */
  readonly edges: readonly number[];
  /** Where 32-bit counts and lengths are. */
  readonly counts: readonly number[];
  /** Where each record's length is. */
  readonly lengths: readonly number[];
}

export interface Mutation {
  readonly bytes: Uint8Array;
  /** Before it nothing was touched. */
  readonly damagedAt: number;
  readonly what: string;
}

/** Damages a copy in one to three ways that chance decides; `other` is a stream to take bytes from. */
export function mutated(
  bytes: Uint8Array,
  places: Places,
  by: { chance: Chance; other: Uint8Array },
): Mutation {
  let result: Mutation = { bytes, damagedAt: bytes.byteLength, what: "" };
  for (let times = by.chance.one([1, 1, 1, 2, 3]); times > 0; times -= 1) {
    const kind = by.chance.one(KINDS);
    const { at, bytes: next } = WAYS[kind](Buffer.from(result.bytes), places, by);
    result = {
      bytes: next,
      damagedAt: Math.min(result.damagedAt, at),
      what: `${result.what}${result.what === "" ? "" : ", "}${kind} at ${String(at)}`,
    };
  }
  return result;
}

interface Damage {
  readonly at: number;
  readonly bytes: Uint8Array;
}

type Way = (
  bytes: Buffer,
  places: Places,
  by: { readonly chance: Chance; readonly other: Uint8Array },
) => Damage;

const WAYS = {
  "bit flip": (bytes, places, { chance }) => {
    const at = somewhere(bytes, places, chance);
    return overwritten(bytes, at, [(bytes[at] ?? 0) ^ (1 << chance.below(8))]);
  },
  "byte set": (bytes, places, { chance }) => {
    const at = somewhere(bytes, places, chance);
    return overwritten(bytes, at, [chance.one([0, 1, 3, 4, 0x7f, 0x80, 0xff, chance.below(256)])]);
  },
  insert: (bytes, places, { chance }) => {
    const at = somewhere(bytes, places, chance);
    const run = Buffer.alloc(1 + chance.below(16), chance.one([0, 0xff, chance.below(256)]));
    return { at, bytes: Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]) };
  },
  delete: (bytes, places, { chance }) => {
    const at = somewhere(bytes, places, chance);
    const until = at + 1 + chance.below(chance.one([4, 64, 600]));
    return { at, bytes: Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]) };
  },
  splice: (bytes, places, { chance, other }) => {
    const at = somewhere(bytes, places, chance);
    const tail = other.subarray(chance.below(other.byteLength + 1));
    return { at, bytes: Buffer.concat([bytes.subarray(0, at), tail]) };
  },
  repeat: (bytes, places, { chance }) => {
    const from = somewhere(bytes, places, chance);
    const at = Math.min(bytes.byteLength, from + 1 + chance.below(100));
    return {
      at,
      bytes: Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, at), bytes.subarray(at)]),
    };
  },
  "record length": (bytes, { lengths }, { chance }) => {
    if (lengths.length === 0) return { at: bytes.byteLength, bytes };
    return overwritten(bytes, chance.one(lengths), [chance.one([0, 1, 3, 4, 5, 255, chance.below(256)])]);
  },
  "huge count": (bytes, { counts }, { chance }) => {
    if (counts.length === 0) return { at: bytes.byteLength, bytes };
    const count = Buffer.alloc(4);
    count.writeUInt32LE(
      chance.one([0xffffffff, 0x7fffffff, 0x10000000, 0x00ffffff, 100_000, 1, 0, chance.below(2 ** 32)]),
    );
    return overwritten(bytes, chance.one(counts), [...count]);
  },
} as const satisfies Record<string, Way>;

const KINDS = Object.keys(WAYS) as readonly (keyof typeof WAYS)[];

/** Half of the time within some bytes of an edge. */
function somewhere(bytes: Uint8Array, { edges }: Places, chance: Chance): number {
  const anywhere = chance.below(Math.max(1, bytes.byteLength));
  if (edges.length === 0 || chance.below(2) === 0) return anywhere;
  return Math.max(0, Math.min(bytes.byteLength - 1, chance.one(edges) + chance.below(9) - 4));
}

function overwritten(bytes: Buffer, at: number, run: readonly number[]): Damage {
  for (const [n, value] of run.entries()) if (at + n < bytes.byteLength) bytes[at + n] = value;
  return { at, bytes };
}
