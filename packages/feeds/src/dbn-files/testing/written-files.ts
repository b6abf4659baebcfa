import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { encodeMetadata, type Metadata } from "@smart0dte/databento";
import { aSession } from "@smart0dte/domain/testing";
import { readBatch, type ReadRecord } from "../../databento/testing/read-batch.ts";
import type { DbnDay } from "../dbn-day.ts";

export const SPY_CALL = "SPY   260313C00660000";
export const DATE = "2026-03-13";

/** Metadata of a historical file that holds the whole session. */
export const asked = (
  over: Partial<Metadata> & Pick<Metadata, "schema">,
): Partial<Metadata> & { dataset: string } => ({
  dataset: "OPRA.PILLAR",
  start: BigInt(Date.UTC(2026, 2, 13)) * 1_000_000n,
  end: BigInt(Date.UTC(2026, 2, 14)) * 1_000_000n,
  stypeIn: "raw_symbol",
  stypeOut: "instrument_id",
  symbols: [SPY_CALL],
  mappings: [mapping(SPY_CALL, "1")],
  ...over,
});

/** A symbol's id on the session's day. */
export const mapping = (rawSymbol: string, symbol: string, from = DATE, to = "2026-03-14") => ({
  rawSymbol,
  intervals: [{ startDate: from, endDate: to, symbol }],
});

/** A temporary folder of DBN files. */
export class WrittenFiles {
  readonly path = mkdtempSync(join(tmpdir(), "smart0dte-dbn-"));

  write(
    name: string,
    metadata: Partial<Metadata> & { dataset: string },
    records: readonly Uint8Array[],
  ): string {
    const bytes = Buffer.concat([encodeMetadata(metadata), ...records]);
    return this.put(name, name.endsWith(".zst") ? zstdCompressSync(bytes) : bytes);
  }

  put(name: string, bytes: Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, bytes);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** An input in words; `at` in microseconds after the open of {@link aSession}. */
export interface PlayedInput {
  readonly at: number;
  readonly kind: string;
  readonly records: readonly ReadRecord[];
}

/** Everything that a day gives, timers left out. */
export async function played(day: DbnDay): Promise<readonly PlayedInput[]> {
  const inputs: PlayedInput[] = [];
  for await (const { at, what } of day.events()) {
    if (what.kind === "timer") continue;
    const records = what.kind === "market" ? readBatch(what.batch) : [];
    inputs.push({ at: at - aSession().open, kind: what.kind, records });
  }
  return inputs;
}
