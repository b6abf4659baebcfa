import type { Socket } from "node:net";
import { constants, createZstdCompress, type ZstdCompress } from "node:zlib";

/** The way to one client: plain words first, then records, plain or as one zstd stream. */
export class ByteChannel {
  readonly #socket: Socket;
  #compressor: ZstdCompress | null = null;
  #compressing = 0;
  #isStalled = false;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #isEnding = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.once("close", () => this.#clearTimer());
  }

  /** Bytes that the client's machine has not taken yet. */
  get backlog(): number {
    if (this.#socket.destroyed) return 0;
    return this.#heldBytes + this.#compressing + this.#socket.writableLength;
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  say(line: string): void {
    this.#socket.write(`${line}\n`);
  }

  /** From here on what is sent is compressed. */
  compress(): void {
    const compressor = createZstdCompress();
    compressor.on("data", (bytes: Buffer) => this.#socket.write(bytes));
    compressor.once("end", () => this.#socket.end());
    this.#compressor = compressor;
  }

  /** Takes the bytes over: they must not be written again. */
  send(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#isEnding) return;
    if (this.#isStalled) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
    } else this.#write(bytes);
  }

  /** Nothing gets through for so long; what is sent meanwhile follows. */
  stall(milliseconds: number): void {
    this.#clearTimer();
    this.#isStalled = true;
    this.#timer = setTimeout(() => this.#goOn(), milliseconds);
  }

  /** Closes the connection once everything has gone out. */
  end(): void {
    if (this.#isEnding) return;
    if (this.#isStalled) this.#goOn();
    this.#isEnding = true;
    if (this.#compressor === null) this.#socket.end();
    else this.#compressor.end();
  }

  /** Closes the same way, but breaks off once the client has taken nothing for so long. */
  endWhileRead(patienceMs: number): void {
    this.end();
    this.#watch(patienceMs, this.backlog);
  }

  /** Breaks the connection off. */
  cut(): void {
    this.#isEnding = true;
    this.#clearTimer();
    this.#socket.destroy();
    this.#compressor?.destroy();
  }

  #watch(patienceMs: number, before: number): void {
    this.#clearTimer();
    this.#timer = setTimeout(() => {
      if (this.backlog >= before) this.cut();
      else this.#watch(patienceMs, this.backlog);
    }, patienceMs);
  }

  #goOn(): void {
    this.#clearTimer();
    this.#isStalled = false;
    for (const bytes of this.#held) this.#write(bytes);
    this.#held = [];
    this.#heldBytes = 0;
  }

  #write(bytes: Uint8Array): void {
    if (this.#compressor === null) {
      this.#socket.write(bytes);
      return;
    }
    this.#compressing += bytes.length;
    this.#compressor.write(bytes, () => {
      this.#compressing -= bytes.length;
    });
    // each block can be read at once
    this.#compressor.flush(constants.ZSTD_e_flush);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
