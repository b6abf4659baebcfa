import { readSync } from "node:fs";

const WINDOW_BYTES = 1024 * 1024;

/** A part of a file in memory that moves forward; grows only for what is longer than itself. */
export class FileWindow {
  readonly #fd: number;
  readonly #size: number;
  #buffer: Buffer;
  #start = 0;
  #filled = 0;

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(WINDOW_BYTES, size));
  }

  /** A view of these bytes, valid until the next call; null where the file ends before. */
  bytes(at: number, length: number): Buffer | null {
    if (at + length > this.#size) return null;
    if (at < this.#start || at + length > this.#start + this.#filled) this.#move(at, length);
    const from = at - this.#start;
    return from + length <= this.#filled ? this.#buffer.subarray(from, from + length) : null;
  }

  #move(at: number, length: number): void {
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length);
    this.#start = at;
    this.#filled = 0;
    const wanted = Math.min(this.#buffer.length, this.#size - at);
    while (this.#filled < wanted) {
      const got = readSync(this.#fd, this.#buffer, this.#filled, wanted - this.#filled, at + this.#filled);
      if (got === 0) return;
      this.#filled += got;
    }
  }
}
