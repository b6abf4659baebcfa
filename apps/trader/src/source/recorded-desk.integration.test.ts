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

/** Long enough for plans and fills, short enough for a test: desk minutes of a session at this speed. */
const SPEED = 400;
const WALL_MS = 14_000;

interface Played {
  readonly lines: readonly string[];
  readonly inputs: number;
}

async function play(source: DeskSource, speed: Speed, stop: AbortSignal): Promise<Played> {
  const run = new DeskRun(sessionStart(source.facts, { run: "r", parameters: MODE_PARAMETERS, halts: [] }));
  const journal = createJournal(join(aFolder(), "run.journal"));
  const lines: string[] = [];
  const { sequencer } = aRecording(run, journal, {
    digest: new DecisionDigest(),
    onLine: (line) => void lines.push(line),
  });
  try {
    await source.play({ sequencer, clock: new DeskClock(run.at, speed), stop });
    await sequencer.settled();
  } finally {
    await journal.close();
  }
  return { lines, inputs: run.seq };
}

it("a live desk's raw recording, replayed, decides what the desk decided", async () => {
  const recordings = join(aFolder(), "recordings");
  const live = simulatedOn(
    { kind: "simulated", seed: 7, market: "planted", date: null },
    sessionOn("2026-11-27"),
    { speed: SPEED, recordings, log: () => {} },
  );

  const told = await play(live, SPEED, AbortSignal.timeout(WALL_MS));
  const recorded = new DbnSource([recordings], "2026-11-27");
  const again = await play(recorded, "max", new AbortController().signal);

  expect(told.lines.length).toBeGreaterThan(3);
  // what the desk had not yet taken when it was stopped is in the recording
  expect(again.lines.slice(0, told.lines.length)).toEqual(told.lines);
  expect(again.inputs).toBeGreaterThanOrEqual(told.inputs - 1);
  expect(recorded.found.join("\n")).not.toContain("DIFFERS");
}, 120_000);
