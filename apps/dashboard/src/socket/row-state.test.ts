import { describe, expect, it } from "vitest";
import { anOrderRow } from "../testing/contract-bodies.ts";
import { rowReducer, type RowState } from "./row-state.ts";

const order = (id: string, at: number, state = "working") =>
  anOrderRow({ id, state, history: [{ state, at, note: null }] });
const told = (type: "rows/replaced" | "rows/changed", ...rows: readonly ReturnType<typeof order>[]) => ({
  type,
  topic: "orders" as const,
  rows,
});
const after = (...actions: readonly { readonly type: string }[]): RowState["orders"] =>
  actions.reduce(rowReducer, rowReducer(undefined, { type: "start" })).orders;

describe("the rows of a list", () => {
  it("are not known before the first snapshot, which is something else than none", () => {
    expect(after()).toBeNull();
    expect(after(told("rows/replaced"))).toEqual([]);
  });

  it("stand newest first, however they come", () => {
    const rows = after(
      told("rows/replaced", order("o-1", 1), order("o-3", 3)),
      told("rows/changed", order("o-2", 2)),
    );

    expect(rows?.map(({ id }) => id)).toEqual(["o-3", "o-2", "o-1"]);
  });

  it("are replaced where they stand when they change", () => {
    const rows = after(
      told("rows/replaced", order("o-1", 1), order("o-2", 2)),
      told("rows/changed", order("o-1", 1, "filled")),
    );

    expect(rows?.map(({ id, state }) => `${id} ${state}`)).toEqual(["o-2 working", "o-1 filled"]);
  });

  it("of an earlier snapshot are gone after the next", () => {
    const rows = after(told("rows/replaced", order("o-1", 1)), told("rows/replaced", order("o-2", 2)));

    expect(rows?.map(({ id }) => id)).toEqual(["o-2"]);
  });

  it("are bounded: the oldest leave the screen", () => {
    const many = Array.from({ length: 600 }, (_, n) => order(`o-${n}`, n));

    const rows = after(told("rows/replaced", ...many));

    expect(rows).toHaveLength(500);
    expect(rows?.at(0)?.id).toBe("o-599");
  });
});
