import { RandomStream } from "@smart0dte/simulator/market";
import type { LineFault } from "../../source/line-fault.ts";
import { KILLS, type Act, type Deed, type Scenario, type Step } from "./scenario.ts";

/** Wall time of a run, and of one in which nothing is traded. */
export const WINDOW_MS = 2_000;
export const LONGEST_WINDOW_MS = 4_500;
/** What waits for its occasion begins early, what happens at once before this. */
const ARMED_BY_MS = 500;
const SUDDEN_BY_MS = 1_700;
const MOST_DOWN_MS = 800;
/** Shares of runs with a kill, with a second one, and with a person who does more than close positions. */
const KILLED = 0.45;
const KILLED_AGAIN = 0.2;
const STOPPED = 0.25;
const MOST_FAULTS = 3;
const MOST_CLOSES = 2;

/** One to three faults, up to two kills and what a person does: the same seed and run, the same scenario. */
export function drawScenario(seed: number, run: number): Scenario {
  const draw = new Draw(`${seed}/faults/${run}`);
  const faults = times(1 + draw.below(MOST_FAULTS), () => draw.fault());
  const kills = times(draw.isSo(KILLED) ? 1 + Number(draw.isSo(KILLED_AGAIN)) : 0, () => draw.kill());
  // orders to go wrong with: the market brings others by itself
  const closes = times(1 + draw.below(MOST_CLOSES), () => draw.act("close"));
  const stops = times(draw.isSo(STOPPED) ? 1 : 0, () => draw.act(draw.of(STOPS)));
  const steps = [...faults, ...kills, ...closes, ...stops];
  return { run, steps: steps.sort((left, right) => left.afterMs - right.afterMs) };
}

const STOPS: readonly [Act, ...Act[]] = ["cancel", "halt", "flatten", "disarm"];

const times = (count: number, make: () => Step): readonly Step[] => Array.from({ length: count }, make);

class Draw {
  readonly #chance: RandomStream;

  constructor(name: string) {
    this.#chance = new RandomStream(name);
  }

  isSo(share: number): boolean {
    return this.#chance.uniform() < share;
  }

  below(count: number): number {
    return Math.floor(this.#chance.uniform() * count);
  }

  of<One>(all: readonly [One, ...One[]]): One {
    return all[this.below(all.length)] ?? all[0];
  }

  /** Seconds to a tenth. */
  seconds(from: number, to: number): number {
    return Math.round((from + this.#chance.uniform() * (to - from)) * 10) / 10;
  }

  act(act: Act): Step {
    return this.#step({ kind: "act", act }, SUDDEN_BY_MS);
  }

  kill(): Step {
    const when = this.of(KILLS);
    const deed: Deed = { kind: "kill", when, downMs: this.below(MOST_DOWN_MS) };
    return this.#step(deed, when === "now" ? SUDDEN_BY_MS : ARMED_BY_MS);
  }

  fault(): Step {
    const { of, isArmed } = this.of(FAULTS);
    return this.#step({ kind: "fault", fault: of(this) }, isArmed ? ARMED_BY_MS : SUDDEN_BY_MS);
  }

  #step(deed: Deed, before: number): Step {
    return { afterMs: this.below(before), deed };
  }
}

interface FaultKind {
  readonly of: (draw: Draw) => LineFault;
  /** It waits for its occasion. */
  readonly isArmed: boolean;
}

type TwsFault = Extract<LineFault, { of: "tws" }>["fault"];
type FeedFault = Extract<LineFault, { of: "feed" }>["fault"];

const armed = (of: (draw: Draw) => TwsFault): FaultKind => ({
  of: (draw) => ({ of: "tws", fault: of(draw) }),
  isArmed: true,
});
const sudden = (of: (draw: Draw) => TwsFault): FaultKind => ({
  of: (draw) => ({ of: "tws", fault: of(draw) }),
  isArmed: false,
});
const feed = (of: (draw: Draw) => FeedFault): FaultKind => ({
  of: (draw) => ({ of: "feed", fault: of(draw) }),
  isArmed: false,
});

/** Each as likely as the others. */
const FAULTS: readonly [FaultKind, ...FaultKind[]] = [
  armed(() => ({ kind: "drop", at: "beforeSend" })),
  armed(() => ({ kind: "drop", at: "afterSend" })),
  armed((draw) => ({ kind: "drop", at: 1 + draw.below(60) })),
  armed((draw) => outage(draw, "midCombo")),
  armed(() => ({ kind: "lostAck", times: 1 })),
  armed(() => ({ kind: "halfPackage", times: 1 })),
  armed(() => ({ kind: "rejectAfterPartial", times: 1 })),
  armed(() => ({ kind: "fillAfterCancel", times: 1 })),
  armed(() => ({ kind: "malformedReject", times: 1 })),
  armed(() => ({ kind: "expiryRefusal", times: 1 })),
  armed(() => ({ kind: "noBagDetails", times: 1 })),
  armed(() => ({ kind: "idsBack", times: 1 })),
  sudden(() => ({ kind: "drop", at: "now" })),
  sudden((draw) => ({ kind: "freeze", seconds: draw.seconds(0.3, 2.5) })),
  sudden((draw) => ({ kind: "slow", milliseconds: 20 + draw.below(400), seconds: 2 })),
  sudden((draw) => ({ kind: "duplicate", seconds: draw.seconds(1, 4) })),
  sudden((draw) => ({ kind: "reorder", seconds: draw.seconds(1, 4) })),
  sudden((draw) => outage(draw, "now")),
  feed(() => ({ kind: "disconnect" })),
  feed(() => ({ kind: "corrupt" })),
  feed((draw) => ({ kind: "stall", seconds: draw.seconds(0.3, 2) })),
  feed((draw) => ({ kind: "skip", seconds: 5 + draw.below(30) })),
  feed((draw) => ({ kind: "crossed", seconds: 5 + draw.below(30) })),
];

const outage = (draw: Draw, when: "now" | "midCombo"): TwsFault => ({
  kind: "outage",
  seconds: draw.seconds(0.5, 2.5),
  data: draw.isSo(0.5) ? "kept" : "lost",
  when,
});
