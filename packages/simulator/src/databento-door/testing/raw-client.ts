import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { constants, zstdDecompressSync } from "node:zlib";
import { decodeStrictly, type StrictOptions, type StrictStream } from "@smart0dte/databento/attack";
import { SIMULATED_KEY } from "../simulated-key.ts";

export interface Hello {
  readonly dataset?: string;
  readonly key?: string;
  /** More pairs of the authentication line, `ts_out=1|compression=zstd`. */
  readonly more?: string;
}

const PATIENCE_MS = 10_000;
/** Each look decodes all that has come. */
const DECODE_EVERY_MS = 50;

/** A client of sockets and strings alone: it knows the protocol's words and nothing of our code. */
export class RawClient {
  readonly socket: Socket;
  readonly greeting: readonly string[];
  readonly answer: string;
  readonly #chunks: Buffer[];

  private constructor(socket: Socket, greeting: readonly string[], answer: string) {
    this.socket = socket;
    this.greeting = greeting;
    this.answer = answer;
    this.#chunks = [];
    socket.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
  }

  /** Connects, answers the challenge and waits for the verdict. */
  static async open(
    port: number,
    { dataset = "OPRA.PILLAR", key = SIMULATED_KEY, more }: Hello = {},
  ): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const reader = linesOf(socket);
    const greeting = [await reader.next(), await reader.next()];
    const challenge = greeting[1]?.slice("cram=".length) ?? "";
    const digest = createHash("sha256").update(`${challenge}|${key}`).digest("hex");
    socket.write(
      `auth=${digest}-${key.slice(-5)}|dataset=${dataset}|encoding=dbn|ts_out=0|client=raw${more === undefined ? "" : `|${more}`}\n`,
    );
    const answer = await reader.next();
    reader.stop();
    return new RawClient(socket, greeting, answer);
  }

  get isClosed(): boolean {
    return this.socket.closed;
  }

  /** Everything since the verdict. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  say(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\n`).join(""));
  }

  /** Subscribes with the usual words; `more` adds pairs. */
  subscribe(schema: string, symbols: string, more = "stype_in=raw_symbol"): void {
    this.say(`schema=${schema}|${more}|symbols=${symbols}|snapshot=0|is_last=1`);
  }

  /** What has come so far, judged by the strict decoder. */
  stream(options: StrictOptions & { readonly zstd?: boolean } = {}): StrictStream {
    const plain =
      options.zstd === true
        ? zstdDecompressSync(this.bytes, { finishFlush: constants.ZSTD_e_flush })
        : this.bytes;
    return decodeStrictly(plain, { openEnd: true, ...options });
  }

  /** The same, once it holds what is waited for. */
  async streamWith(
    holds: (stream: StrictStream) => boolean,
    options: StrictOptions & { readonly zstd?: boolean } = {},
  ): Promise<StrictStream> {
    await until(() => this.bytes.length > 200 && holds(this.stream(options)), DECODE_EVERY_MS);
    return this.stream(options);
  }

  async closed(): Promise<void> {
    await until(() => this.isClosed);
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Looks every few milliseconds; fails loudly when it takes too long. */
export async function until(holds: () => boolean, everyMs = 5): Promise<void> {
  const lastMs = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > lastMs) throw new Error("What was waited for did not come");
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

interface LineReader {
  next(): Promise<string>;
  stop(): void;
}

/** The server's words before the stream are single lines, and it says no more before it is asked. */
function linesOf(socket: Socket): LineReader {
  let text = "";
  let isOver = false;
  const take = (chunk: Buffer): void => {
    text += chunk.toString("latin1");
  };
  socket.on("data", take);
  socket.once("close", () => {
    isOver = true;
  });
  return {
    async next() {
      await until(() => text.includes("\n") || isOver);
      const at = text.indexOf("\n");
      const line = at < 0 ? text : text.slice(0, at);
      text = at < 0 ? "" : text.slice(at + 1);
      return line;
    },
    stop() {
      socket.removeListener("data", take);
    },
  };
}
