import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Chance } from "./chance.ts";
import { soundContent } from "./frame-walk.ts";
import { judgePlain, judgeZstd } from "./judgement.ts";
import { cutExpectation } from "./oracle.ts";
import { readBy, type Route } from "./outcome.ts";
import { edgesOf, frameEdgesOf } from "./structure-edges.ts";
import { compressed, inFrames, readTargets, repeated, withSendTimes, type Target } from "./target.ts";

/** Larger files are cut at the edges of their parts and at seeded places only. */
const SMALL_BYTES = 16_384;
const SEEDED_CUTS = 2_000;
/** Of further large streams, where the first was cut so often. */
const FEWER_CUTS = 200;

const folder = fileURLToPath(new URL("../../../../../shared/data/dbn/files", import.meta.url));
const given = existsSync(folder) ? readTargets([folder]) : [];
const asPlain = (target: Target): Target => ({ ...target, bytes: target.plain, isZstd: false });

describe.skipIf(given.length === 0)(
  "a stream cut anywhere shows the records before the cut, and that it is cut",
  () => {
    const plain = given.map(asPlain);
    it.each(plain.map((target) => [target.name, target] as const))("%s, plain", async (_, target) => {
      await cutEverywhere(target);
    });

    const packed = given.map((target) => (target.isZstd ? target : compressed(target)));
    it.each(packed.map((target) => [target.name, target] as const))("%s, compressed", async (_, target) => {
      await cutEverywhere(target);
    });

    it.each(["core.test_data.definition.v1.dbn.zst", "opra-pillar.test_data.cbbo-1s.dbn.zst"])(
      "%s in frames that end inside records, and with send times",
      async (name) => {
        const target = asPlain(found(name));
        await cutEverywhere(inFrames(target, 300));
        await cutEverywhere(withSendTimes(target));
      },
    );

    it.each([
      ["opra-pillar.test_data.cbbo-1s.dbn.zst", 60, SEEDED_CUTS],
      ["core.test_data.mbp-10.v1.dbn.zst", 100, FEWER_CUTS],
      ["core.test_data.definition.v2.dbn.zst", 50, FEWER_CUTS],
    ] as const)("%s repeated %d times", async (name, times, cuts) => {
      const long = repeated(asPlain(found(name)), times);
      await cutEverywhere(long, cuts);
      await cutEverywhere(compressed(long), cuts);
      await cutEverywhere(inFrames(long, 20_011), FEWER_CUTS);
    });
  },
);

const found = (name: string): Target => {
  const target = given.find((one) => one.name === name);
  if (target === undefined) throw new Error(`There is no ${name}`);
  return target;
};

/** One way of reading for each cut, in turn; the slow ones more seldom. */
const ROUTES = {
  plain: {
    small: ["push", "cursors", "push", "records", "push", "push in pieces", "push", "records in pieces"],
    large: ["push", "cursors", "push in pieces"],
  },
  zstd: {
    small: [
      "cursors",
      "records",
      "cursors",
      "inflater",
      "cursors",
      "records",
      "cursors",
      "records in pieces",
    ],
    large: ["cursors"],
  },
} as const satisfies Record<string, Record<string, readonly Route[]>>;

async function cutEverywhere(target: Target, seededCuts = SEEDED_CUTS): Promise<void> {
  const isLarge = target.bytes.byteLength > SMALL_BYTES;
  const routes = ROUTES[target.isZstd ? "zstd" : "plain"][isLarge ? "large" : "small"];
  const chance = new Chance(target.bytes.byteLength);
  for (const [n, cut] of cutsOf(target, { chance, seededCuts }).entries()) {
    const bytes = target.bytes.subarray(0, cut);
    const route = routes[n % routes.length] ?? "cursors";
    const outcome = await readBy(route, bytes, { fragment: target.fragment, chance });
    const faults =
      target.isZstd && cut > 0
        ? judgeZstd(outcome, soundOf(bytes, target), { expected: target.whole, bytes: target.plain })
        : judgePlain(outcome, { bytes, expected: cutExpectation(target.whole, cut), damagedAt: cut });
    if (faults.length > 0)
      expect.fail(`${target.name} cut at ${String(cut)}, by ${route}: ${faults.join("; ")}`);
  }
}

function cutsOf(
  target: Target,
  { chance, seededCuts }: { readonly chance: Chance; readonly seededCuts: number },
): readonly number[] {
  const size = target.bytes.byteLength;
  if (size <= SMALL_BYTES) return Array.from({ length: size }, (_, cut) => cut);
  const edges = target.isZstd ? frameEdgesOf(target.bytes) : edgesOf(target.plain, target.whole);
  // every edge of metadata and frames; of many records alike the first, the last and some between
  const some = edges.filter((_, n) => n < 60 || n > edges.length - 60 || n % 17 === 0);
  const near = some.flatMap((edge) => [edge - 1, edge, edge + 1]);
  const seeded = Array.from({ length: seededCuts }, () => chance.below(size));
  return [...new Set([...near, ...seeded])].filter((cut) => cut >= 0 && cut < size);
}

function soundOf(bytes: Uint8Array, { whole }: Target) {
  const sound = soundContent(bytes);
  return { ...sound, damagedAt: 0, expected: cutExpectation(whole, sound.bytes.byteLength) };
}
