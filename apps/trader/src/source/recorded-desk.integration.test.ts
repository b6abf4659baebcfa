import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createJournal, DecisionDigest } from "@smart0dte/storage/journal";
import { expect, it } from "vitest";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { aRecording } from "../testing/simulated-morning.ts";
import { DbnSource } from "./dbn-source.ts";
import { DeskClock, type Speed } from "./desk-clock.ts";
import type { DeskSource } from "./desk-source.ts";
import { sessionOn, simulatedOn } from "./open-source.ts";

/** As fast as the lines allow. Everything is measured by desk time: a busy machine takes longer. */
const SPEED = 400;
/** Desk minutes: long enough for plans and fills, short enough for a test. */
const MORNING = 90;
const PATIENCE_MS = 240_000;
const DATE = "2026-11-27";

interface Played {
  readonly lines: readonly string[];
  readonly inputs: number;
}

/** What is done to the desk while it plays, so many desk minutes after the open. */
interface Disturbance {
  readonly minute: number;
  act(run: DeskRun): unknown;
}

async function play(
  source: DeskSource,
  speed: Speed,
  { minutes = Infinity, disturbances = [] }: { minutes?: number; disturbances?: readonly Disturbance[] } = {},
): Promise<Played> {
  const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
  const journal = createJournal(join(aFolder(), "run.journal"));
  const lines: string[] = [];
  const { sequencer } = aRecording(run, journal, {
    digest: new DecisionDigest(),
    onLine: (line) => void lines.push(line),
  });
  const stopper = new AbortController();
  const due = [...disturbances];
  const look = setInterval(() => {
    const minute = (run.at - source.facts.session.open) / 60_000_000;
    if (minute >= (due[0]?.minute ?? Infinity)) void due.shift()?.act(run);
    if (minute >= minutes) stopper.abort();
  }, 5);
  try {
    await source.play({ sequencer, clock: new DeskClock(run.at, speed), stop: stopper.signal });
    await sequencer.settled();
  } finally {
    clearInterval(look);
    await journal.close();
  }
  return { lines, inputs: run.seq };
}

function aLiveDesk(recordings: string): DeskSource {
  return simulatedOn({ kind: "simulated", seed: 7, market: "planted", date: null }, sessionOn(DATE), {
    speed: SPEED,
    recordings,
    log: () => {},
  });
}

it(
  "a live desk's raw recording, replayed, decides what the desk decided",
  async () => {
    const recordings = join(aFolder(), "recordings");

    const told = await play(aLiveDesk(recordings), SPEED, { minutes: MORNING });
    const recorded = new DbnSource([recordings], DATE);
    const again = await play(recorded, "max");

    expect(told.lines.length).toBeGreaterThan(3);
    // what the desk had not yet taken when it was stopped is in the recording
    expect(again.lines.slice(0, told.lines.length)).toEqual(told.lines);
    expect(again.inputs).toBeGreaterThanOrEqual(told.inputs - 1);
    expect(recorded.found.join("\n")).not.toContain("DIFFERS");
    expect(recorded.facts.findings.join("\n")).toContain("without what people asked of it");
  },
  PATIENCE_MS,
);

it(
  "so does that of a desk whose lines broke, with one file more for each connection",
  async () => {
    const recordings = join(aFolder(), "recordings");
    const live = aLiveDesk(recordings);
    const answers: boolean[] = [];
    const disturbances = [30, 60].map((minute) => ({
      minute,
      act: async (run: DeskRun) => answers.push((await live.control({ kind: "disconnect" }, run.at)).ok),
    }));

    const told = await play(live, SPEED, { minutes: MORNING, disturbances });
    const recorded = new DbnSource([recordings], DATE);
    const again = await play(recorded, "max");

    expect(answers).toEqual([true, true]);
    const files = readdirSync(join(recordings, DATE)).filter((name) => name.endsWith(".dbn.zst"));
    for (const dataset of ["opra", "equs", "dbix"])
      expect(files.filter((name) => name.toLowerCase().startsWith(dataset))).toHaveLength(3);
    expect(told.lines.length).toBeGreaterThan(3);
    expect(again.lines.slice(0, told.lines.length)).toEqual(told.lines);
    expect(again.inputs).toBeGreaterThanOrEqual(told.inputs - 1);
    expect(recorded.found.join("\n")).not.toContain("DIFFERS");
  },
  PATIENCE_MS,
);

it(
  "a recording says that people asked something of its desk, and when",
  async () => {
    const recordings = join(aFolder(), "recordings");
    const live = aLiveDesk(recordings);
    const asked = { minute: 5, act: (run: DeskRun) => live.asked?.(run.at) };

    await play(live, SPEED, { minutes: 10, disturbances: [asked] });
    const recorded = new DbnSource([recordings], DATE);
    await play(recorded, "max");

    expect(recorded.found.join("\n")).toMatch(
      /DIFFERS: people asked something of the desk that recorded this \(1 times, first at \d\d:\d\d:\d\d\)/,
    );
  },
  PATIENCE_MS,
);
