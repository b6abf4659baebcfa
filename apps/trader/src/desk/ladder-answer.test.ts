import { epochMicros, type DeskReply, type LadderView, type PositionId } from "@smart0dte/domain";
import { beforeAll, describe, expect, it } from "vitest";
import type { DeskRun } from "../sequencer/desk-run.ts";
import { aMarket, aRun, MORNING } from "../testing/simulated-morning.ts";
import { ladderAnswer } from "./ladder-answer.ts";

const GRID = { width: null, points: 5 };

const viewOf = (reply: DeskReply): LadderView =>
  reply.kind === "ladder" ? reply.view : expect.unreachable(JSON.stringify(reply));

describe("the desk's answer to a ladder", () => {
  let run: DeskRun;

  beforeAll(() => {
    run = aRun();
    const market = aMarket();
    const { open } = MORNING.session;
    run.take(run.stamp({ kind: "instruments", listings: market.listings }, open));
    for (let n = 1; n <= 20; n += 1) {
      const now = epochMicros(open + n * 250_000);
      run.take(run.stamp({ kind: "market", batch: market.advance(now) }, now));
    }
  });

  const atTheMoney = () => {
    const reading = run.pipeline.market.reading("IWM") ?? expect.unreachable();
    const { forward } = reading;
    const [near] = reading.strikes.toSorted(
      (a, b) => Math.abs(a.strike - (forward ?? 0)) - Math.abs(b.strike - (forward ?? 0)),
    );
    return near ?? expect.unreachable();
  };

  it("of an empty book holds nothing, and of a position that is not there says so", () => {
    expect(viewOf(ladderAnswer(run, { kind: "book" }, GRID)).tickers).toEqual([]);
    expect(ladderAnswer(run, { kind: "position", id: "x-9" as PositionId }, GRID)).toEqual({
      kind: "noLadder",
      at: run.at,
      why: { code: "unknownPosition", id: "x-9" },
    });
  });

  it("of contracts in two tickers has one grid of moves: three deviations of the wilder one", () => {
    const contract = (root: "SPY" | "IWM") => {
      const reading = run.pipeline.market.reading(root) ?? expect.unreachable();
      const { listed } = reading.strikes[reading.strikes.length >> 1] ?? expect.unreachable();
      const { expiry } = reading.board;
      return {
        quantity: 1,
        contract: { kind: "option" as const, root, expiry, right: "C" as const, strike: listed.strike },
      };
    };
    const { moves, tickers, at } = viewOf(
      ladderAnswer(run, { kind: "contracts", held: [contract("SPY"), contract("IWM")] }, GRID),
    );

    expect(at).toBe(run.at);
    expect(tickers.map(({ ticker }) => ticker)).toEqual(["SPY", "IWM"]);
    const half = moves.at(-1) ?? Number.NaN;
    expect(moves).toEqual([-half, -half / 2, 0, half / 2, half]);
    expect(half).toBeGreaterThan(0.002);
    expect(half).toBeLessThanOrEqual(0.03);
    for (const { forward, spots } of tickers)
      expect(spots).toEqual(moves.map((move) => forward * (1 + move)));
  });

  it("is worth now about what the contract's market says", () => {
    const { listed, strike } = atTheMoney();
    const { expiry } = run.pipeline.market.reading("IWM")?.board ?? expect.unreachable();
    const contract = {
      kind: "option" as const,
      root: "IWM" as const,
      expiry,
      right: "C" as const,
      strike: listed.strike,
    };
    const { tickers } = viewOf(
      ladderAnswer(run, { kind: "contracts", held: [{ contract, quantity: 1 }] }, { width: 0.01, points: 3 }),
    );
    const { bid, ask } = run.pipeline.market.quote(listed.call);

    expect(strike).toBeGreaterThan(0);
    const now = (tickers[0]?.rungs[0]?.cells[1]?.value ?? Number.NaN) * 10_000;
    expect(now).toBeGreaterThan((bid ?? 0) - 300);
    expect(now).toBeLessThan((ask ?? 0) + 300);
  });

  it("changes nothing in the run", () => {
    const { seq, at } = run;
    ladderAnswer(run, { kind: "book" }, GRID);

    expect([run.seq, run.at]).toEqual([seq, at]);
  });
});
