import { formatCompactOsi, InvariantError, type Leg } from "@smart0dte/domain";
import type { KnownContract } from "../orders/order-translation.ts";
import type { TwsSay } from "../words/tws-say.ts";
import type { ContractBook } from "./contract-book.ts";

export type ContractOf = (leg: Leg) => KnownContract;

export interface DefinedLegsParts {
  readonly contracts: Pick<ContractBook, "ask" | "find">;
  ask(words: TwsSay): void;
  at(): number;
}

interface Waiting {
  readonly legs: readonly Leg[];
  readonly known: (contractOf: ContractOf) => void;
  readonly unknown: (why: string) => void;
}

/** What can only be said once the broker has defined its legs: an order, or another limit of a recovered one. */
export class DefinedLegs {
  readonly #parts: DefinedLegsParts;
  /** Oldest first. */
  #waiting: Waiting[] = [];

  constructor(parts: DefinedLegsParts) {
    this.#parts = parts;
  }

  /** Asks for what is not known; one of the two is called once, at once where all is known. */
  await(legs: readonly Leg[], known: (contractOf: ContractOf) => void, unknown: (why: string) => void): void {
    const contracts = legs.map(({ contract }) => contract);
    for (const words of this.#parts.contracts.ask(contracts, this.#parts.at())) this.#parts.ask(words);
    this.#look({ legs, known, unknown });
  }

  advance(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) this.#look(one);
  }

  /** The connection is gone, and the answers with it. */
  clear(): void {
    this.#waiting = [];
  }

  #look(waiting: Waiting): void {
    const contracts = new Map<Leg, KnownContract>();
    for (const leg of waiting.legs) {
      const found = this.#parts.contracts.find(leg.contract, this.#parts.at());
      if (typeof found === "string") return waiting.unknown(found);
      if (found !== null) contracts.set(leg, found);
    }
    if (contracts.size < waiting.legs.length) this.#waiting.push(waiting);
    else waiting.known((leg) => contracts.get(leg) ?? neverAsked(leg));
  }
}

function neverAsked({ contract }: Leg): never {
  throw new InvariantError("A leg of another order", { contract: formatCompactOsi(contract) });
}
