import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import {
  BadInputError,
  epochMicros,
  type AgeLimits,
  type DeskInput,
  type EpochMicros,
  type Session,
} from "@smart0dte/domain";
import {
  createSimulatedMarket,
  parseSimControl,
  type SimControl,
  type SimulatedMarket,
} from "@smart0dte/simulator/market";
import type { DeskRun } from "../sequencer/desk-run.ts";
import {
  notOffered,
  type Controlled,
  type DeskSource,
  type Playing,
  type SourceFacts,
} from "./desk-source.ts";

export interface SimulatedChoice {
  readonly seed: number;
  readonly session: Session;
  readonly market: "planted" | "null";
}

/** The far strikes of the simulated market are repeated every four seconds, the VIX every second. */
const AGE_LIMITS: AgeLimits = { underlying: 5_000_000, option: 5_000_000, index: 15_000_000 };
/** Desk time that one batch spans at the most: the paper broker's latency. */
const STEP_MICROS = 250_000;
/** Wall time between two looks at the clock. */
const TICK_MS = 50;
/** Steps after which the process looks at its sockets and commands. */
const STEPS_A_TURN = 16;

interface Asked {
  readonly control: SimControl;
  readonly at: EpochMicros;
}

/** The seeded simulated market, in process. */
export class SimulatedSource implements DeskSource {
  readonly facts: SourceFacts;
  readonly planted: boolean;
  readonly label: string;
  readonly #market: SimulatedMarket;
  #isListed = false;
  #isEnded = false;

  constructor({ seed, session, market }: SimulatedChoice) {
    this.#market = createSimulatedMarket({ seed, session, market });
    this.planted = market === "planted";
    this.label = `simulated market, seed ${seed}, ${this.planted ? "planted patterns" : "nothing planted"}`;
    this.facts = {
      mode: "demo",
      source: `simulated:${seed}${this.planted ? "" : ":null"}`,
      session,
      provenance: { src: "simulated", options: "quoted" },
      minuteSource: false,
      ageLimits: AGE_LIMITS,
      findings: this.planted
        ? ["PLANTED: a lead-lag and reverting divergences are built into this market"]
        : [],
      previousCloses: this.#market.previousCloses,
    };
  }

  /** The listings and the end are said once; the market itself is gone through in one go. */
  passOver({ what }: DeskInput): void {
    this.#isListed ||= what.kind === "instruments";
    this.#isEnded ||= what.kind === "end";
  }

  catchUp(run: DeskRun): void {
    this.#goTo(run.at);
  }

  repeat(body: unknown, run: DeskRun): void {
    const { control, at } = body as Asked;
    // a request acts from its own desk time on: the market must not have passed it
    this.#goTo(run.at);
    const asked = this.#market.control(control, epochMicros(Math.max(at, this.#market.now)));
    if (!asked.ok)
      throw new BadInputError(`The simulated market no longer takes ${JSON.stringify(control)}.`);
  }

  async play({ sequencer, clock, stop }: Playing): Promise<"ended" | "stopped"> {
    const { session } = this.facts;
    if (!this.#isListed)
      sequencer.put({ kind: "instruments", listings: this.#market.listings }, session.open);
    this.#isListed = true;
    for (let n = 1; !this.#market.ended; n += 1) {
      if (stop.aborted) return "stopped";
      const target = clock.speed === "max" ? Number.POSITIVE_INFINITY : clock.deskNow(this.#market.now);
      if (target <= this.#market.now) {
        await wait(TICK_MS);
        continue;
      }
      const until = epochMicros(Math.min(target, this.#market.now + STEP_MICROS));
      const batch = this.#market.advance(until);
      sequencer.put(batch.count > 0 ? { kind: "market", batch } : { kind: "timer" }, until);
      if (sequencer.settling !== null) await sequencer.settling;
      if (until === target) await wait(TICK_MS);
      else if (n % STEPS_A_TURN === 0) await turn();
    }
    if (!this.#isEnded) sequencer.put({ kind: "end" }, null);
    this.#isEnded = true;
    await sequencer.settled();
    return "ended";
  }

  horizon(): EpochMicros {
    return epochMicros(this.#market.now + STEP_MICROS);
  }

  control(request: unknown, at: EpochMicros): Controlled {
    const control = parseSimControl(request);
    if (!control.ok) return notOffered(control.error);
    const from = epochMicros(Math.max(at, this.#market.now));
    const asked = this.#market.control(control.value, from);
    if (!asked.ok) return notOffered(`The simulated market does not take this now (${asked.error.code}).`);
    const aside: Asked = { control: control.value, at: from };
    return { ok: true, aside, at: from };
  }

  #goTo(at: EpochMicros): void {
    if (at > this.#market.now) this.#market.fastForward(at);
  }
}
