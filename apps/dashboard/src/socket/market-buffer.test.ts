import { describe, expect, it } from "vitest";
import { aCell, aChainFrame } from "../testing/contract-bodies.ts";
import { createDeskStore } from "./desk-store.ts";
import { linkSlice } from "./link-state.ts";
import { MarketBuffer } from "./market-buffer.ts";

function aBuffer() {
  const store = createDeskStore();
  const frames: (() => void)[] = [];
  let dispatches = 0;
  store.subscribe(() => {
    dispatches += 1;
  });
  const buffer = new MarketBuffer({ store, nextFrame: (run) => frames.push(run) });
  return {
    store,
    buffer,
    frames,
    paint: () => {
      frames.splice(0).forEach((run) => {
        run();
      });
    },
    dispatches: () => dispatches,
    latest: () => store.getState().market.latest,
  };
}

const risk = { halts: [{ kind: "manual", at: 1, sentence: "trader-1: manual" }], breakers: [] };

describe("what is newest", () => {
  it("waits for the animation frame and comes as one dispatch, with the newest of each topic", () => {
    const { buffer, paint, dispatches, latest } = aBuffer();
    buffer.put("chain:SPY", aChainFrame(660));
    buffer.put("chain:QQQ", aChainFrame(590, 5, { ticker: "QQQ" }));
    buffer.put("chain:SPY", aChainFrame(661));
    expect(dispatches()).toBe(0);

    paint();

    expect(dispatches()).toBe(1);
    expect(latest()["chain:SPY"]?.rows[0]?.strike).toBe("661.0000");
    expect(latest()["chain:QQQ"]?.rows[0]?.strike).toBe("590.0000");
  });

  it("asks for one frame however much comes before it", () => {
    const { buffer, frames } = aBuffer();

    for (let n = 0; n < 50; n += 1) buffer.put("chain:SPY", aChainFrame(660 + n));

    expect(frames).toHaveLength(1);
  });

  it("tells a halt at once: it waits for no frame", () => {
    const { buffer, latest } = aBuffer();

    buffer.put("risk", risk);

    expect(latest().risk?.halts).toHaveLength(1);
  });

  it("keeps the newest of a frozen panel and shows it when it is thawed", () => {
    const { store, buffer, paint, latest } = aBuffer();
    store.dispatch(linkSlice.actions.froze(60_000_000));

    buffer.put("chain:SPY", aChainFrame(660));
    buffer.put("positions", { positions: [] });
    paint();

    expect(latest()["chain:SPY"]).toBeUndefined();
    expect(latest().positions).toEqual({ positions: [] });
    store.dispatch(linkSlice.actions.froze(null));
    buffer.flush();
    expect(latest()["chain:SPY"]?.rows[0]?.strike).toBe("660.0000");
  });

  it("names a topic that it cannot read and keeps the last good body until the next", () => {
    const { store, buffer, paint, latest } = aBuffer();
    buffer.put("chain:SPY", aChainFrame(660));
    paint();

    buffer.put("chain:SPY", { ...aChainFrame(661), atm: 661 });
    paint();

    expect(store.getState().market.unreadable["chain:SPY"]).toContain("atm");
    expect(latest()["chain:SPY"]?.rows[0]?.strike).toBe("660.0000");
    buffer.put("chain:SPY", aChainFrame(662));
    paint();
    expect(store.getState().market.unreadable).toEqual({});
  });

  it("keeps the object of a row that has not changed, so that only changed rows are drawn again", () => {
    const { buffer, paint, latest } = aBuffer();
    const frame = aChainFrame(660);
    buffer.put("chain:SPY", frame);
    paint();
    const before = latest()["chain:SPY"]?.rows;

    const rows = frame.rows.map((row, place) =>
      place === 1 ? { ...row, call: aCell({ ...row.call, bid: "1.5100" }) } : row,
    );
    buffer.put("chain:SPY", { ...frame, rows });
    paint();

    const after = latest()["chain:SPY"]?.rows;
    expect(after?.map((row, place) => row === before?.[place])).toEqual([true, false, true, true, true]);
  });
});
