import type { ChainFrame, ContractCell } from "@smart0dte/gateway/contract";
import { count, delta, gamma, optionPrice, perContract, volatility } from "../../ui/format/number-format.ts";
import { FAULT_WORDS } from "../../ui/desk-words.ts";

export const CHAIN_VIEWS = ["quotes", "greeks", "flow"] as const;
export type ChainView = (typeof CHAIN_VIEWS)[number];

/** One column of a side; its unit stands in the header. */
export interface ChainColumn {
  readonly key:
    | "age"
    | "iv"
    | "delta"
    | "gamma"
    | "theta"
    | "vega"
    | "bidSize"
    | "bid"
    | "ask"
    | "askSize"
    | "mid"
    | "volume"
    | "openInterest";
  readonly header: string;
  /** Null where the value is not there, with the reason from {@link whyNone}. */
  readonly print: (cell: ContractCell) => string | null;
  /** Worth more ink than the rest. */
  readonly lead: boolean;
  readonly width: string;
}

const column = (key: ChainColumn["key"], header: string, print: ChainColumn["print"]): ChainColumn => ({
  key,
  header,
  print,
  lead: key === "mid" || key === "bid" || key === "ask",
  width: key === "age" ? "w-[78px]" : "w-[48px]",
});

const orNull = <Value>(value: Value | null, print: (value: Value) => string): string | null =>
  value === null ? null : print(value);

const COLUMNS = {
  age: column("age", "age", () => null),
  iv: column("iv", "IV", ({ iv }) => orNull(iv, volatility)),
  delta: column("delta", "Δ", (cell) => orNull(cell.delta, delta)),
  gamma: column("gamma", "Γ", (cell) => orNull(cell.gamma, gamma)),
  theta: column("theta", "θ $/h", (cell) => orNull(cell.theta, perContract)),
  vega: column("vega", "vega $/pt", (cell) => orNull(cell.vega, perContract)),
  bidSize: column("bidSize", "×", ({ bid, bidSize }) => (bid === null ? null : count(bidSize))),
  bid: column("bid", "bid", ({ bid }) => orNull(bid, optionPrice)),
  ask: column("ask", "ask", ({ ask }) => orNull(ask, optionPrice)),
  askSize: column("askSize", "×", ({ ask, askSize }) => (ask === null ? null : count(askSize))),
  mid: column("mid", "mid", ({ mid }) => orNull(mid, optionPrice)),
  volume: column("volume", "volume", ({ volume }) => orNull(volume, count)),
  openInterest: column("openInterest", "OI", ({ openInterest }) => orNull(openInterest, count)),
} as const;

/** Calls read from the outside in; puts are the mirror image. */
export const VIEW_COLUMNS: Readonly<Record<ChainView | "near" | "phone", readonly ChainColumn[]>> = {
  quotes: pick("age", "iv", "delta", "bidSize", "bid", "ask", "askSize", "mid"),
  greeks: pick("age", "iv", "delta", "gamma", "theta", "vega", "mid"),
  flow: pick("age", "openInterest", "volume", "bid", "ask", "mid"),
  near: pick("age", "iv", "delta", "bid", "ask"),
  phone: pick("age", "delta", "bid", "ask"),
};

/** What a phone shows of the chosen contract beside its row, with words for headers. */
export const PHONE_REST = [
  { ...COLUMNS.iv, name: "IV" },
  { ...COLUMNS.gamma, name: "Γ" },
  { ...COLUMNS.theta, name: "θ $/h" },
  { ...COLUMNS.vega, name: "vega $/pt" },
  { ...COLUMNS.mid, name: "mid" },
  { ...COLUMNS.bidSize, name: "bid size" },
  { ...COLUMNS.askSize, name: "ask size" },
  { ...COLUMNS.openInterest, name: "OI" },
] as const;

/** Why there is no flow to show at all, by name; null where there is some. */
export function flowRefusal({ rows, ticker }: ChainFrame): string | null {
  const cells = rows.flatMap(({ call, put }) => [call, put]);
  if (cells.some(({ volume, openInterest }) => volume !== null || openInterest !== null)) return null;
  return `NO FLOW: this source has neither prints nor open interest for ${ticker}. Quotes and Greeks are there.`;
}

/** Why a cell prints a dash. */
export function whyNone(key: ChainColumn["key"], { fault }: ContractCell): string {
  if (key === "volume" || key === "openInterest") return "this source has none";
  if (fault !== null) return `quote is ${FAULT_WORDS[fault].toLowerCase()}`;
  return key === "bid" ? "no bid" : key === "ask" ? "no ask" : "cannot be computed from this quote";
}

function pick(...keys: readonly (keyof typeof COLUMNS)[]): readonly ChainColumn[] {
  return keys.map((key) => COLUMNS[key]);
}
