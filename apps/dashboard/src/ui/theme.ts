import { useSyncExternalStore } from "react";

export const THEMES = ["system", "dark", "light"] as const;
export type Theme = (typeof THEMES)[number];
export const PNL_COLOURS = ["blue", "classic"] as const;
export type PnlColours = (typeof PNL_COLOURS)[number];

const THEME_KEY = "appearance.theme";
const PNL_KEY = "appearance.pnl";
const systemLight = window.matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();

/** A stored choice that cannot be read falls back to its default. */
export const chosenTheme = (): Theme => THEMES.find((theme) => theme === stored(THEME_KEY)) ?? "system";
export const chosenPnlColours = (): PnlColours =>
  PNL_COLOURS.find((colours) => colours === stored(PNL_KEY)) ?? "blue";

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
export function useLook(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => `${document.documentElement.dataset["theme"]} ${document.documentElement.dataset["pnl"]}`,
  );
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing still shows the choice until it closes
    document.documentElement.dataset["kept"] = "no";
  }
}
