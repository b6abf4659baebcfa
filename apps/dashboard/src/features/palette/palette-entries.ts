import type { ChainFrame, Hello } from "@smart0dte/gateway/contract";
import { TICKERS, type DeskTicker, type OpenDetail } from "../../ui/desk-location.ts";
import { strike as strikeWords } from "../../ui/format/number-format.ts";
import { speed as speedWords } from "../../ui/format/time-format.ts";
import { SPEEDS } from "../../ui/speeds.ts";
import { THEMES, type Theme } from "../../ui/theme-names.ts";

/** What an entry does. Halt, flatten, resume and arming are asked about, never done from here. */
export type PaletteDeed =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "open"; readonly detail: OpenDetail }
  | { readonly kind: "theme"; readonly theme: Theme }
  | { readonly kind: "freeze" }
  | { readonly kind: "speed"; readonly speed: number }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "askHalt" }
  | { readonly kind: "askFlatten" }
  | { readonly kind: "askResume" }
  | { readonly kind: "askArm" };

export interface PaletteEntry {
  readonly id: string;
  readonly words: string;
  readonly group: "page" | "symbol" | "strike" | "detail" | "act";
  /** More words by which it is found. */
  readonly also: string;
  readonly deed: PaletteDeed;
  /** Why it cannot be chosen now; null when it can. */
  readonly rests: string | null;
}

/** What the entries are made from. */
export interface PaletteGround {
  readonly ticker: DeskTicker;
  readonly chains: readonly ChainFrame[];
  readonly planIds: readonly string[];
  readonly signalIds: readonly string[];
  readonly mode: Hello["mode"] | null;
  readonly frozen: boolean;
  readonly halted: boolean;
  readonly mayAct: boolean;
  /** A live account that nobody has armed. */
  readonly disarmed: boolean;
  readonly isAdmin: boolean;
}

/** Everything the palette can lead to, in the order in which it is offered. */
export function paletteEntries(ground: PaletteGround): readonly PaletteEntry[] {
  return [...PAGES, ...symbols(), ...acts(ground), ...strikes(ground), ...details(ground)];
}

/** The entries that hold every word of the query; strikes and ids appear only when asked for by figure. */
export function matching(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const byFigure = /\d/.test(query);
  return entries
    .filter(({ group }) => byFigure || (group !== "strike" && group !== "detail"))
    .filter(({ words, also }) => {
      const text = `${words} ${also}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, MOST_SHOWN);
}

const MOST_SHOWN = 40;

const entry = (group: PaletteEntry["group"], words: string, deed: PaletteDeed): PaletteEntry => ({
  id: `${group}:${words}`,
  group,
  words,
  also: "",
  deed,
  rests: null,
});

const page = (words: string, to: string, also = ""): PaletteEntry => ({
  ...entry("page", words, { kind: "go", to }),
  also,
});

const PAGES: readonly PaletteEntry[] = [
  page("Desk", "/desk", "home chart proposals"),
  ...TICKERS.map((ticker) => page(`Chain ${ticker}`, `/chain/${ticker}`, "strikes greeks options")),
  page("Positions", "/trade/positions", "trade blotter"),
  page("Orders", "/trade/orders", "trade blotter"),
  page("Executions", "/trade/executions", "trade blotter fills"),
  page("Broker", "/trade/broker", "tws account connection reconciliation"),
  page("Parameters", "/settings/parameters", "settings limits"),
  page("Appearance", "/settings/appearance", "settings theme shortcuts"),
  page("Change password", "/password"),
];

const symbols = (): readonly PaletteEntry[] =>
  TICKERS.map((ticker) =>
    entry("symbol", `${ticker} on the desk`, { kind: "go", to: `/desk?sym=${ticker}` }),
  );

function acts({ frozen, halted, mode, mayAct, disarmed, isAdmin }: PaletteGround): readonly PaletteEntry[] {
  const forTraders = mayAct ? null : "your role (viewer) cannot";
  const asking = (words: string, deed: PaletteDeed, also: string): PaletteEntry => ({
    ...entry("act", words, deed),
    also,
    rests: forTraders,
  });
  return [
    {
      ...entry("act", frozen ? "Resume the panels" : "Freeze the panels", { kind: "freeze" }),
      also: "hold still",
    },
    ...THEMES.map((theme) => entry("act", `Theme ${theme}`, { kind: "theme", theme })),
    entry("act", "Shortcuts of this page", { kind: "shortcuts" }),
    ...(mode === "demo" || mode === "replay"
      ? SPEEDS.map((speed) => ({
          ...entry("act", `Speed ${speedWords(speed)}`, { kind: "speed" as const, speed }),
          rests: forTraders,
        }))
      : []),
    asking("Halt…", { kind: "askHalt" }, "stop new risk"),
    asking("Halt and flatten…", { kind: "askFlatten" }, "close everything"),
    ...(halted ? [asking("Resume trading…", { kind: "askResume" }, "end the halt")] : []),
    ...(disarmed
      ? [
          {
            ...entry("act", "Arm LIVE…", { kind: "askArm" as const }),
            also: "live account openings",
            rests: isAdmin ? null : "only an admin can arm LIVE",
          },
        ]
      : []),
  ];
}

/** Strikes of the boards that are on the screen, those of the chosen symbol first. */
function strikes({ chains, ticker }: PaletteGround): readonly PaletteEntry[] {
  const mineFirst = chains.toSorted(
    (left, right) => Number(right.ticker === ticker) - Number(left.ticker === ticker),
  );
  return mineFirst.flatMap((chain) =>
    chain.rows.flatMap(({ strike }) =>
      (["C", "P"] as const).map((right) => ({
        ...entry("strike", `${chain.ticker} ${strikeWords(strike)} ${right === "C" ? "call" : "put"}`, {
          kind: "go" as const,
          to: `/desk?sym=${chain.ticker}&strike=${strikeWords(strike)}${right}`,
        }),
        also: `${strikeWords(strike)}${right}`,
      })),
    ),
  );
}

const details = ({ planIds, signalIds }: PaletteGround): readonly PaletteEntry[] => [
  ...planIds.map((id) => entry("detail", `Plan ${id}`, { kind: "open", detail: { kind: "plan", id } })),
  ...signalIds.map((id) => entry("detail", `Signal ${id}`, { kind: "open", detail: { kind: "signal", id } })),
];
