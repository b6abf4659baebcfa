import type { LineFault } from "../../source/line-fault.ts";

/** What a person does in a run. */
export const ACTS = ["close", "cancel", "halt", "flatten", "disarm"] as const;
export type Act = (typeof ACTS)[number];

/** When the desk's process is killed: at once, as an order's frame passes, or as an execution has passed. */
export const KILLS = ["now", "beforeOrder", "afterOrder", "atExecution"] as const;
export type KillMoment = (typeof KILLS)[number];

export type Deed =
  | { readonly kind: "fault"; readonly fault: LineFault }
  /** `downMs`: until the desk is started again. */
  | { readonly kind: "kill"; readonly when: KillMoment; readonly downMs: number }
  | { readonly kind: "act"; readonly act: Act };

export interface Step {
  /** Wall time from the run's beginning. */
  readonly afterMs: number;
  readonly deed: Deed;
}

/** What goes wrong in one run, in order of time. */
export interface Scenario {
  readonly run: number;
  readonly steps: readonly Step[];
}

/** The word that a deed is counted under. */
export function nameOf(deed: Deed): string {
  switch (deed.kind) {
    case "fault":
      return `${deed.fault.of}:${deed.fault.fault.kind}`;
    case "kill":
      return `kill:${deed.when}`;
    case "act":
      return `person:${deed.act}`;
  }
}
