import { randomBytes, randomInt } from "node:crypto";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SCHEMA_IDS } from "@smart0dte/databento";
import {
  BadInputError,
  MICROS_PER_SECOND,
  epochMicros,
  err,
  ok,
  unreachable,
  type EpochMicros,
  type MarketBatch,
  type Result,
  type Ticker,
} from "@smart0dte/domain";
import type { Exchange } from "../exchange/index.ts";
import { ArrivalLimit } from "./arrival-limit.ts";
import { isKey, readAuth, type AuthRequest } from "./dialogue/auth-request.ts";
import type { DoorFault } from "./door-fault.ts";
import { SERVED_DATASETS, type DatasetName, type ServedDataset } from "./served-datasets.ts";
import { GatewaySession, type SessionHost } from "./session/gateway-session.ts";
import type { RecordStream } from "./session/record-stream.ts";
import type { ReadingLimits } from "./session/slow-reading.ts";
import { DatasetInstruments } from "./tape/dataset-instruments.ts";
import { DatasetTape } from "./tape/dataset-tape.ts";
import { NO_SLOT, type RecordPage } from "./tape/record-page.ts";

export interface DoorOptions {
  readonly exchange: Exchange;
  /** 32 ASCII characters. */
  readonly key: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** When a reader is called slow, and when it is given up. */
  readonly limits?: ReadingLimits;
  log(line: string): void;
}

export interface DatabentoDoor {
  readonly port: number;
  /** Sessions that are authenticated. */
  readonly sessions: number;
  fault(fault: DoorFault): Result<void, string>;
  close(): Promise<void>;
}

/** Serves the exchange through the live protocol. Refuses a key that no client could use. */
export async function openDatabentoDoor(options: DoorOptions): Promise<DatabentoDoor> {
  if (!isKey(options.key))
    throw new BadInputError("A key of the live protocol is 32 printable ASCII characters.");
  const server = createServer();
  await listen(server, options.port, options.host ?? "127.0.0.1");
  return new ServedDoor(server, options);
}

const MOST_SESSIONS = 10;
/** New connections of one address within a second. */
const MOST_ARRIVALS = 5;
const HEARTBEAT_LOOK_MS = 250;

class ServedDoor implements DatabentoDoor, SessionHost {
  readonly port: number;
  readonly exchange: Exchange;
  readonly limits: ReadingLimits;
  readonly #server: Server;
  readonly #key: string;
  readonly #log: (line: string) => void;
  readonly #sessions = new Set<GatewaySession>();
  readonly #instruments = new Map<DatasetName, DatasetInstruments>();
  readonly #tapes = new Map<DatasetName, DatasetTape>();
  readonly #withheld = new Set<Ticker>();
  readonly #arrivals = new ArrivalLimit(MOST_ARRIVALS);
  readonly #stops: readonly (() => void)[];
  readonly #beat: NodeJS.Timeout;
  #refusals = 0;
  #isCorruptionDue = false;

