import type { IsoDate } from "@smart0dte/domain";
import type { Definitions, DefinitionsOf, DefinitionStore } from "./definition-store.ts";

export interface KeptDefinitionsParts {
  readonly account: string;
  readonly address: { readonly host: string; readonly port: number };
  /** Nothing is kept over restarts without one. */
  readonly definitions?: DefinitionStore;
}

/** So long after the first of them new definitions are written down, together. */
const KEEP_AFTER_MS = 10_000;

const NOTHING_KEPT: DefinitionStore = { read: () => null, keep: () => undefined };
const NONE: Definitions = { details: [], rules: [] };

/** What is kept of a day's definitions. A store that fails costs questions to the broker and nothing else. */
export class KeptDefinitions {
  readonly #store: DefinitionStore;
  readonly #whose: Omit<DefinitionsOf, "day">;
  readonly #warn: (text: string) => void;
  #changedAt: number | null = null;

  constructor(
    { definitions = NOTHING_KEPT, account, address }: KeptDefinitionsParts,
    warn: (text: string) => void,
  ) {
    this.#store = definitions;
    this.#whose = { account, server: `${address.host}:${address.port}` };
    this.#warn = warn;
  }

  /** Those of a day; none where nothing is kept of it. */
  read(day: IsoDate): Definitions {
    this.#changedAt = null;
    try {
      return this.#store.read({ day, ...this.#whose }) ?? NONE;
    } catch (error) {
      this.#warn(`what was kept cannot be read, everything is asked for again: ${whyOf(error)}`);
      return NONE;
    }
  }

  changed(at: number): void {
    this.#changedAt ??= at;
  }

  isDue(at: number): boolean {
    return this.#changedAt !== null && at - this.#changedAt >= KEEP_AFTER_MS;
  }

  get hasNews(): boolean {
    return this.#changedAt !== null;
  }

  keep(day: IsoDate, definitions: Definitions): void {
    this.#changedAt = null;
    try {
      this.#store.keep({ day, ...this.#whose }, definitions);
    } catch (error) {
      this.#warn(`they cannot be kept, a restart asks for them again: ${whyOf(error)}`);
    }
  }
}

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
