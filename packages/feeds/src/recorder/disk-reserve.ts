import { rm, writeFile } from "node:fs/promises";

/** A file that keeps room on a disk for what has to be written when it is full. */
export class DiskReserve {
  readonly #path: string;
  #isThere = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Does the work; where the disk has no room for it, once more with the room that was kept. */
  async use(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#isThere) throw error;
      await this.remove();
      await work();
    }
    await this.#keep();
  }

  async remove(): Promise<void> {
    this.#isThere = false;
    await rm(this.#path, { force: true });
  }

  /** A disk without room for it has none for anything else: the alarms say so. */
  async #keep(): Promise<void> {
    if (this.#isThere) return;
    try {
      await writeFile(this.#path, new Uint8Array(RESERVED_BYTES), { mode: 0o600 });
      this.#isThere = true;
    } catch {
      await this.remove();
    }
  }
}

/** An index of some hundred files. */
const RESERVED_BYTES = 256 * 1024;
