import type { ParameterRow } from "@smart0dte/gateway/contract";

export interface StagedChange {
  readonly name: string;
  /** What the person saw when staging. */
  readonly from: number | string;
  readonly value: number | string;
}

export type StagedEvent =
  | { readonly kind: "stage"; readonly change: StagedChange }
  | { readonly kind: "drop"; readonly name: string }
  | { readonly kind: "discard" };

/** Changes gathered before they are applied together; one for each parameter, and none that changes nothing. */
export function stagedStep(staged: readonly StagedChange[], event: StagedEvent): readonly StagedChange[] {
  switch (event.kind) {
    case "stage": {
      const others = staged.filter(({ name }) => name !== event.change.name);
      return event.change.value === event.change.from ? others : [...others, event.change];
    }
    case "drop":
      return staged.filter(({ name }) => name !== event.name);
    case "discard":
      return [];
  }
}

/** The staged changes whose parameter somebody else has set meanwhile. */
export function overtaken(
  staged: readonly StagedChange[],
  rows: readonly ParameterRow[],
): readonly ParameterRow[] {
  return staged.flatMap(({ name, from }) => rows.filter((row) => row.name === name && row.now !== from));
}
