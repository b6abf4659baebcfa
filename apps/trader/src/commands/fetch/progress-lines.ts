import { byteText, countText } from "./byte-text.ts";

/** How far a download is; what is expected is 0 where it is unknown. */
export interface Progress {
  readonly records: number;
  readonly recordBytes: number;
  /** From the server, by now. */
  readonly sentBytes: number;
  readonly expectedRecords: number;
  readonly expectedBytes: number;
}

const EVERY_MS = 2_000;

/** A line of progress every two seconds. */
export class ProgressLines {
  readonly #say: (line: string) => void;
  readonly #now: () => number;
  #lastAt: number;
  #lastBytes = 0;

  constructor(say: (line: string) => void, now: () => number) {
    this.#say = say;
    this.#now = now;
    this.#lastAt = now();
  }

  take(progress: Progress): void {
    const bytes = progress.sentBytes;
    // a new request, or a new file, counts from its own beginning
    if (bytes < this.#lastBytes) this.#lastBytes = 0;
    const elapsed = this.#now() - this.#lastAt;
    if (elapsed < EVERY_MS) return;
    const rate = ((bytes - this.#lastBytes) * 1_000) / elapsed;
    this.#lastAt += elapsed;
    this.#lastBytes = bytes;
    this.#say(progressLine(progress, rate));
  }
}

/** `rate` in bytes received a second. */
export function progressLine(progress: Progress, rate: number): string {
  const { records, recordBytes, sentBytes } = progress;
  const done = doneFraction(progress);
  return [
    ...(done === null ? [] : [`${Math.floor(done * 100)} %`]),
    ...(records === 0 ? [] : [`${countText(records)} records (${byteText(recordBytes)})`]),
    `${byteText(sentBytes)} received`,
    `${byteText(Math.round(rate))}/s`,
  ].join(", ");
}

function doneFraction({ records, expectedRecords, recordBytes, expectedBytes }: Progress): number | null {
  if (expectedRecords > 0) return Math.min(1, records / expectedRecords);
  return expectedBytes > 0 ? Math.min(1, recordBytes / expectedBytes) : null;
}
