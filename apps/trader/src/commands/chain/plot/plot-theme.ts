/** The light theme's inks: blue and orange stay apart under every common colour blindness. */
export const INK = {
  text: "#10161D",
  text2: "#3D4A57",
  text3: "#566472",
  rule: "#D0D8E0",
  grid: "#E8EDF2",
  control: "#6F7D8A",
  panel: "#FFFFFF",
  page: "#F3F5F8",
  up: "#0A5FB4",
  down: "#A84300",
  upTint: "#D3E7F9",
  downTint: "#FBE3CE",
  upFill: "#5AA9EE",
  downFill: "#EE944A",
  model: "#6B36B8",
  none: "none",
} as const;

/** No font is fetched: whatever the reader's system writes with. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";

/** Font sizes in pixels. */
export const SIZE = { head: 24, title: 15, text: 12, small: 11 } as const;

const NARROW = /[iljtfrI .,:;'|!()]/;
const WIDE = /[mwMW%×]/;

/** Pixels that a line of text takes in a wide sans-serif: what keeps labels apart there does so everywhere. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += NARROW.test(letter) ? 0.36 : WIDE.test(letter) ? 0.9 : 0.63;
  return width * size;
}
