import { keep, keptChoices } from "../../ui/kept-choice.ts";

/** What can be drawn over the candles. All but the first belong to the underlying alone. */
export const OVERLAYS = ["vwap", "or", "em", "be", "stop", "fills"] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const OVERLAY_WORDS: Readonly<Record<Overlay, { readonly name: string; readonly means: string }>> = {
  vwap: { name: "VWAP", means: "volume-weighted average price of the session" },
  or: { name: "OR", means: "opening range: high and low of the first 30 minutes" },
  em: { name: "EM", means: "expected move: the forward, more or less what options pay for until the close" },
  be: { name: "BE", means: "break-evens of open positions" },
  stop: {
    name: "stop",
    means:
      "levels of the underlying that close an open position; a stop on the package's price is no level and is not drawn",
  },
  fills: { name: "fills", means: "openings and closes of this ticker" },
};

const KEY = "chart.overlays";

export const chosenOverlays = (): readonly Overlay[] => keptChoices(KEY, OVERLAYS, OVERLAYS);

export const chooseOverlays = (chosen: readonly Overlay[]): void => {
  keep(KEY, chosen.join(","));
};
