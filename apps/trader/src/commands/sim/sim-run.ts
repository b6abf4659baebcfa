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
import { DeskFailure } from "../../desk/desk-failure.ts";
import type { CommandIo } from "../calendar-command.ts";
import { SIM_LINES, readSimLine, type SimRequest } from "./sim-line.ts";
import type { DatedRequest, SimOrder } from "./sim-words.ts";

/** A simulated market and its door, from the opening words to the end. */
export class SimRun {
  readonly #exchange: Exchange;
  readonly #door: DatabentoDoor;
  readonly #io: CommandIo;
  #waiting: readonly DatedRequest[];
  #isEndTold = false;

  private constructor(exchange: Exchange, door: DatabentoDoor, io: CommandIo) {
    this.#exchange = exchange;
    this.#door = door;
    this.#io = io;
    this.#waiting = [];
    exchange.onBatch((_batch, now) => this.#look(now));
  }

  /** Opens the door and says what is behind it; desk time begins then. */
  static async open(order: SimOrder, io: CommandIo): Promise<SimRun> {
    const { seed, session, market, speed, from, key, port, requests } = order;
    const exchange = openExchange({
      seed,
      session,
      market,
      speed,
      paused: true,
      ...(from === null ? {} : { startAt: from }),
    });
    const door = await openDatabentoDoor({ exchange, key, port, log: (line) => io.err(line) }).catch(
      (error: unknown) => {
        exchange.close();
        throw cannotListen(error, port);
      },
    );
    const run = new SimRun(exchange, door, io);
    run.#announce(order);
    for (const dated of requests) run.#ask(dated);
    exchange.resume();
    return run;
  }

  get port(): number {
    return this.#door.port;
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Where it stands, in one line. */
  get state(): string {
    const { now, lagMicros, ended } = this.#exchange.state;
    const behind = lagMicros > 500_000 ? ` · ${(lagMicros / 1e6).toFixed(1)} s behind` : "";
    const sessions = `${this.#door.sessions} session${this.#door.sessions === 1 ? "" : "s"}`;
    return `SIMULATED ${clockOf(now)} New York · speed ${this.#exchange.speed}${behind} · ${sessions}${ended ? " · ended" : ""}`;
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
    await this.#door.close();
  }

  #announce({ seed, session, market, key }: SimOrder): void {
    const { out } = this.#io;
    const { now } = this.#exchange;
    out("SIMULATED market, no real data: for exercising programs, never evidence of an edge.");
    out(
      `${session.date}, from ${clockOf(now)} New York, seed ${seed}, ${market === "planted" ? "planted patterns" : "nothing planted"}`,
    );
    out(
      `Databento live protocol on 127.0.0.1:${this.#door.port}, key ${key === SIMULATED_KEY ? key : `…-${bucketOf(key)}`}`,
    );
    for (const { name, schemas, stypes } of SERVED_DATASETS)
      out(`  ${name}: ${schemas.join(", ")} (stype_in ${stypes.join(", ")})`);
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
      this.#io.err("the session is over; the door stays open");
    }
    if (this.#waiting.length === 0) return;
    const due = this.#waiting.filter(({ at }) => at !== null && at <= now);
    this.#waiting = this.#waiting.filter((dated) => !due.includes(dated));
    for (const { request, text } of due) this.#carryOut(request, text, now);
  }

  #carryOut(request: SimRequest, text: string, at: EpochMicros): void {
    switch (request.kind) {
      case "fault": {
        const done = this.#door.fault(request.fault);
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

function cannotListen(error: unknown, port: number): unknown {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return isTaken
    ? new DeskFailure(`Port ${port} is taken: another program listens on it (--databento-port).`)
    : error;
}
