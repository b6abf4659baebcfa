import type { AlarmCode } from "./recorder-port.ts";

const MIB = 1024 * 1024;
/** Below this much free space it is told. */
export const LOW_BYTES = 2048 * MIB;
/** Below this much recording stops; it goes on at twice as much. */
export const STOP_BYTES = 200 * MIB;

export interface DiskWatchOptions {
  readonly folder: string;
  readonly freeBytes: (folder: string) => Promise<number>;
  /** Writes a little and takes it away again; throws what the disk says. */
  readonly tryWriting: (folder: string) => Promise<void>;
  readonly alarm: (code: AlarmCode, text: string) => void;
  /** Recording has to stop now. */
  readonly onStop: () => void;
}

/** Whether the disk lets a recorder write, and the alarms about it: repeated at every look while they last. */
export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #free: number | null = null;
  #stopped: { readonly code: AlarmCode; readonly text: string } | null = null;
  /** The disk has refused to write, whatever it says of its room: a quota, or somebody else who fills it. */
  #hasRefused = false;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  get free(): number | null {
    return this.#free;
  }

  get isStopped(): boolean {
    return this.#stopped !== null;
  }

  /** Why nothing is recorded, for the index. */
  get why(): string {
    return this.#stopped?.text ?? "stopped";
  }

  /** Looks at the free space, and says again what lasts. */
  async check(): Promise<void> {
    const { folder, freeBytes, tryWriting } = this.#options;
    try {
      if (this.#hasRefused) await tryWriting(folder);
      this.#hasRefused = false;
      this.#free = await freeBytes(folder);
    } catch (error) {
      this.fail(error);
      this.#options.onStop();
      return;
    }
    this.#judge(this.#free);
  }

  /** The disk refused. */
  fail(error: unknown): void {
    const full =
      error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
    const why = error instanceof Error ? error.message : String(error);
    this.#hasRefused = true;
    this.#stop(
      full
        ? { code: "diskFull", text: `The disk is full: recording has stopped (${why}).` }
        : { code: "recordingFailed", text: `Recording has stopped: ${why}.` },
    );
  }

  /** More waits for the disk than may. */
  fallBehind(): void {
    this.#stop({
      code: "recorderBehind",
      text: "The disk does not keep up with the feed: what arrives until it has caught up is not recorded.",
    });
  }

  /** Nothing waits any more. */
  catchUp(): void {
    if (this.#stopped?.code === "recorderBehind") this.#stopped = null;
  }

  #judge(free: number): void {
    if (free < STOP_BYTES) {
      const text = `Only ${mib(free)} are free in ${this.#options.folder}: recording has stopped.`;
      this.#stop({ code: "diskFull", text });
      this.#options.onStop();
      return;
    }
    // what broke for lack of room is tried again once there is some; what broke otherwise, at every look
    const mayGoOn = this.#stopped?.code === "diskFull" ? free >= 2 * STOP_BYTES : true;
    if (this.#stopped !== null && this.#stopped.code !== "recorderBehind" && mayGoOn) this.#stopped = null;
    if (this.#stopped !== null) this.#options.alarm(this.#stopped.code, this.#stopped.text);
    else if (free < LOW_BYTES)
      this.#options.alarm("diskLow", `Only ${mib(free)} are free in ${this.#options.folder}.`);
  }

  #stop(why: { readonly code: AlarmCode; readonly text: string }): void {
    this.#stopped = why;
    this.#options.alarm(why.code, why.text);
  }
}

const mib = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`;
