import { epochMicros } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { LineBoard } from "./line-board.ts";

const at = (seconds: number) => epochMicros(1_773_408_600_000_000 + seconds * 1_000_000);
const OPTIONS = "OPRA.PILLAR";

describe("the board of a live line", () => {
  const aBoard = (): LineBoard => new LineBoard([OPTIONS, "EQUS.MINI"], at(0));

  it("shows every data set that is wanted before any is connected", () => {
    expect(aBoard().line.connections).toEqual([
      { dataset: OPTIONS, state: "connecting", since: at(0), why: null },
      { dataset: "EQUS.MINI", state: "connecting", since: at(0), why: null },
    ]);
  });

  it("is the same object until something changes", () => {
    const board = aBoard();
    const before = board.line;
    board.connection({ dataset: OPTIONS, state: "connecting", since: at(5), why: null });
    expect(board.line).toBe(before);

    board.connection({ dataset: OPTIONS, state: "streaming", since: at(6), why: null });
    expect(board.line).not.toBe(before);
  });

  it("keeps since when a state lasts although its reason changes", () => {
    const board = aBoard();
    board.connection({ dataset: OPTIONS, state: "waiting", since: at(1), why: "refused" });
    board.connection({ dataset: OPTIONS, state: "waiting", since: at(9), why: "timed out" });

    expect(board.line.connections[0]).toEqual({
      dataset: OPTIONS,
      state: "waiting",
      since: at(1),
      why: "timed out",
    });
  });

  it("streams once every data set does or has been given up", () => {
    const board = aBoard();
    board.connection({ dataset: OPTIONS, state: "streaming", since: at(1), why: null });
    expect(board.isStreaming).toBe(false);

    board.connection({ dataset: "EQUS.MINI", state: "failed", since: at(2), why: "no entitlement" });
    expect(board.isStreaming).toBe(true);
  });

  it("shows one alarm a code, the newest word of it", () => {
    const board = aBoard();
    board.alarm({ code: "diskLow", text: "5 GB left", at: at(1) });
    board.alarm({ code: "diskLow", text: "4 GB left", at: at(61) });

    expect(board.line.alarms).toEqual([{ code: "diskLow", text: "4 GB left", at: at(61) }]);
  });
});
