import { byteText, countText } from "./byte-text.ts";

/** How far a download is; what is expected is 0 where it is unknown. */
export interface Progress {
  readonly records: number;
  readonly recordBytes: number;
  readonly expectedRecords: number;
  readonly expectedBytes: number;
}

const EVERY_MS = 2_000;

/** A line of progress every two seconds. */
export class ProgressLines {
  readonly #say: (line: string) => void;
  readonly #now: () => number;
  #lastAt: number;
  #lastBytes: number | null = null;

  constructor(say: (line: string) => void, now: () => number) {
    this.#say = say;
    this.#now = now;
    this.#lastAt = now();
  }

  take(progress: Progress): void {
    const bytes = progress.recordBytes;
    // what a part held before was not downloaded now
    this.#lastBytes ??= bytes;
    const elapsed = this.#now() - this.#lastAt;
    if (elapsed < EVERY_MS) return;
    const rate = ((bytes - this.#lastBytes) * 1_000) / elapsed;
    this.#lastAt += elapsed;
    this.#lastBytes = bytes;
    this.#say(progressLine(progress, rate));
  }
}

/** `rate` in bytes a second. */
export function progressLine(progress: Progress, rate: number): string {
  const { records, recordBytes } = progress;
  const done = doneFraction(progress);
  const percent = done === null ? "" : ` ${Math.floor(done * 100)} %,`;
  return `${percent} ${countText(records)} records, ${byteText(recordBytes)}, ${byteText(Math.round(rate))}/s`.trimStart();
}

function doneFraction({ records, expectedRecords, recordBytes, expectedBytes }: Progress): number | null {
  if (expectedRecords > 0) return Math.min(1, records / expectedRecords);
  return expectedBytes > 0 ? Math.min(1, recordBytes / expectedBytes) : null;
}