  constructor(server: Server, { exchange, key, limits = {}, log }: DoorOptions) {
    this.exchange = exchange;
    this.limits = limits;
    this.#server = server;
    this.#key = key;
    this.#log = log;
    // a server that listens on a port has one
    this.port = (server.address() as AddressInfo).port;
    for (const dataset of SERVED_DATASETS) {
      this.#instruments.set(dataset.name, new DatasetInstruments(dataset.name, exchange));
      this.#tapes.set(dataset.name, this.tapeOf(dataset));
    }
    this.#catchUp();
    this.#stops = [
      exchange.onBatch((batch, now) => this.#carry(batch, now)),
      exchange.waitFor(() => this.#mayGoOn()),
    ];
    this.#beat = setInterval(() => this.#beatAll(), HEARTBEAT_LOOK_MS);
    server.on("connection", (socket) => this.#welcome(socket));
  }

  get sessions(): number {
    return [...this.#sessions].filter(({ dataset }) => dataset !== null).length;
  }

  fault(fault: DoorFault): Result<void, string> {
    const { now } = this.exchange;
    switch (fault.kind) {
      case "disconnect":
        for (const session of this.#sessions) session.cut();
        return ok(undefined);
      case "stall":
        return this.#onStreams((stream) => stream.stall(fault.seconds * 1_000));
      case "skip":
        return this.#onStreams((stream) => stream.skipUntil(after(now, fault.seconds)));
      case "late":
        return this.#onStreams((stream) => stream.lateUntil(after(now, fault.seconds)));
      case "corrupt":
        return this.#corruptNext();
      case "crossed":
        for (const tape of this.#tapes.values()) tape.crossedUntil = after(now, fault.seconds);
        return ok(undefined);
      case "refuseAuth":
        this.#refusals += fault.times ?? 1;
        return ok(undefined);
      case "definitionGap":
        this.#withheld.add(fault.ticker);
        return ok(undefined);
      case "definitionsBack":
        return this.#giveBack(fault.ticker);
      default:
        return unreachable(fault);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    for (const stop of this.#stops) stop();
    for (const session of this.#sessions) session.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  judge(line: string, challenge: string): Result<AuthRequest, string> {
    const judged = readAuth(line, { challenge, key: this.#key });
    if (this.#refusals === 0) return judged;
    this.#refusals -= 1;
    return err("Authentication failed.");
  }

  instrumentsOf(dataset: DatasetName): DatasetInstruments {
    return found(this.#instruments.get(dataset));
  }

  tapeOf(dataset: ServedDataset): DatasetTape {
    return new DatasetTape(dataset, this.instrumentsOf(dataset.name), this.exchange.session);
  }

  isFull(dataset: DatasetName): boolean {
    return [...this.#sessions].filter((session) => session.dataset === dataset).length >= MOST_SESSIONS;
  }

  isWithheld(dataset: DatasetName, page: RecordPage, i: number): boolean {
    if (this.#withheld.size === 0 || page.schemaAt(i) !== SCHEMA_IDS.definition || page.slotAt(i) === NO_SLOT)
      return false;
    const { ticker } = this.instrumentsOf(dataset).at(page.slotAt(i));
    return ticker !== null && this.#withheld.has(ticker);
  }

  takeCorruption(): boolean {
    const isDue = this.#isCorruptionDue;
    this.#isCorruptionDue = false;
    return isDue;
  }

  log(line: string): void {
    this.#log(line);
  }

  #welcome(socket: Socket): void {
    // a client may go at any moment, and a write to it then fails: its close says enough
    socket.on("error", () => {});
    const address = socket.remoteAddress ?? "";
    // as the gateway does it: no greeting, no error, the connection is closed
    if (!this.#arrivals.admits(address, performance.now())) {
      this.#log(`${address}: closed, more than ${MOST_ARRIVALS} new connections within a second`);
      socket.destroy();
      return;
    }
    const names = {
      id: String(randomInt(1_000_000_000, 2_000_000_000)),
      challenge: randomBytes(16).toString("hex"),
    };
    const session = new GatewaySession(socket, names, this);
    this.#sessions.add(session);
    socket.once("close", () => {
      this.#sessions.delete(session);
      if (session.dataset !== null) this.#log(`session ${session.id}: gone`);
    });
  }

  /** Brings the tapes to where the exchange stands; what came before is told only to who asks for it. */
  #catchUp(): void {
    const market = this.exchange.again();
    const morning = market.advance(this.exchange.session.open);
    for (const tape of this.#tapes.values()) tape.morning(morning);
    while (market.now < this.exchange.now) {
      const until = after(market.now, 1, this.exchange.now);
      const batch = market.advance(until);
      for (const tape of this.#tapes.values()) tape.passOver(batch, until);
    }
  }

  #carry(batch: MarketBatch, now: EpochMicros): void {
    for (const [dataset, tape] of this.#tapes) {
      const page = tape.take(batch, now);
      for (const session of this.#sessions) if (session.dataset === dataset) session.deliver(page, now);
    }
  }

  #mayGoOn(): boolean {
    const nowMs = performance.now();
    let mayGoOn = true;
    // every reader's patience runs, also behind another's back
    for (const { stream } of this.#sessions) mayGoOn = (stream?.mayGoOn(nowMs) ?? true) && mayGoOn;
    return mayGoOn;
  }

  #beatAll(): void {
    for (const { stream } of this.#sessions) stream?.beat(this.exchange.now, performance.now());
  }

  #onStreams(act: (stream: RecordStream) => void): Result<void, string> {
    const open = [...this.#sessions].flatMap(({ stream }) => (stream?.isOpen === true ? [stream] : []));
    for (const stream of open) act(stream);
    if (open.length === 0) this.#log("the fault disturbs nobody: no client has started its session");
    return ok(undefined);
  }

  /** The next record of each client, the first one of a client that has not yet started, or of the next one to come. */
  #corruptNext(): Result<void, string> {
    const due = [...this.#sessions].flatMap(({ stream }) =>
      stream === null || stream.isOver ? [] : [stream],
    );
    for (const stream of due) stream.corruptNext();
    this.#isCorruptionDue = due.length === 0;
    const whose =
      due.length === 0 ? "the first record of the next client" : `the next record of ${due.length} clients`;
    this.#log(`fault corrupt: ${whose} will be damaged`);
    return ok(undefined);
  }

  /** What was withheld is published now, to those who have subscribed to definitions. */
  #giveBack(ticker: Ticker): Result<void, string> {
    if (!this.#withheld.delete(ticker)) return err(`No definitions of ${ticker} are withheld.`);
    const { now, session } = this.exchange;
    for (const dataset of SERVED_DATASETS) {
      const instruments = this.instrumentsOf(dataset.name);
      const page = this.tapeOf(dataset).morning(this.exchange.again().advance(session.open));
      const isOther = (i: number): boolean =>
        page.schemaAt(i) !== SCHEMA_IDS.definition || instruments.at(page.slotAt(i)).ticker !== ticker;
      const only = page.without(isOther);
      for (const one of this.#sessions) if (one.dataset === dataset.name) one.deliver(only, now);
    }
    return ok(undefined);
  }
}

/** So many desk seconds after a moment, at most `latest`. */
function after(at: EpochMicros, seconds: number, latest = Number.POSITIVE_INFINITY): EpochMicros {
  return epochMicros(Math.min(Math.round(at + seconds * MICROS_PER_SECOND), latest));
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new BadInputError("The door does not serve this dataset.");
  return value;
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}
