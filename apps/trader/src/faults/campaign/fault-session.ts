import { mkdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "@smart0dte/storage/postgres";
import { BadInputError, type CommandAct } from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";
import { NotReproducedError, rebuildRun } from "../../sequencer/journal-rebuild.ts";
import type { BrokerTruth, DeskLedger, Evidence, Violation } from "../checks/evidence.ts";
import { judge } from "../checks/judge.ts";
import { DESK_MODULE } from "../desk/desk-handle.ts";
import { LONGEST_WINDOW_MS, WINDOW_MS } from "../scenario/draw-scenario.ts";
import { nameOf, type Act, type Deed, type Scenario } from "../scenario/scenario.ts";
import { DeskKeeper } from "./desk-keeper.ts";
import { ACCOUNT, DATE, MarketGround } from "./market-ground.ts";
import type { RunResult } from "./run-result.ts";

export interface SessionOptions {
  /** Of the market. */
  readonly seed: number;
  /** The desk's data folder; made where missing. */
  readonly folder: string;
  readonly databaseUrl: string;
  readonly store: Store;
  /** The desk's process; the campaign's own unless a test plants something. */
  readonly deskModule?: URL;
  /** How long a desk may take to come to rest, milliseconds. */
  readonly restWithinMs?: number;
}

const LOOK_MS = 50;
const ACT_LOOK_MS = 150;
/** A freeze, an outage and an order walk may follow one another; what has not come to rest by then will not. */
const REST_WITHIN_MS = 40_000;
const FLAT_WITHIN_MS = 30_000;
/** How long rest must last: on a market that goes on, and on one that stands. */
const RESTING_LOOKS = 4;
const STANDING_MS = 200;

/** One day of a market and of the desk that trades in it; runs follow one another on it. */
export class FaultSession {
  readonly #ground: MarketGround;
  readonly #keeper: DeskKeeper;
  readonly #restWithinMs: number;
  readonly #looking: NodeJS.Timeout;
  #lookedAt = performance.now();
  #flatDue = false;

  private constructor(ground: MarketGround, keeper: DeskKeeper, restWithinMs: number) {
    this.#ground = ground;
    this.#keeper = keeper;
    this.#restWithinMs = restWithinMs;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  /** A desk that has seen its morning and is ready to trade. */
  static async open(options: SessionOptions): Promise<FaultSession> {
    const {
      seed,
      folder,
      databaseUrl,
      store,
      deskModule = DESK_MODULE,
      restWithinMs = REST_WITHIN_MS,
    } = options;
    mkdirSync(folder, { recursive: true });
    const ground = await MarketGround.open(seed);
    const settings = { databaseUrl, folder, seed, date: DATE, feedPort: ground.feed.port, account: ACCOUNT };
    const keeper = await DeskKeeper.open({ ground, module: deskModule, store, settings });
    const session = new FaultSession(ground, keeper, restWithinMs);
    while (keeper.sample === null && keeper.deaths.length === 0) await wait(LOOK_MS);
    await ground.warmUp();
    return session;
  }

  /** Carries a scenario out, lets the desk come to rest and judges what it has done. */
  async play(scenario: Scenario): Promise<RunResult> {
    const began = performance.now();
    const before = this.#ground.truth;
    const injected: Record<string, number> = {};
    const count = (deed: Deed): void => void (injected[nameOf(deed)] = (injected[nameOf(deed)] ?? 0) + 1);
    const acts = new AbortController();
    for (const { afterMs, deed } of scenario.steps) {
      await wait(Math.max(0, began + afterMs - performance.now()));
      this.#carryOut(deed, acts.signal, () => count(deed));
    }
    await this.#untilTraded(began, before);
    acts.abort();
    this.#keeper.disarm();
    const violations = await this.#judged();
    await this.#tidyUp();
    const after = this.#ground.truth;
    return {
      run: scenario.run,
      injected,
      violations,
      reconcileMs: this.#keeper.reconcileMs.splice(0),
      orders: after.orders.length - before.orders.length,
      executions: after.trades.length - before.trades.length,
      seconds: (performance.now() - began) / 1_000,
    };
  }

  /** Flattens, kills, and holds the whole journal against what it says: the last violations of the day. */
  async finish(): Promise<readonly Violation[]> {
    await this.#keeper.command({
      kind: "halt",
      flatten: true,
      reason: "the session of the campaign is over",
    });
    this.#flatDue = true;
    const violations = await this.#judged();
    await this.#keeper.endDesk();
    return [...violations, ...this.#rebuilt()];
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#keeper.close();
    await this.#ground.close();
  }

  /** What waits for an order finds one, if the market has any. */
  async #untilTraded(began: number, { trades }: BrokerTruth): Promise<void> {
    await wait(Math.max(0, began + WINDOW_MS - performance.now()));
    const hasTraded = (): boolean => this.#ground.truth.trades.length > trades.length;
    while (!hasTraded() && performance.now() < began + LONGEST_WINDOW_MS) await wait(LOOK_MS);
  }

  #carryOut(deed: Deed, over: AbortSignal, onDone: () => void): void {
    switch (deed.kind) {
      case "fault":
        if (this.#ground.fault(deed.fault)) onDone();
        return;
      case "kill":
        return this.#keeper.arm({ when: deed.when, downMs: deed.downMs, onDone });
      case "act":
        void this.#act(deed.act, over, onDone);
    }
  }

  /** A person waits for what the act needs: a desk that is up, a position to close. */
  async #act(act: Act, over: AbortSignal, onDone: () => void): Promise<void> {
    for (; !over.aborted; await wait(ACT_LOOK_MS)) {
      const command = await this.#commandOf(act);
      if (command === null) continue;
      if ((await this.#keeper.command(command)) !== null) onDone();
      return;
    }
  }

  /** Null where the desk is down or has nothing of the kind. */
  async #commandOf(act: Act): Promise<CommandAct | null> {
    const books = await this.#keeper.books();
    if (books === null) return null;
    switch (act) {
      case "close": {
        const open = books.positions.find(({ quantity }) => quantity > 0);
        return open === undefined ? null : { kind: "closePosition", positionId: open.id, limit: null };
      }
      case "cancel": {
        const [orderId] = books.working;
        return orderId === undefined ? null : { kind: "cancelOrder", orderId };
      }
      case "halt":
      case "flatten":
        return { kind: "halt", flatten: act === "flatten", reason: "a person in the campaign" };
      case "disarm":
        return {
          kind: "setParameters",
          changes: [{ name: "automation", value: "OFF" }],
          reason: "a person in the campaign",
        };
    }
  }

  /** What a person stopped goes on, for the next run. */
  async #tidyUp(): Promise<void> {
    const reason = "the next run of the campaign";
    if (this.#keeper.sample?.isHalted === true) await this.#keeper.command({ kind: "resume", reason });
    const changes = [{ name: "automation", value: "AUTO" }] as const;
    await this.#keeper.command({ kind: "setParameters", changes, reason });
  }

  #look(): void {
    const now = performance.now();
    const { sample, isConnected, unknown } = this.#keeper;
    const seen = { trades: this.#ground.truth.trades, unknownOrders: sample?.unknown ?? [] };
    unknown.pass(now - this.#lookedAt, isConnected, seen);
    this.#lookedAt = now;
  }

  async #judged(): Promise<readonly Violation[]> {
    const { exchange } = this.#ground;
    this.#flatDue ||= this.#keeper.sample?.isFlattening ?? false;
    const unrest = await this.#rest();
    // without a market nothing happens while both sides are read
    exchange.pause();
    try {
      const books = await this.#keeper.books();
      const desk = this.#keeper.ledger();
      if (desk === null) return [{ check: "journal", sentence: "the desk never had a journal" }];
      return judge(this.#evidence(desk, { day: books?.day ?? null, unrest }));
    } catch (error) {
      if (error instanceof BadInputError) return [{ check: "journal", sentence: error.message }];
      throw error;
    } finally {
      exchange.resume();
      this.#flatDue = false;
    }
  }

  #evidence(desk: DeskLedger, read: Pick<Evidence, "day" | "unrest">): Evidence {
    const { wire, lives, sentAtKill, deaths, unknown, sample } = this.#keeper;
    return {
      ...read,
      desk,
      broker: this.#ground.truth,
      wire,
      lives,
      sentAtKill,
      unclosed: sample?.unclosed ?? [],
      isFlatDue: this.#flatDue,
      tooLongUnknown: unknown.take(),
      deaths: deaths.splice(0),
    };
  }

  /** Resolves when the desk and its broker have nothing to tell each other any more, or why they still have. */
  async #rest(): Promise<string | null> {
    const until = performance.now() + this.#restWithinMs;
    const flatUntil = performance.now() + Math.min(FLAT_WITHIN_MS, this.#restWithinMs);
    let looks = 0;
    for (;;) {
      const why = this.#restless(performance.now() < flatUntil);
      looks = why === null ? looks + 1 : 0;
      if (looks >= RESTING_LOOKS) {
        this.#ground.exchange.pause();
        await wait(STANDING_MS);
        if (this.#restless(false) === null) return null;
        this.#ground.exchange.resume();
        looks = 0;
      }
      if (performance.now() > until) return why;
      await wait(LOOK_MS);
    }
  }

  /** What still goes on; null where nothing does. */
  #restless(isFlatAwaited: boolean): string | null {
    const { sample, unknown } = this.#keeper;
    if (sample === null) return "the desk is not up";
    if (sample.link !== "ready" || !sample.isReconciled) return `the way to the broker is ${sample.link}`;
    if (sample.unjoined > 0) return `${sample.unjoined} legs wait for the rest of their package`;
    const [unanswered] = sample.unanswered;
    if (unanswered !== undefined) return `${unanswered} is not answered about`;
    const [unclosed] = sample.unclosed;
    if (unclosed !== undefined) return `${unclosed} is to be closed and has no order for it`;
    if (!unknown.isClear) return "something that the broker did is not booked";
    return isFlatAwaited && this.#flatDue && sample.held > 0 ? `${sample.held} positions are not flat` : null;
  }

  /** The journal leads to what it says that was decided; else the desk could not be taken over from it. */
  #rebuilt(): readonly Violation[] {
    const path = this.#keeper.journalPath;
    if (path === null) return [];
    try {
      rebuildRun(path, readJournal(path));
      return [];
    } catch (error) {
      if (error instanceof NotReproducedError || error instanceof BadInputError)
        return [{ check: "journal", sentence: error.message }];
      throw error;
    }
  }
}
