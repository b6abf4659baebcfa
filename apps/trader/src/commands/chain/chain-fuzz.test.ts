import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BadInputError } from "@smart0dte/domain";
import { parseInstant, readChainFile } from "@smart0dte/feeds";
import { describe, expect, it } from "vitest";
import { analyseChain } from "./chain-analysis.ts";
import { chainPlot } from "./plot/chain-plot.ts";
import { runOn } from "./testing/written-chain.ts";

const SHARED = new URL("../../../../../../shared/data/", import.meta.url).pathname;
const QQQ = `${SHARED}cboe/qqq_quotedata_2026-01-12_1336ET_0dte_rows.csv`;
const IWM = `${SHARED}chains/2026-08-12T1213ET/IWM.csv.gz`;

/** Numerical Recipes' generator: whole numbers below 2^32. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Only its own day of a chain, so that two hundred analyses stay quick. */
function todayOf(path: string): Buffer {
  const [header = "", ...lines] = gunzipSync(readFileSync(path)).toString().split("\n");
  return Buffer.from([header, ...lines.filter((line) => line.includes(",2026-08-12,"))].join("\n"));
}

const place = join(mkdtempSync(join(tmpdir(), "fuzz-")), "chain.csv");

/** Paths of a value's numbers that are none. */
function faultsIn(value: unknown, path = ""): readonly string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => faultsIn(inner, `${path}.${name}`));
}

/** Either an answer whose every number is one, or a refusal of one sentence; as a table, and as what JSON is made of. */
async function survives(bytes: Uint8Array, what: string, at: string | undefined): Promise<boolean> {
  writeFileSync(place, bytes);
  const { code, out, err } = await runOn([place], { at, json: false });
  expect(code === 0 || code === 2, what).toBe(true);
  expect(err, what).toHaveLength(code === 0 ? 0 : 1);
  expect(out.join("\n"), what).not.toMatch(/NaN|Infinity|undefined/);
  try {
    const stated = at === undefined ? null : (parseInstant(at) ?? expect.unreachable("no instant"));
    const analysis = analyseChain({ snapshot: readChainFile(place), at: stated, rate: null });
    expect(faultsIn(analysis), what).toEqual([]);
    expect(chainPlot(analysis), what).not.toMatch(/NaN|Infinity|undefined/);
  } catch (problem) {
    if (!(problem instanceof BadInputError)) throw problem;
    expect(code, what).toBe(2);
  }
  return code === 0;
}

const WILD = ["0", "-", ".", ",", "9", '"', "e", "\n", "\0", "x", "\u00ff", " "];

describe.skipIf(!existsSync(QQQ)).each([
  // by its own time, which a byte can change as well
  ["the live quote table", () => readFileSync(QQQ), undefined],
  ["a chain of its own day", () => todayOf(IWM), "2026-08-12T16:13:00Z"],
])("%s", (_, load, at) => {
  const whole = existsSync(QQQ) ? load() : Buffer.alloc(0);

  it("cut off anywhere is read as far as its lines go or refused, never half understood", async () => {
    const pick = seeded(20_260_812);
    for (let cut = 0; cut < 100; cut += 1) {
      const length = pick(whole.length);
      await survives(whole.subarray(0, length), `cut at ${length}`, at);
    }
  });

  it("with bytes changed is read or refused, without a crash and without a number that is none", async () => {
    const pick = seeded(42);
    let read = 0;
    for (let round = 0; round < 100; round += 1) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change <= round % 4; change += 1) {
        const wild = Buffer.from(WILD[pick(WILD.length)] ?? "0", "latin1");
        bytes[pick(bytes.length)] = wild[0] ?? 0;
      }
      if (await survives(bytes, `round ${round}`, at)) read += 1;
    }
    // most digits can be others and still be a price
    expect(read).toBeGreaterThan(0);
  });
});
