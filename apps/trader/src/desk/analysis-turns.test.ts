import { epochMicros, type Decision, type DeskFrame, type OutsideInput } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import type { DeskRun } from "../sequencer/desk-run.ts";
import { aMarket, aRun, MORNING } from "../testing/simulated-morning.ts";
import { AnalysisTurns } from "./analysis-turns.ts";

/** A run that has seen so many seconds of the morning; `look` is called after each input. */
function begun(
  seconds: number,
  look: (run: DeskRun) => void = () => {},
): { readonly run: DeskRun; readonly decisions: readonly Decision[] } {
  const run = aRun();
  const market = aMarket();
  const { open } = MORNING.session;
  const decisions: Decision[] = [];
  run.take(run.stamp({ kind: "instruments", listings: market.listings }, open));
  for (let n = 1; n <= 2 * seconds; n += 1) {
    const now = epochMicros(open + n * 500_000);
    const batch = market.advance(now);
    const what: OutsideInput = batch.count > 0 ? { kind: "market", batch } : { kind: "timer" };
    decisions.push(...run.take(run.stamp(what, now)).decisions);
    look(run);
  }
  return { run, decisions };
}

const tickersOf = (frames: readonly DeskFrame[]): readonly string[] =>
  frames.flatMap((frame) => (frame.kind === "analysis" ? [frame.view.ticker] : []));

describe("the turns of the analyses", () => {
  const { run } = begun(5);

  it("read one ticker at a time, and again only after another input", () => {
    const turns = new AnalysisTurns();

    expect([1, 2, 3, 4].map(() => tickersOf(turns.next(run)))).toEqual([["SPY"], ["QQQ"], ["IWM"], []]);
    run.take(run.stamp({ kind: "timer" }, null));
    turns.next(run);
    turns.next(run);
    expect(tickersOf(turns.next(run))).toEqual(["SPY"]);
  });

  it("keep the last of each for whoever comes later, but none of another run", () => {
    const turns = new AnalysisTurns();
    turns.next(run);
    turns.next(run);

    expect(tickersOf(turns.of(run))).toEqual(["SPY", "QQQ"]);
    expect(turns.of(aRun())).toEqual([]);
  });

  it("leave no trace in what is decided", () => {
    const turns = new AnalysisTurns();
    const watched = begun(2_400, (seen) => {
      if (seen.seq % 20 === 0) turns.next(seen);
    });

    expect(watched.decisions.length).toBeGreaterThan(0);
    expect(watched.decisions).toEqual(begun(2_400).decisions);
  });

  it("say nothing of a chain that is not there yet", () => {
    expect(new AnalysisTurns().next(aRun())).toEqual([]);
  });
});
