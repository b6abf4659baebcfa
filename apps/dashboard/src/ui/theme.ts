import { useSyncExternalStore } from "react";
import { keep, keptChoice } from "./kept-choice.ts";
import { THEMES, type Theme } from "./theme-names.ts";

export const PNL_COLOURS = ["blue", "classic"] as const;
export type PnlColours = (typeof PNL_COLOURS)[number];

const THEME_KEY = "appearance.theme";
const PNL_KEY = "appearance.pnl";
const systemLight = window.matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();

export const chosenTheme = (): Theme => keptChoice(THEME_KEY, THEMES, "system");
export const chosenPnlColours = (): PnlColours => keptChoice(PNL_KEY, PNL_COLOURS, "blue");

export function chooseTheme(theme: Theme): void {
  keep(THEME_KEY, theme);
  applyAppearance();
}

export function choosePnlColours(colours: PnlColours): void {
  keep(PNL_KEY, colours);
  applyAppearance();
}

/** Puts the choice on the page; the system's wish counts where nobody chose. */
export function applyAppearance(): void {
  const theme = chosenTheme();
  const light = theme === "light" || (theme === "system" && systemLight.matches);
  document.documentElement.dataset["theme"] = light ? "light" : "dark";
  document.documentElement.dataset["pnl"] = chosenPnlColours();
  for (const listener of listeners) listener();
}

/** Follows the system while nobody chose. */
export function followSystemTheme(): void {
  systemLight.addEventListener("change", applyAppearance);
}

/** Changes whenever colours do. */
export const useLook = (): string =>
  useAppearance(
    () => `${document.documentElement.dataset["theme"]} ${document.documentElement.dataset["pnl"]}`,
  );

/** What was chosen, also from elsewhere on the screen. */
export const useChosenTheme = (): Theme => useAppearance(chosenTheme);
export const useChosenPnlColours = (): PnlColours => useAppearance(chosenPnlColours);

function useAppearance<Value extends string>(read: () => Value): Value {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
