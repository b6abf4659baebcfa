import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import {
  BadInputError,
  canonicalJson,
  epochMicros,
  type DeskInput,
  type EpochMicros,
} from "@smart0dte/domain";
import {
  createSimulatedMarket,
  parseSimControl,
  type SimControl,
  type SimulatedMarket,
} from "@smart0dte/simulator/market";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { Speed } from "./desk-clock.ts";
import {
  notOffered,
  type Controlled,
  type DeskSource,
  type Playing,
  type SourceFacts,
} from "./desk-source.ts";
import { simulatedFacts, simulatedLabel, type SimulatedChoice } from "./simulated-facts.ts";

/** Desk time that one batch spans at the most: the paper broker's latency. */
const STEP_MICROS = 250_000;
/** Wall time between two looks at the clock. */
const TICK_MS = 50;
/** Steps after which the process looks at its sockets and commands. */
const STEPS_A_TURN = 16;

/** A request of the simulated market, as a journal holds it. */
export interface AskedOfMarket {
  readonly control: SimControl;
  readonly at: EpochMicros;
}

/** The seeded simulated market in process, in lockstep: `--speed max` and replays. */
export class SimulatedSource implements DeskSource {
  readonly facts: SourceFacts;
  readonly planted: boolean;
  readonly label: string;
  readonly #market: SimulatedMarket;
  #isListed = false;
  #isEnded = false;

  constructor(choice: SimulatedChoice) {
    this.#market = createSimulatedMarket(choice);
    this.planted = choice.market === "planted";
    this.label = simulatedLabel(choice);
    this.facts = simulatedFacts(choice, this.#market.previousCloses);
  }

  /** The listings and the end are said once; the market itself is gone through in one go. */
  passOver({ what }: DeskInput): void {
    if (what.kind === "instruments") {
      if (canonicalJson(what.listings) !== canonicalJson(this.#market.listings))
        throw new BadInputError(
          "This run began on the market's live line and numbers its instruments by it: --speed max cannot go on with it, any other speed can.",
        );
      this.#isListed = true;
    }
    this.#isEnded ||= what.kind === "end";
  }

  catchUp(run: DeskRun): void {
    this.#goTo(run.at);
  }

  repeat(body: unknown, run: DeskRun): void {
    const { control, at } = body as Partial<AskedOfMarket>;
    // a fault of the line concerns no market in process
    if (control === undefined || at === undefined) return;
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

  control(request: unknown, at: EpochMicros): Promise<Controlled> {
    const control = parseSimControl(request);
    if (!control.ok) return Promise.resolve(notOffered(control.error));
    const from = epochMicros(Math.max(at, this.#market.now));
    const asked = this.#market.control(control.value, from);
    if (!asked.ok)
      return Promise.resolve(
        notOffered(`The simulated market does not take this now (${asked.error.code}).`),
      );
    const aside: AskedOfMarket = { control: control.value, at: from };
    return Promise.resolve({ ok: true, aside, at: from });
  }

  pace(speed: Speed): string | null {
    if (speed === "max") return null;
    return "This desk was started with --speed max: its market runs in process, as fast as it can. Nothing was changed. Start it again with another --speed.";
  }

  line(): null {
    return null;
  }

  #goTo(at: EpochMicros): void {
    if (at > this.#market.now) this.#market.fastForward(at);
  }
}
