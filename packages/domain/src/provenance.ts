/** How a value came to be. Stamped on every value that leaves the engines. */
export const HOWS = ["quoted", "traded", "derived", "modelled", "estimated", "broker"] as const;
export type How = (typeof HOWS)[number];

/** Where the events behind a value come from. */
export type Src = "live" | "recorded" | "simulated";

/**
 * The key under which outcomes, results and calibrations are kept apart.
 *
 * What was learned under one key never serves another: a modelled day never calibrates paper or live.
 */
export interface Provenance {
  readonly src: Src;
  /** How the option quotes were made: quoted by a market (real or simulated), or modelled on top of minutes. */
  readonly options: "quoted" | "modelled";
}

export const provenanceKey = ({ src, options }: Provenance): string => `${src}/${options}`;

/** The least direct of several origins: what is mixed from a modelled and a quoted value is modelled. */
export function weakestHow(hows: readonly How[]): How {
  if (hows.includes("modelled")) return "modelled";
  if (hows.includes("estimated")) return "estimated";
  return hows.length === 0 ? "derived" : (hows[0] ?? "derived");
}
