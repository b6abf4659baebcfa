import {
  epochMicros,
  InvariantError,
  type BrokerEvent,
  type Decision,
  type DeskInput,
  type EpochMicros,
  type OrderCommand,
  type OutsideInput,
  type SessionStart,
} from "@smart0dte/domain";
import { Pipeline } from "../pipeline.ts";
import { PaperDesk } from "./paper-desk.ts";

/** What one input led to. */
export interface Consequence {
  readonly input: DeskInput;
  readonly decisions: readonly Decision[];
  /** In the order in which they must be committed and sent; empty almost always. */
  readonly commands: readonly OrderCommand[];
}

const NOTHING: readonly never[] = [];

/**
 * One session's pipeline, its paper broker and the order of its inputs.
 *
 * Numbers inputs, keeps desk time from going back, and takes each to completion. Synchronous and without I/O:
 * who journals, commits, sends and shows is around it.
 */
export class DeskRun {
  readonly pipeline: Pipeline;
  /** Null where orders go to a broker outside. */
  readonly #paper: PaperDesk | null;
  #seq: number;
  #at: EpochMicros;

  constructor(start: SessionStart) {
    this.pipeline = new Pipeline(start);
    this.#paper = start.broker === "tws" ? null : new PaperDesk(start);
    this.#seq = 1;
    this.#at = start.session.open;
  }

  /** The first input of every journal. */
  get opening(): DeskInput {
    return { seq: 1, at: this.pipeline.start.session.open, what: this.pipeline.start };
  }

  get seq(): number {
    return this.#seq;
  }

  /** Desk time of the last input. */
  get at(): EpochMicros {
    return this.#at;
  }

  /** Stamps an input: the next number, and a time that is never before the last one. */
  stamp(what: OutsideInput, at: EpochMicros | null): DeskInput {
    return { seq: this.#seq + 1, at: at === null || at < this.#at ? this.#at : at, what };
  }

  /** Takes the next input; one out of order is a bug. */
  take(input: DeskInput): Consequence {
    if (input.seq !== this.#seq + 1 || input.at < this.#at) {
      throw new InvariantError("An input out of order", {
        seq: input.seq,
        at: input.at,
        after: this.#seq,
        since: this.#at,
      });
    }
    this.#seq = input.seq;
    this.#at = epochMicros(input.at);
    const decisions = this.pipeline.step(input);
    return { input, decisions, commands: decisions.length === 0 ? NOTHING : decisions.filter(isCommand) };
  }

  /** Lets the paper broker have what was committed and look at the market; what it says are inputs again. */
  broker({ input, commands }: Consequence): readonly BrokerEvent[] {
    const paper = this.#paper;
    if (paper === null) return NOTHING;
    const { seq, at, what } = input;
    const stamp = { seq, at };
    const looks = what.kind === "market" || what.kind === "timer";
    const seen = looks ? paper.look(stamp, this.pipeline.market.quote) : NOTHING;
    if (commands.length === 0) return seen;
    return [...seen, ...commands.flatMap((command) => paper.send(stamp, command))];
  }
}

const isCommand = (decision: Decision): decision is OrderCommand => decision.type === "orderCommand";
