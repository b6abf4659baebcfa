import { connect, type Socket } from "node:net";
import type { ClientRequestName } from "./client/client-requests.ts";
import { decodeServerFrame, encodeRequest, type StrictMessage } from "./decode-frame.ts";
import type { ServerMessageName } from "./server/server-messages.ts";
import { frameBytes, FrameCutter, payloadFields } from "./stream/frame-bytes.ts";
import { offerBytes, readGreeting, type ServerGreeting } from "./stream/handshake.ts";
import { StrictFault } from "./strict-fault.ts";
import type { StrictRecord } from "./strict-record.ts";

export interface RawTwsOptions {
  readonly port: number;
  readonly host?: string;
  readonly clientId: number;
  /** The versions to offer; 100 to 193 where not said. */
  readonly lowest?: number;
  readonly highest?: number;
  readonly connectOptions?: string;
  /** How long connecting and each wait may take; 5,000 where not said. */
  readonly deadlineMs?: number;
  /** False stops after the greeting, without START_API. */
  readonly startApi?: boolean;
}

/** Connects, offers versions, reads the greeting and sends START_API. */
export async function openRawTwsClient(options: RawTwsOptions): Promise<RawTwsClient> {
  const client = new RawTwsClient(options);
  await client.greeted();
  if (options.startApi ?? true) client.send("startApi", { clientId: options.clientId });
  return client;
}

/** A plain client for tests, which reads every frame strictly and keeps what it saw in order. */
export class RawTwsClient {
  readonly #socket: Socket;
  readonly #cutter = new FrameCutter();
  readonly #deadlineMs: number;
  readonly #offer: { readonly lowest: number; readonly highest: number; readonly connectOptions: string };
  readonly #messages: StrictMessage[] = [];
  readonly #frames: (readonly string[])[] = [];
  readonly #faults: StrictFault[] = [];
  readonly #listeners = new Set<() => void>();
  #greeting: ServerGreeting | undefined;
  #closed = false;

  /** Use openRawTwsClient, which waits for the greeting. */
  constructor(options: RawTwsOptions) {
    this.#deadlineMs = options.deadlineMs ?? 5_000;
    this.#offer = {
      lowest: options.lowest ?? 100,
      highest: options.highest ?? 193,
      connectOptions: options.connectOptions ?? "",
    };
    this.#socket = connect({ port: options.port, host: options.host ?? "127.0.0.1" });
    this.#socket.on("connect", () => this.#socket.write(offerBytes(this.#offer)));
    this.#socket.on("data", (chunk) => {
      this.#take(chunk);
    });
    // the close that follows tells
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.#closed = true;
      this.#tell();
    });
  }

  /** Everything read so far, oldest first. */
  get messages(): readonly StrictMessage[] {
    return this.#messages;
  }

  /** The fields of everything received after the greeting, read or refused. */
  get frames(): readonly (readonly string[])[] {
    return this.#frames;
  }

  /** What the protocol does not allow; the frames after it are read nevertheless. */
  get faults(): readonly StrictFault[] {
    return this.#faults;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get serverVersion(): number {
    return this.#greeting?.serverVersion ?? 0;
  }

  get connectionTime(): string {
    return this.#greeting?.connectionTime ?? "";
  }

  /** Waits for the server's first frame. */
  async greeted(): Promise<void> {
    await this.#until(() => this.#greeting, "the greeting");
  }

  /** Sends a request; what the values do not say is the protocol's blank. */
  send(name: ClientRequestName, values: StrictRecord = {}): void {
    this.sendFields(encodeRequest(name, values, this.serverVersion));
  }

  /** Sends any fields, right or wrong. */
  sendFields(fields: readonly string[]): void {
    this.sendBytes(frameBytes(fields));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Messages of a name, oldest first, from the given place in `messages` on. */
  named(name: ServerMessageName, from = 0): readonly StrictMessage[] {
    return this.#messages.slice(from).filter((message) => message.name === name);
  }

  /**
   * The first message that fits, from the given place in `messages` on (0: also what is there already).
   *
   * Rejects at the deadline and when the connection closes, naming what came instead.
   */
  async waitFor(
    fits: ServerMessageName | ((message: StrictMessage) => boolean),
    from = 0,
  ): Promise<StrictMessage> {
    const test = typeof fits === "string" ? (it: StrictMessage) => it.name === fits : fits;
    const what = typeof fits === "string" ? fits : "a message that fits";
    return this.#until(() => this.#messages.slice(from).find(test), what);
  }

  /** Waits until the server has closed the connection. */
  async waitForClose(): Promise<void> {
    await this.#until(() => (this.#closed ? true : undefined), "the close");
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    await this.waitForClose();
  }

  #take(chunk: Uint8Array): void {
    try {
      for (const payload of this.#cutter.push(chunk)) this.#read(payload);
    } catch (error) {
      this.#blame(error);
      // after a wrong length nothing can be found again
      this.#socket.destroy();
    }
    this.#tell();
  }

  #read(payload: Uint8Array): void {
    try {
      const fields = payloadFields(payload);
      if (this.#greeting === undefined) {
        this.#greeting = readGreeting(fields, this.#offer);
        return;
      }
      this.#frames.push(fields);
      this.#messages.push(decodeServerFrame(fields, this.#greeting.serverVersion));
    } catch (error) {
      this.#blame(error);
    }
  }

  #blame(error: unknown): void {
    if (!(error instanceof StrictFault)) throw error;
    this.#faults.push(error);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #until<Found>(find: () => Found | undefined, what: string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found !== undefined) finish(() => resolve(found));
        else if (this.#closed) finish(() => reject(this.#missed(what, "the connection closed")));
      };
      const finish = (act: () => void): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        act();
      };
      const timer = setTimeout(() => {
        finish(() => reject(this.#missed(what, `${String(this.#deadlineMs)} ms passed`)));
      }, this.#deadlineMs);
      this.#listeners.add(look);
      look();
    });
  }

  #missed(what: string, why: string): Error {
    const last = this.#messages.slice(-12).map(({ name }) => name);
    const faults = this.#faults.map(({ message }) => message);
    return new Error(`${why} before ${what} came. Last: ${last.join(", ")}. Faults: ${faults.join("; ")}`);
  }
}
