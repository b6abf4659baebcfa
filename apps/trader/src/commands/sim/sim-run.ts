import {
  EXCHANGE_ZONE,
  InvariantError,
  epochMicros,
  instrumentKey,
  localTimeOf,
  unreachable,
  type EpochMicros,
} from "@smart0dte/domain";
import {
  SERVED_DATASETS,
  SIMULATED_KEY,
  bucketOf,
  openDatabentoDoor,
  type DatabentoDoor,
} from "@smart0dte/simulator/databento-door";
import { openExchange, type Exchange, type SimControl } from "@smart0dte/simulator/exchange";
import { openBooksFile, openTwsDoor, type TwsDoor } from "@smart0dte/simulator/tws-door";
import { DeskFailure } from "../../desk/desk-failure.ts";
import { causeFault } from "../../source/line-fault.ts";
import type { CommandIo } from "../calendar-command.ts";
import { SIM_LINES, readSimLine, type SimRequest } from "./sim-line.ts";
import type { DatedRequest, SimOrder, SimTws } from "./sim-words.ts";

/** A simulated market and its doors, from the opening words to the end. */
export class SimRun {
  readonly #exchange: Exchange;
  readonly #feed: DatabentoDoor | null;
  readonly #tws: TwsDoor | null;
  readonly #io: CommandIo;
  #waiting: readonly DatedRequest[];
  #isEndTold = false;

