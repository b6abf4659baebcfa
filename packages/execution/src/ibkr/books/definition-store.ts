import type { IsoDate } from "@smart0dte/domain";
import type { DetailsRow, TickStep } from "../words/tws-heard.ts";

/** Whose definitions they are: contracts are numbered by a server, and rights differ by account. */
export interface DefinitionsOf {
  readonly day: IsoDate;
  readonly account: string;
  /** HOST:PORT. */
  readonly server: string;
}

/** What the broker said that contracts and their price increments are. */
export interface Definitions {
  readonly details: readonly DetailsRow[];
  readonly rules: readonly MarketRule[];
}

export interface MarketRule {
  readonly ruleId: number;
  readonly steps: readonly TickStep[];
}

/**
 * Where one day's definitions are kept over restarts.
 *
 * `read` gives null where nothing is kept for this day, account and server, and throws what is wrong with what cannot
 * be read: a definition that may be another contract's must be asked for again. `keep` replaces everything, and
 * throws where it cannot.
 */
export interface DefinitionStore {
  read(of: DefinitionsOf): Definitions | null;
  keep(of: DefinitionsOf, definitions: Definitions): void;
}
