import { cx } from "class-variance-authority";
import { extendTailwindMerge } from "tailwind-merge";

// the sizes of our own scale, so that `text-dense` is not taken for a colour
const merge = extendTailwindMerge({
  extend: { theme: { text: ["dense", "body", "control", "title", "figure", "loss"] } },
});

/** Joins class names; of two that set the same property the later wins. */
export const cn = (...names: Parameters<typeof cx>): string => merge(cx(...names));