  private constructor(exchange: Exchange, { feed, tws }: Doors, io: CommandIo) {
    this.#exchange = exchange;
    this.#feed = feed;
    this.#tws = tws;
    this.#io = io;
    this.#waiting = [];
    exchange.onBatch((_batch, now) => this.#look(now));
  }

  /** Opens the doors and says what is behind it; desk time begins then. */
  static async open(order: SimOrder, io: CommandIo): Promise<SimRun> {
    const { seed, session, market, speed, from, requests } = order;
    const exchange = openExchange({
      seed,
      session,
      market,
      speed,
      paused: true,
      ...(from === null ? {} : { startAt: from }),
    });
    const doors = await openDoors(order, exchange, (line) => io.err(line)).catch((error: unknown) => {
      exchange.close();
      throw error;
    });
    const run = new SimRun(exchange, doors, io);
    run.#announce(order);
    for (const dated of requests) run.#ask(dated);
    exchange.resume();
    return run;
  }

  /** Where data is served; null: nowhere. */
  get port(): number | null {
    return this.#feed?.port ?? null;
  }

  /** Where the TWS is; null: nowhere. */
  get twsPort(): number | null {
    return this.#tws?.port ?? null;
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Where it stands, in one line. */
  get state(): string {
    const { now, lagMicros, ended } = this.#exchange.state;
    const behind = lagMicros > 500_000 ? ` · ${(lagMicros / 1e6).toFixed(1)} s behind` : "";
    const readers = [
      ...(this.#feed === null ? [] : [` · ${counted(this.#feed.sessions, "session")}`]),
      ...(this.#tws === null ? [] : [` · ${counted(this.#tws.clients, "client")}`]),
    ].join("");
    return `SIMULATED ${clockOf(now)} New York · speed ${this.#exchange.speed}${behind}${readers}${ended ? " · ended" : ""}`;
  }

  /** Takes a line from a person; answers in the log. */
  line(text: string): void {
    if (text.trim() === "") return;
    const request = readSimLine(text);
    if (request.ok) this.#ask({ request: request.value, at: null, text: text.trim() });
    else this.#io.err(request.error);
  }

  async close(): Promise<void> {
    this.#exchange.close();
    await Promise.all([this.#feed?.close(), this.#tws?.close()]);
  }

  #announce({ seed, session, market, key, tws }: SimOrder): void {
    const { out } = this.#io;
    const { now } = this.#exchange;
    out("SIMULATED market, no real data: for exercising programs, never evidence of an edge.");
    out(
      `${session.date}, from ${clockOf(now)} New York, seed ${seed}, ${market === "planted" ? "planted patterns" : "nothing planted"}`,
    );
    if (this.#feed !== null) {
      out(
        `Databento live protocol on 127.0.0.1:${this.#feed.port}, key ${key === SIMULATED_KEY ? key : `…-${bucketOf(key)}`}`,
      );
      for (const { name, schemas, stypes } of SERVED_DATASETS)
        out(`  ${name}: ${schemas.join(", ")} (stype_in ${stypes.join(", ")})`);
    }
    if (this.#tws !== null && tws !== null)
      out(
        `TWS protocol on 127.0.0.1:${this.#tws.port}, account ${tws.account}, server version ${this.#tws.serverVersion}`,
      );
    out('Lines on standard input disturb it; "help" lists them. Ctrl-C ends.');
  }

  /** Carries out at once, or keeps for its desk time. Requests to the market itself it keeps. */
  #ask(dated: DatedRequest): void {
    const { request, at, text } = dated;
    if (at === null || at <= this.#exchange.now) this.#carryOut(request, text, this.#exchange.now);
    else if (request.kind === "control" || request.kind === "spoil") this.#carryOut(request, text, at);
    else this.#waiting = [...this.#waiting, dated];
  }

  #look(now: EpochMicros): void {
    if (this.#exchange.ended && !this.#isEndTold) {
      this.#isEndTold = true;
      this.#io.err("the session is over; the doors stay open");
    }
    if (this.#waiting.length === 0) return;
    const due = this.#waiting.filter(({ at }) => at !== null && at <= now);
    this.#waiting = this.#waiting.filter((dated) => !due.includes(dated));
    for (const { request, text } of due) this.#carryOut(request, text, now);
  }

  #carryOut(request: SimRequest, text: string, at: EpochMicros): void {
    switch (request.kind) {
      case "fault": {
        const done = causeFault(request.fault, { feed: this.#feed, tws: this.#tws });
        return this.#io.err(done.ok ? `${clockOf(at)} ${text}` : done.error);
      }
      case "control":
        return this.#control(request.control, text, at);
      case "spoil": {
        const wanted = instrumentKey(request.contract);
        const listed = this.#exchange.listings.find(({ instrument }) => instrumentKey(instrument) === wanted);
        if (listed === undefined) return this.#io.err(`${wanted} is not listed today`);
        return this.#control({ kind: request.how, instrument: listed.number }, text, at);
      }
      case "speed":
        this.#exchange.setSpeed(request.speed);
        return;
      case "pause":
        return this.#exchange.pause();
      case "go":
        return this.#exchange.resume();
      case "help":
        return this.#io.err(SIM_LINES);
      default:
        unreachable(request);
    }
  }

  #control(control: SimControl, text: string, at: EpochMicros): void {
    const asked = this.#exchange.control(control, at);
    this.#io.err(asked.ok ? `${clockOf(asked.value)} ${text}` : `${text} is not taken (${asked.error.code})`);
  }
}

/** What a clock shows in New York; before the open the market stands a microsecond short of it. */
function clockOf(at: EpochMicros): string {
  const local = localTimeOf(EXCHANGE_ZONE, epochMicros(at + 1));
  if (!local.ok) throw new InvariantError("The zone of the exchange is unknown", { at });
  const { hour, minute, second } = local.value;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}

interface Doors {
  readonly feed: DatabentoDoor | null;
  readonly tws: TwsDoor | null;
}

async function openDoors(
  { port, key, tws }: SimOrder,
  exchange: Exchange,
  log: (line: string) => void,
): Promise<Doors> {
  const opened =
    port === null
      ? null
      : await openDatabentoDoor({ exchange, key, port, log }).catch((error: unknown) => {
          throw cannotListen(error, port, "--databento-port");
        });
  if (tws === null) return { feed: opened, tws: null };
  try {
    return { feed: opened, tws: await openTws(tws, exchange, log) };
  } catch (error) {
    await opened?.close();
    throw cannotListen(error, tws.port, "--tws-port");
  }
}

const openTws = (
  { port, account, serverVersion, booksFile }: SimTws,
  exchange: Exchange,
  log: (line: string) => void,
): Promise<TwsDoor> =>
  openTwsDoor({
    exchange,
    account,
    port,
    log,
    ...(serverVersion === undefined ? {} : { serverVersion }),
    ...(booksFile === null ? {} : { books: openBooksFile(booksFile) }),
  });

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

function cannotListen(error: unknown, port: number, flag: string): unknown {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return isTaken ? new DeskFailure(`Port ${port} is taken: another program listens on it (${flag}).`) : error;
}
