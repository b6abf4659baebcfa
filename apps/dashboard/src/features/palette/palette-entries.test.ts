import { describe, expect, it } from "vitest";
import { aChainFrame } from "../../testing/contract-bodies.ts";
import { matching, paletteEntries, type PaletteGround } from "./palette-entries.ts";

const ground: PaletteGround = {
  ticker: "SPY",
  chains: [{ ...aChainFrame(590, 2), ticker: "QQQ" }, aChainFrame(680, 2)],
  planIds: ["p-17"],
  signalIds: ["s-17"],
  mode: "demo",
  frozen: false,
  halted: false,
  mayAct: true,
  disarmed: false,
  isAdmin: true,
};
const found = (query: string, over: Partial<PaletteGround> = {}) =>
  matching(paletteEntries({ ...ground, ...over }), query);
const wordsOf = (query: string, over: Partial<PaletteGround> = {}) =>
  found(query, over).map(({ words }) => words);

describe("the palette", () => {
  it("leads to pages and symbols without a word typed; strikes and ids wait for a figure", () => {
    const groups = new Set(found("").map(({ group }) => group));

    expect(groups).toEqual(new Set(["page", "symbol", "act"]));
  });

  it("finds a strike by figure, right and symbol in any order, the chosen symbol's first", () => {
    expect(wordsOf("68 call")).toEqual(["SPY 680 call", "SPY 681 call"]);
    expect(wordsOf("590p")).toEqual(["QQQ 590 put"]);
    expect(wordsOf("put qqq 591")).toEqual(["QQQ 591 put"]);
    expect(found("681c")[0]?.deed).toEqual({ kind: "go", to: "/desk?sym=SPY&strike=681C" });
    expect(wordsOf("call 0", { ticker: "QQQ" })[0]).toBe("QQQ 590 call");
  });

  it("opens a plan and a signal by id", () => {
    expect(found("p-17")[0]?.deed).toEqual({ kind: "open", detail: { kind: "plan", id: "p-17" } });
    expect(wordsOf("17")).toEqual(["Plan p-17", "Signal s-17"]);
  });

  it("asks about arming a live account that is disarmed, of an admin alone, and of nothing else", () => {
    expect(found("arm live")).toEqual([]);
    expect(found("arm live", { disarmed: true })).toMatchObject([{ deed: { kind: "askArm" }, rests: null }]);
    expect(found("arm live", { disarmed: true, isAdmin: false })).toMatchObject([
      { rests: "only an admin can arm LIVE" },
    ]);
  });

  it("asks about a halt, a flatten and a resume and has no deed that performs one", () => {
    const kinds = paletteEntries({ ...ground, halted: true }).map(({ deed }) => deed.kind);

    expect(new Set(kinds)).toEqual(
      new Set(["go", "open", "freeze", "theme", "shortcuts", "speed", "askHalt", "askFlatten", "askResume"]),
    );
    expect(wordsOf("resume trading")).toEqual([]);
  });

  it("offers a speed in demo and replay only", () => {
    expect(wordsOf("speed 60x")).toEqual(["Speed 60x"]);
    expect(wordsOf("speed", { mode: "paper" })).toEqual([]);
  });

  it("lets what a role may not do rest, with the reason", () => {
    const rests = (query: string) => found(query, { mayAct: false }).map((entry) => entry.rests);

    expect(rests("halt…")).toEqual(["your role (viewer) cannot"]);
    expect(rests("speed 2x")).toEqual(["your role (viewer) cannot"]);
    expect(rests("theme dark")).toEqual([null]);
  });
});
