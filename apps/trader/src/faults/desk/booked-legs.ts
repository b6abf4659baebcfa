import { formatCompactOsi, type Decision, type Fill } from "@smart0dte/domain";
import type { BookedLeg } from "./desk-words.ts";

/** Tells the legs of each fill that the desk has booked, by contract. */
export class BookedLegs {
  readonly #tell: (legs: readonly BookedLeg[]) => void;
  readonly #contracts = new Map<number, string>();

  constructor(tell: (legs: readonly BookedLeg[]) => void) {
    this.#tell = tell;
  }

  hear(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      if (decision.type === "orderChanged")
        for (const { instrument, contract } of decision.order.legs)
          this.#contracts.set(instrument, formatCompactOsi(contract));
      if (decision.type === "fill") this.#tell(this.#legsOf(decision));
    }
  }

  #legsOf({ orderId, legs }: Fill): readonly BookedLeg[] {
    return legs.map(({ instrument, quantity }) => ({
      orderId,
      contract: this.#contracts.get(instrument) ?? `instrument ${instrument}`,
      quantity,
    }));
  }
}
