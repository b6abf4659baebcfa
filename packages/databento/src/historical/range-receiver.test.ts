import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DbnRecord } from "../codec/dbn-record.ts";
import { openDbn } from "../codec/dbn-stream.ts";
import { recordJson } from "../codec/record-json.ts";
import { surveyDbn, type DbnSurvey } from "./dbn-survey.ts";
import { HistoricalError } from "./historical-error.ts";
import { PartFile } from "./part-file.ts";
import { RangeReceiver } from "./range-receiver.ts";
import { rangeFields } from "./range-request.ts";
import { restOf, type ClosedRange } from "./range-rest.ts";
import { RangeShelf } from "./testing/range-shelf.ts";
import { aBar, crowdedTrades, OPEN } from "./testing/some-records.ts";

let folder: string;
let made = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "receiver-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const ASKED: ClosedRange = {
  dataset: "OPRA.PILLAR",
  schema: "trades",
  symbols: ["SPY.OPT"],
  start: OPEN,
  end: OPEN + 1_000n,
};

const BARS = Array.from({ length: 24 }, (_, at) => aBar(at >> 1, { volume: BigInt(at) }));

interface Cut {
  readonly at: number;
  /** A connection that breaks, or an answer that just ends. */
  readonly breaks: boolean;
}

/** What a server sends in pieces of `chunk` bytes, up to a cut. */
async function* sent(bytes: Uint8Array, chunk: number, cut: Cut | null): AsyncGenerator<Uint8Array> {
  const end = cut === null ? bytes.length : Math.min(cut.at, bytes.length);
  for (let at = 0; at < end; at += chunk) yield bytes.subarray(at, Math.min(end, at + chunk));
  await Promise.resolve();
  if (cut?.breaks === true) throw new HistoricalError("network", "cut");
}

/** The lines of the file that came of one request after the other, each cut but the last. */
async function linesAfter(
  shelf: RangeShelf,
  request: ClosedRange,
  how: { readonly chunk: number; readonly cuts: readonly Cut[] },
): Promise<readonly string[]> {
  made += 1;
  const path = join(folder, `${String(made)}.part`);
  for (const cut of [...how.cuts, null]) {
    const part = await PartFile.open(path);
    const held = part.bytes === 0 ? null : await surveyDbn(path);
    const rest = await restOrClose(part, request, held);
    if (rest === null) break;
    const stream = await shelf.encode(Object.fromEntries(rangeFields(rest, "zstd")));
    const problem = await new RangeReceiver(part, held).receive(sent(stream, how.chunk, cut), () => {});
    await part.close();
    if (problem === null) break;
    expect(problem.code).toBe("network");
  }
  const lines: string[] = [];
  const stream = await openDbn(path);
  for await (const record of stream.records()) lines.push(recordJson(record));
  expect(stream.truncated).toBeNull();
  return lines;
}

async function restOrClose(
  part: PartFile,
  request: ClosedRange,
  held: DbnSurvey | null,
): Promise<ClosedRange | null> {
  let rest: ClosedRange | null = null;
  try {
    rest = restOf(request, held);
    return rest;
  } finally {
    if (rest === null) await part.close();
  }
}

const expected = (records: readonly DbnRecord[]): readonly string[] => records.map(recordJson);

describe("what is received in several goes", () => {
  it.each([
    ["trades that share their times", crowdedTrades(24), ASKED],
    ["trades up to a number", crowdedTrades(24), { ...ASKED, limit: 19 }],
    ["bars without a receive time", BARS, { ...ASKED, schema: "ohlcv-1s" }],
  ] as const)("is what comes in one: %s, cut anywhere, in any pieces", async (_, records, request) => {
    const shelf = new RangeShelf(records);
    const whole = (await shelf.encode(Object.fromEntries(rangeFields(request, "zstd")))).length;
    const cut = fc.record({ at: fc.integer({ min: 0, max: whole }), breaks: fc.boolean() });

    await fc.assert(
      fc.asyncProperty(
        fc.array(cut, { maxLength: 4 }),
        fc.integer({ min: 8, max: 600 }),
        async (cuts, chunk) => {
          expect(await linesAfter(shelf, request, { chunk, cuts })).toEqual(
            expected(records.slice(0, "limit" in request ? request.limit : undefined)),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is what comes in one, cut at each byte", async () => {
    const records = crowdedTrades(5);
    const shelf = new RangeShelf(records);
    const whole = (await shelf.encode(Object.fromEntries(rangeFields(ASKED, "zstd")))).length;

    for (let at = 0; at < whole; at += 1) {
      const lines = await linesAfter(shelf, ASKED, { chunk: 64, cuts: [{ at, breaks: true }] });
      expect(lines, `cut at ${String(at)}`).toEqual(expected(records));
    }
  });

  it("is refused where the part's times do not ascend", async () => {
    const back = [...crowdedTrades(8)].reverse();
    const shelf = new RangeShelf(back);
    const whole = (await shelf.encode(Object.fromEntries(rangeFields(ASKED, "zstd")))).length;

    await expect(
      linesAfter(shelf, ASKED, { chunk: 64, cuts: [{ at: whole - 8, breaks: true }] }),
    ).rejects.toMatchObject({ code: "incomplete", remedy: expect.stringContaining(".part") });
  });
});
