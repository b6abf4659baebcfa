import type { LegAct } from "./selection.ts";

/** What a bare key does to the contract in focus. None sends anything. */
export const LEG_KEYS: Readonly<Partial<Record<string, LegAct>>> = { b: "buy", s: "sell", x: "clear" };
