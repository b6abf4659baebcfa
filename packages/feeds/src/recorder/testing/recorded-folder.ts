import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeMetadata, openDbn } from "@smart0dte/databento";
import { aSession } from "@smart0dte/domain/testing";
import { openRecorder, type RecorderOptions } from "../recorder.ts";
import type { AlarmCode, Recorder } from "../recorder-port.ts";
import { parseCutLine, type Cut } from "../cut-line.ts";
import { INDEX_FILE, parseSetIndex, type SetIndex } from "../set-index.ts";

export const OPTIONS = "OPRA.PILLAR";
export const SHARES = "EQUS.MINI";

/** Metadata as a live gateway sends them: no schema, no symbols. */
export const liveMetadata = (dataset: string): Uint8Array =>
  encodeMetadata({
    dataset,
    schema: null,
    stypeIn: null,
    stypeOut: "instrument_id",
    start: BigInt(aSession().open) * 1_000n,
    end: null,
  });

/** A temporary folder for recordings, and what is in it. */
export class RecordedFolder {
  readonly path = mkdtempSync(join(tmpdir(), "smart0dte-recording-"));
  readonly alarms: AlarmCode[] = [];

  open(over: Partial<RecorderOptions> = {}): Recorder {
    return openRecorder({
      folder: this.path,
      session: aSession(),
      alarm: (code) => void this.alarms.push(code),
      ...over,
    });
  }

  day(date: string = aSession().date): string {
    return join(this.path, date);
  }

  index(date?: string): SetIndex {
    const index = parseSetIndex(readFileSync(join(this.day(date), INDEX_FILE), "utf8"));
    if (index === null) throw new RangeError("Not an index");
    return index;
  }

  files(date?: string): readonly string[] {
    return readdirSync(this.day(date))
      .filter((name) => name.includes(".dbn"))
      .sort();
  }

  cuts(name = "cuts.jsonl"): readonly (Cut | null)[] {
    const lines = readFileSync(join(this.day(), name), "utf8").trimEnd().split("\n");
    return lines.map(parseCutLine);
  }

  /** The bytes of a file's records, one after the other. */
  async records(name: string, date?: string): Promise<{ readonly bytes: Buffer; readonly count: number }> {
    const stream = await openDbn(join(this.day(date), name));
    const parts: Uint8Array[] = [];
    for await (const cursor of stream.cursors()) while (cursor.next()) parts.push(cursor.bytes().slice());
    return { bytes: Buffer.concat(parts), count: parts.length };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
