import { fork, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { BrokerLink, OutsideInput } from "@smart0dte/domain";
import { ibApiCodecAt, openOrderNumberFile, TWS_PACING } from "@smart0dte/execution/ibkr";
import { openEmbeddedPostgres, type EmbeddedPostgres } from "@smart0dte/storage/embedded";
import { createJournal, DecisionDigest, type JournalWriter } from "@smart0dte/storage/journal";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import type { BrokerPort } from "../src/broker/broker-port.ts";
import { openTwsPort } from "../src/broker/tws-port.ts";
import { Sequencer } from "../src/sequencer/sequencer.ts";
import { ACCOUNT, DATE, PlanRun, SEED } from "./plan-run.ts";
import type { FromTwsServer, ToTwsServer, TwsServerData } from "./tws-server.ts";

/** The broker's own limits on messages, or none. */
export type Pace = "broker" | "none";

const NO_LIMIT = 1_000_000;
const PACES = {
  broker: { pacing: TWS_PACING },
  none: {
    pacing: { perSecond: NO_LIMIT, reserve: 0, forOrders: 0, perSlice: NO_LIMIT },
    openCodec: ibApiCodecAt(NO_LIMIT),
  },
} as const;

const CLIENT_ID = 1;
const SETTLE_MS = 25;

interface Stores {
  readonly postgres: EmbeddedPostgres;
  readonly store: Store;
  readonly journal: JournalWriter;
}

/** A desk with everything between a decision and the wire: risk, journal, PostgreSQL and adapter; its TWS is another process. */
export class OrderDesk {
  readonly run: PlanRun;
  readonly sequencer: Sequencer;
  /** When each order's frame had come in at the TWS, nanoseconds of the machine's monotonic clock, by the desk's name. */
  readonly arrived = new Map<string, bigint>();
  readonly #folder: string;
  readonly #stores: Stores;
  readonly #server: ChildProcess;
  readonly #twsPort: number;
  #port: BrokerPort;
  #link: BrokerLink["state"] = "notReady";
  #counted: ((counts: Extract<FromTwsServer, { kind: "counted" }>) => void) | null = null;

  private constructor(
    { run, folder, stores }: { readonly run: PlanRun; readonly folder: string; readonly stores: Stores },
    { server, twsPort }: { readonly server: ChildProcess; readonly twsPort: number },
    pace: Pace,
  ) {
    [this.run, this.#folder, this.#stores] = [run, folder, stores];
    [this.#server, this.#twsPort] = [server, twsPort];
    server.on("message", (message: FromTwsServer) => this.#hear(message));
    this.#port = this.#openPort(pace);
    this.sequencer = new Sequencer({
      run,
      journal: stores.journal,
      digest: new DecisionDigest(),
      lasting: "disk",
      commitIntents: (commands) => stores.store.commitIntents(commands, run.pipeline.start.run),
      // the port may be another one by then
      brokerPort: { follow: (consequence) => this.#port.follow(consequence) },
      onDecisions: () => {},
    });
  }

  /** Ready to trade. */
  static async open(pace: Pace): Promise<OrderDesk> {
    const folder = mkdtempSync(join(tmpdir(), "smart0dte-bench-"));
    // the database server may run under an account of its own
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "broker"));
    const run = PlanRun.warm();
    const postgres = await openEmbeddedPostgres({ folder, log: () => {} });
    const store = await openStore(postgres.url, { connections: 2 });
    const journal = createJournal(join(folder, "bench.journal"));
    journal.append({ kind: "input", input: run.opening });
    await store.runs.open(run.pipeline.start, "bench.journal");
    const data: TwsServerData = { seed: SEED, date: DATE, at: run.at, account: ACCOUNT };
    const server = fork(fileURLToPath(new URL("./tws-server.ts", import.meta.url)), [JSON.stringify(data)]);
    const twsPort = await new Promise<number>((resolve) =>
      server.once("message", (message: FromTwsServer) =>
        resolve(message.kind === "ready" ? message.port : 0),
      ),
    );
    const desk = new OrderDesk(
      { run, folder, stores: { postgres, store, journal } },
      { server, twsPort },
      pace,
    );
    await desk.connect();
    return desk;
  }

  /** Milliseconds from the first step of a new connection to a desk that may open. */
  async connect(): Promise<number> {
    const began = performance.now();
    this.#port.open({
      host: "127.0.0.1",
      port: this.#twsPort,
      account: ACCOUNT,
      clientId: CLIENT_ID,
      isSimulator: true,
    });
    while (this.#link !== "ready") await wait(1);
    return performance.now() - began;
  }

  /** Lets go and stands as a desk that was started again. */
  disconnect(pace: Pace): void {
    this.#port.close();
    this.#link = "notReady";
    this.#port = this.#openPort(pace);
  }

  /** Definitions of the boards are asked for behind everything else: measured is a desk that has them. */
  async isIdle(): Promise<void> {
    let quiet = 0;
    while (quiet < 80) {
      await wait(SETTLE_MS);
      await this.sequencer.settled();
      quiet = (this.#port.line()?.waiting ?? 1) === 0 ? quiet + 1 : 0;
    }
  }

  tell(what: ToTwsServer): void {
    this.#server.send(what);
  }

  count(): Promise<Extract<FromTwsServer, { kind: "counted" }>> {
    return new Promise((resolve) => {
      this.#counted = resolve;
      this.tell({ kind: "count" });
    });
  }

  async close(): Promise<void> {
    this.#port.close();
    await this.sequencer.settled();
    this.#server.disconnect();
    const { journal, store, postgres } = this.#stores;
    await journal.close();
    await store.close();
    await postgres.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openPort(pace: Pace): BrokerPort {
    return openTwsPort({
      run: this.run,
      put: (what: OutsideInput, at) => {
        if (what.kind === "brokerLink") this.#link = what.link.state;
        this.sequencer.put(what, at);
      },
      now: () => this.run.at,
      deskAt: () => this.run.at,
      orderNumbers: openOrderNumberFile(join(this.#folder, "broker", "order-number")),
      ...PACES[pace],
      onFailure: (error) => {
        throw error;
      },
      log: () => {},
    });
  }

  #hear(message: FromTwsServer): void {
    if (message.kind === "order") this.arrived.set(message.orderRef.split("@")[0] ?? "", BigInt(message.at));
    else if (message.kind === "counted") this.#counted?.(message);
  }
}
