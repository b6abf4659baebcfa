import { keep, keptChoice } from "./kept-choice.ts";

export const SHORTCUT_CHOICES = ["on", "off"] as const;
export type ShortcutChoice = (typeof SHORTCUT_CHOICES)[number];

const KEY = "appearance.shortcuts";

/** Whether single keys act at all: somebody who dictates or strays over keys switches them off. */
export const chosenShortcuts = (): ShortcutChoice => keptChoice(KEY, SHORTCUT_CHOICES, "on");

export const chooseShortcuts = (choice: ShortcutChoice): void => {
  keep(KEY, choice);
};
