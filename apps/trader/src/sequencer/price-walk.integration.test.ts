import { join } from "node:path";
import { createJournal, readJournal } from "@smart0dte/storage/journal";
import { expect, it } from "vitest";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { SimulatedSource } from "../source/simulated-source.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, MORNING, playTo } from "../testing/simulated-morning.ts";
import { DeskRun } from "./desk-run.ts";
import { rebuildRun } from "./journal-rebuild.ts";

it("a morning whose openings walk asks for limits in order, never beyond the plan, and is rebuilt the same", async () => {
  const parameters = { ...MODE_PARAMETERS, walkSteps: 4, walkEverySeconds: 2 };
  const { facts } = new SimulatedSource(MORNING);
  const run = new DeskRun(sessionStart(facts, { run: "r-walk", parameters, halts: [], broker: "paper" }));
  const path = join(aFolder(), "walk.journal");
  const journal = createJournal(path);
  journal.append({ kind: "input", input: run.opening });
  const recording = aRecording(run, journal);
  await playTo(80, recording, aMarket());
  await journal.close();

  const asked = recording.decisions.flatMap((one) =>
    one.type === "orderCommand" && one.action === "replace" ? [one] : [],
  );
  expect(asked.length).toBeGreaterThan(0);
  const { orders, plans } = run.pipeline.execution;
  for (const { orderId, limit } of asked) {
    const planId = orders.find(({ id }) => id === orderId)?.planId;
    expect(limit).toBeLessThanOrEqual(plans.find(({ id }) => id === planId)?.entryLimit ?? Number.NaN);
  }
  const rebuilt = rebuildRun(path, readJournal(path));
  expect(rebuilt.digest.hex()).toBe(recording.digest.hex());
  expect(rebuilt.run.pipeline.execution).toEqual(run.pipeline.execution);
}, 60_000);
