import type { BrokerEvent, DeskInput, OrderCommand, QuoteOf, SessionStart } from "@smart0dte/domain";
import { openPaper, paperStep, type PaperInput, type PaperState } from "@smart0dte/execution/paper";

type Stamp = Pick<DeskInput, "seq" | "at">;

/** The paper broker beside the pipeline: it hears the commands that are sent and looks at every market. */
export class PaperDesk {
  #state: PaperState;

  constructor(start: SessionStart) {
    this.#state = openPaper(start);
  }

  /** Call only after the intent lasts. */
  send({ seq, at }: Stamp, command: OrderCommand): readonly BrokerEvent[] {
    return this.#step({ seq, at, kind: "command", command });
  }

  look({ seq, at }: Stamp, quoteOf: QuoteOf): readonly BrokerEvent[] {
    return this.#step({ seq, at, kind: "look", quoteOf });
  }

  #step(input: PaperInput): readonly BrokerEvent[] {
    const { state, out } = paperStep(this.#state, input);
    this.#state = state;
    return out;
  }
}
