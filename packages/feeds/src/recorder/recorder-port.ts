import type { EpochMicros } from "@smart0dte/domain";
import type { CutKind } from "./cut-line.ts";

/**
 * Why a recorder calls. Each is repeated while it lasts.
 *
 * `diskLow`: little room is left, recording goes on. `diskFull`: too little is left, recording has stopped and goes on
 * by itself when there is room. `recorderBehind`: the disk does not keep up; what arrives until it has caught up is
 * lost. `recordingFailed`: the disk refused for another reason.
 */
export type AlarmCode = "diskLow" | "diskFull" | "recorderBehind" | "recordingFailed";

/**
 * Writes what connections bring, as received, into a day's set of files.
 *
 * Nothing here throws at who feeds it or waits for the disk: what goes wrong is an alarm, and what was written
 * before stays. At most the last second is lost when the process is killed.
 */
export interface Recorder {
  /** A tape for one connection after another to a dataset. */
  connection(dataset: string): ConnectionTape;
  /**
   * The desk has made an input of what came so far, or of its clock alone (`timer`), or was asked something (`asked`), at
   * this desk time.
   *
   * `after`: how many batches and listings the desk had worked off before the latter two; without it, all that were told
   * here.
   */
  cut(at: EpochMicros, what: CutKind, after?: number): void;
  /** The newest time that was seen. Beyond the session's end the set is closed and the next session's begins. */
  reach(at: EpochMicros): void;
  readonly counts: RecorderCounts;
  /** Resolves when everything is on disk and the index says so. */
  close(): Promise<void>;
}

export interface ConnectionTape {
  /** Bytes as received, uncompressed; copied. Metadata begins a new file. `repeated`: the desk does not take them. */
  raw(bytes: Uint8Array, what: "metadata" | "records", repeated?: boolean): void;
  /** The connection says that something is missing, from what came so far on; null is all of its instruments. */
  gap(instruments: readonly number[] | null, atMicros: number): void;
  /** The connection has ended. */
  end(why: string): void;
}

export interface RecorderCounts {
  readonly records: number;
  /** Uncompressed. */
  readonly bytes: number;
  readonly lost: number;
  readonly files: number;
  /** Bytes that wait in memory. */
  readonly waiting: number;
  /** Free bytes when last asked; null before. */
  readonly free: number | null;
}
