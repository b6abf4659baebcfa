import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BrokerLink, CommandAct, DeskReply } from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";
import type { Store } from "@smart0dte/storage/postgres";
import { orderOf } from "../checks/broker-truth.ts";
import { readDeskLedger } from "../checks/desk-ledger.ts";
import type { DeskLedger, DeskLife, SentAtKill, WireFact } from "../checks/evidence.ts";
import { UnknownWatch } from "../checks/unknown-watch.ts";
import { DeskHandle } from "../desk/desk-handle.ts";
import type { DeskBooks, DeskSample, FaultDeskSettings } from "../desk/desk-words.ts";
import { QUESTIONS, type WireOrder } from "../wire/wire-conversation.ts";
import { openTwsWire, type TwsWire } from "../wire/tws-wire.ts";
import type { KillMoment } from "../scenario/scenario.ts";
import type { MarketGround } from "./market-ground.ts";

export interface KeeperOptions {
  readonly ground: MarketGround;
  readonly module: URL;
  readonly store: Store;
  readonly settings: Omit<FaultDeskSettings, "twsPort">;
}

interface ArmedKill {
  readonly when: KillMoment;
  readonly downMs: number;
  readonly onDone: () => void;
}

/** Starts the desk, kills it at the moments that are asked for, starts it again, and keeps what is known of its lives. */
export class DeskKeeper {
  readonly lives: DeskLife[] = [];
  readonly wire: WireFact[] = [];
  readonly sentAtKill: SentAtKill[] = [];
  readonly deaths: string[] = [];
  readonly reconcileMs: number[] = [];
  readonly unknown = new UnknownWatch();
  sample: DeskSample | null = null;
  readonly #options: KeeperOptions;
  #tws: TwsWire | null = null;
  #desk: DeskHandle | null = null;
  #armed: ArmedKill | null = null;
  #journal: string | null = null;
  #run: string | null = null;
  #link: BrokerLink["state"] = "notReady";
  #comparingSince: number | null = null;
  #starting: Promise<void> = Promise.resolve();
  #isClosed = false;
  /** There is a process; a second one on the folder would be no fault of the desk. */
  #isAlive = false;

  private constructor(options: KeeperOptions) {
    this.#options = options;
  }

  static async open(options: KeeperOptions): Promise<DeskKeeper> {
    const keeper = new DeskKeeper(options);
    keeper.#tws = await openTwsWire(options.ground.tws.port, {
      onOrder: (order) => keeper.#order(order),
      onExecution: () => keeper.#reached("atExecution"),
    });
    keeper.#start();
    return keeper;
  }

  /** The desk and its broker hear each other. */
  get isConnected(): boolean {
    return this.sample !== null && this.#link !== "notReady" && this.#tws?.isOpen === true;
  }

  /** Kills at the next such moment; `onDone` when it has happened. A desk that is down is not killed again. */
  arm(kill: ArmedKill): void {
    this.#armed = kill;
    if (kill.when === "now" && !this.#reached("now")) this.#armed = null;
  }

  /** What has not happened will not any more. */
  disarm(): void {
    this.#armed = null;
  }

  async books(): Promise<DeskBooks | null> {
    return (await this.#desk?.books()) ?? null;
  }

  async command(act: CommandAct): Promise<DeskReply | null> {
    return (await this.#desk?.command(act)) ?? null;
  }

  get journalPath(): string | null {
    return this.#journal === null ? null : join(this.#options.settings.folder, this.#journal);
  }

  /** As the journal on the disk says it; null before there is one. */
  ledger(): DeskLedger | null {
    const path = this.journalPath;
    return path === null ? null : readDeskLedger(readJournal(path));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#starting;
    await this.#desk?.kill();
    await this.#tws?.close();
  }

  /** Ends the desk for good; its journal stays. */
  async endDesk(): Promise<void> {
    this.#isClosed = true;
    await this.#starting;
    await this.#kill();
  }

  #start(): void {
    const { settings, module } = this.#options;
    this.#isAlive = true;
    this.sample = null;
    this.#link = "notReady";
    this.#comparingSince = null;
    this.unknown.begin();
    const desk = new DeskHandle(
      module,
      { ...settings, twsPort: this.#tws?.port ?? 0 },
      {
        onUp: ({ run, journal, seq }) => {
          this.#run = run;
          this.#journal = relativeOf(journal, settings.folder);
          this.lives.push({ life: this.lives.length + 1, seq });
        },
        onLink: ({ state }, atMs) => this.#linked(state, atMs),
        onBooked: (legs) => this.unknown.booked(legs),
        onSample: (sample) => {
          this.sample = sample;
        },
        onDeath: (why) => {
          if (this.#isClosed) return;
          this.deaths.push(why);
          this.#start();
        },
      },
    );
    this.#desk = desk;
  }

  #linked(state: BrokerLink["state"], atMs: number): void {
    this.#link = state;
    if (state === "notReady") this.#comparingSince = null;
    else if (state === "notReconciled") this.#comparingSince ??= atMs;
    else if (this.#comparingSince !== null) {
      this.reconcileMs.push(atMs - this.#comparingSince);
      this.#comparingSince = null;
    }
  }

  /** False: the desk was killed as this order was on its way, and it goes no further. */
  #order({ orderRef, number, answered }: WireOrder): boolean {
    if (this.#reached("beforeOrder")) return false;
    this.wire.push({
      orderId: orderOf(orderRef),
      number,
      life: this.lives.length,
      unanswered: QUESTIONS.filter((question) => !answered.includes(question)),
    });
    this.#reached("afterOrder");
    return true;
  }

  #reached(moment: KillMoment): boolean {
    const armed = this.#armed;
    if (armed?.when !== moment || this.#isClosed || !this.#isAlive) return false;
    this.#armed = null;
    armed.onDone();
    this.#starting = this.#killAndStart(armed.downMs);
    return true;
  }

  async #killAndStart(downMs: number): Promise<void> {
    await this.#kill();
    await wait(downMs);
    if (!this.#isClosed) this.#start();
  }

  /** Kills, and looks at once what the broker has and the database knows. */
  async #kill(): Promise<void> {
    const { ground, store } = this.#options;
    this.#isAlive = false;
    this.sample = null;
    await this.#desk?.kill();
    const run = this.#run;
    if (run === null) return;
    const known = new Set((await store.committedIntents(run)).map(({ orderId }) => orderId));
    const seen = new Set(this.sentAtKill.map(({ orderRef }) => orderRef));
    for (const { orderId, orderRef } of ground.truth.orders)
      if (!seen.has(orderRef))
        this.sentAtKill.push({ orderRef, isCommitted: orderId !== null && known.has(orderId) });
  }
}

/** The desk names its journal by its path or within its folder. */
const relativeOf = (path: string, folder: string): string =>
  path.startsWith(folder) ? path.slice(folder.length + 1) : path;
