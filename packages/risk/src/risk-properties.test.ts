import { canonicalJson, USD_E4, type Position, type RiskEvent } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story, Trial } from "./testing/trial.ts";

describe("whatever happens in whatever order", () => {
  it("approved risk stays within every limit", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const what of happenings) {
          const opened = trial.play(what).find(({ type }) => type === "approved");
          if (opened?.type !== "approved") continue;
          const { book } = trial.desk;
          const limits = book.parameters;
          const all = trial.ledger(null);
          const mine = trial.ledger(opened.plan.ticker);
          const per = opened.quantity * (opened.plan.maxLoss + opened.plan.costs);
          expect(per).toBeLessThanOrEqual(limits.maxLossPerPositionUsd * USD_E4);
          expect(all.atRisk).toBeLessThanOrEqual(limits.maxPortfolioRiskUsd * USD_E4);
          expect(all.lost + all.atRisk).toBeLessThanOrEqual(limits.maxDailyLossUsd * USD_E4);
          expect(mine.lost + mine.atRisk).toBeLessThanOrEqual(limits.maxDailyLossPerTickerUsd * USD_E4);
          expect(book.positions.length).toBeLessThan(limits.maxOpenPositions);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a changed limit keeps what may be lost within every limit, wherever it raises it", () => {
    let raised = 0;
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const what of happenings) {
          const before = trial.ledger(null).atRisk;
          const changed = trial.play(what).some(({ type }) => type === "replaceWorking");
          const all = trial.ledger(null);
          if (!changed || all.atRisk <= before) continue;
          raised += 1;
          const { parameters } = trial.desk.book;
          expect(all.atRisk).toBeLessThanOrEqual(parameters.maxPortfolioRiskUsd * USD_E4);
          expect(all.lost + all.atRisk).toBeLessThanOrEqual(parameters.maxDailyLossUsd * USD_E4);
        }
      }),
      { numRuns: 200 },
    );
    expect(raised).toBeGreaterThan(0);
  });

  it("no halt and no breaker of a ticker or the book goes away by itself", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const what of happenings) {
          const { halts, breakers } = trial.desk.book;
          trial.play(what);
          const after = trial.desk.book;
          expect(after.halts.slice(0, halts.length)).toEqual(halts);
          for (const tripped of breakers.filter(({ level }) => level > 1))
            expect(after.breakers).toContainEqual(tripped);
        }
      }),
    );
  });

  it("nothing opens under a halt, and no opening, stop or target rests on an inadmissible quote", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const what of happenings) {
          const isHalted = trial.desk.book.halts.some(({ kind }) => kind !== "ticker");
          for (const event of trial.play(what)) {
            if (event.type === "approved") expect(isHalted).toBe(false);
            const legs = event.type === "approved" ? event.plan.legs : heldLegs(trial, event);
            for (const { instrument } of legs) expect(trial.quoteOf(instrument).fault).toBeNull();
          }
        }
      }),
    );
  });

  it("a breaker trips only on a loss beyond its limit", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const event of happenings.flatMap((what) => trial.play(what))) {
          if (event.type === "breaker") expect(event.pnl).toBeLessThanOrEqual(-event.limit);
        }
      }),
    );
  });

  it("a position is never closed twice at once, and a flattened book is asked to close all of it", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const trial = new Trial();
        for (const what of happenings) {
          const exits = trial.play(what).filter(({ type }) => type === "exit");
          const ids = exits.map((event) => (event.type === "exit" ? event.positionId : ""));
          expect(new Set(ids).size).toBe(ids.length);
          if (what.kind !== "market" || !trial.desk.book.flattening) continue;
          for (const { exit } of trial.desk.book.memories) expect(exit).not.toBeNull();
        }
      }),
    );
  });

  it("the book survives being written down and read again, and the same story gives the same book", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const [once, again] = [new Trial(), new Trial()];
        for (const what of happenings) {
          once.play(what);
          again.desk.book = JSON.parse(JSON.stringify(again.desk.book));
          again.play(what);
        }
        const plain = (trial: Trial): string => canonicalJson({ ...trial.desk.book, seenCommands: [] });
        expect(plain(again)).toBe(plain(once));
      }),
      { numRuns: 50 },
    );
  });
});

/** Legs of what a stop or a target closes; those closes alone promise an admissible market. */
function heldLegs(trial: Trial, event: RiskEvent): Position["legs"] {
  if (event.type !== "exit" || (event.reason !== "stop" && event.reason !== "target")) return [];
  return trial.desk.book.positions.find(({ id }) => id === event.positionId)?.legs ?? [];
}
