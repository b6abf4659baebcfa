import type { RefusalCode } from "@smart0dte/domain";

/** Why not, with the numbers that decided. */
export interface Denial {
  readonly code: RefusalCode;
  readonly numbers: Readonly<Record<string, number | string>>;
}
