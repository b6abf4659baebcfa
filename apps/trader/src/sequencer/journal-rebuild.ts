import {
  BadInputError,
  canonicalJson,
  type BrokerEvent,
  type Decision,
  type DeskInput,
  type OutsideInput,
} from "@smart0dte/domain";
import { DecisionDigest, type JournalEntry } from "@smart0dte/storage/journal";
import { DeskRun, type Consequence } from "./desk-run.ts";
import type { Told } from "./sequencer-ports.ts";

/** The journal's inputs lead to other decisions than it holds: it was written by another version, or changed. */
export class NotReproducedError extends Error {
  override readonly name = "NotReproducedError";
}

export interface RebuildListeners {
  readonly onDecisions?: (told: Told) => void;
  readonly onLine?: (line: string) => void;
  /** What the source had said, before the run takes it. */
  readonly onSourceInput?: (input: DeskInput) => void;
  /** A request that was made of the source, in its place. */
  readonly onAside?: (body: unknown, run: DeskRun) => void;
}

/** A run as it stood when its journal ended. */
export interface Rebuilt {
  readonly run: DeskRun;
  readonly digest: DecisionDigest;
  /** Decisions of the last input that the journal had no time to hold. */
  readonly unwritten: readonly { readonly seq: number; readonly decision: Decision }[];
  /** What the paper broker had said and the desk had not yet taken in; empty where orders go to a broker outside. */
  readonly unheard: readonly BrokerEvent[];
}

const FROM_THE_SOURCE: ReadonlySet<OutsideInput["kind"]> = new Set(["instruments", "market", "timer", "end"]);

/**
 * Takes a journal's inputs through the pipeline again and holds every decision, and every event of a paper broker,
 * against it.
 *
 * Refuses a journal without a session; throws {@link NotReproducedError} at the first difference.
 */
export function rebuildRun(
  name: string,
  entries: Iterable<JournalEntry>,
  listeners: RebuildListeners = {},
): Rebuilt {
  const rebuild = new Rebuild(name, listeners);
  for (const entry of entries) rebuild.take(entry);
  return rebuild.done();
}

class Rebuild {
  readonly #name: string;
  readonly #listeners: RebuildListeners;
  readonly #digest = new DecisionDigest();
  readonly #unheard: BrokerEvent[] = [];
  #run: DeskRun | null = null;
  #seq = 0;
  #unwritten: Decision[] = [];

  constructor(name: string, listeners: RebuildListeners) {
    this.#name = name;
    this.#listeners = listeners;
  }

  take(entry: JournalEntry): void {
    switch (entry.kind) {
      case "input":
        return this.#input(entry.input);
      case "decision":
        return this.#compare(entry.seq, entry.decision);
      case "aside":
        if (this.#run !== null) this.#listeners.onAside?.(entry.body, this.#run);
        return;
    }
  }

  done(): Rebuilt {
    if (this.#run === null) throw new BadInputError(`${this.#name}: the journal holds no session.`);
    return {
      run: this.#run,
      digest: this.#digest,
      unwritten: this.#unwritten.map((decision) => ({ seq: this.#seq, decision })),
      unheard: this.#unheard,
    };
  }

  #input(input: DeskInput): void {
    if (input.what.kind === "session") {
      if (this.#run !== null) throw new BadInputError(`${this.#name}: the journal holds a second session.`);
      this.#run = new DeskRun(input.what);
      return;
    }
    const run = this.#run;
    if (run === null) throw new BadInputError(`${this.#name}: the journal does not begin with its session.`);
    if (this.#unwritten.length > 0)
      throw this.#differs(input.seq, `it lacks ${this.#unwritten.length} decisions of input ${this.#seq}`);
    // what a broker outside said cannot be made again: it is taken as it was recorded
    if (input.what.kind === "broker" && run.pipeline.start.broker !== "tws")
      this.#hear(input.seq, input.what.event);
    if (FROM_THE_SOURCE.has(input.what.kind)) this.#listeners.onSourceInput?.(input);

    const consequence = run.take(input);
    this.#seq = input.seq;
    this.#unwritten = [...consequence.decisions];
    this.#unheard.push(...run.broker(consequence));
    this.#tell(consequence);
  }

  #tell({ input, decisions }: Consequence): void {
    if (decisions.length === 0) return;
    for (const decision of decisions) {
      const line = this.#digest.add(decision);
      if (line !== null) this.#listeners.onLine?.(line);
    }
    this.#listeners.onDecisions?.({ seq: input.seq, at: input.at, decisions });
  }

  /** A broker event in the journal must be the next that the same commands and markets give again. */
  #hear(seq: number, event: BrokerEvent): void {
    const again = this.#unheard.shift();
    if (again === undefined || canonicalJson(again) !== canonicalJson(event)) {
      const [said, now] = whereTheyDiffer(event, again);
      throw this.#differs(seq, `the broker said ${said}, and now ${now}`);
    }
  }

  #compare(seq: number, decision: Decision): void {
    const again = this.#unwritten.shift();
    if (again !== undefined && seq === this.#seq && canonicalJson(again) === canonicalJson(decision)) return;
    const [held, now] = whereTheyDiffer(decision, again);
    throw this.#differs(seq, `it holds ${held}, and now ${now}`);
  }

  #differs(seq: number, what: string): NotReproducedError {
    return new NotReproducedError(
      `${this.#name} is not reproduced at input ${seq}: ${what}. Was it written by another version?`,
    );
  }
}

const SHOWN_CHARACTERS = 120;
const BEFORE_CHARACTERS = 30;

/** Both texts from shortly before their first difference on: enough to see what it is about. */
function whereTheyDiffer<Body>(was: Body, now: Body | undefined): readonly [string, string] {
  const before = canonicalJson(was);
  if (now === undefined) return [excerpt(before, 0), "there is nothing"];
  const after = canonicalJson(now);
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  const from = Math.max(0, at - BEFORE_CHARACTERS);
  return [excerpt(before, from), excerpt(after, from)];
}

const excerpt = (text: string, from: number): string =>
  `${from === 0 ? "" : "…"}${text.slice(from, from + SHOWN_CHARACTERS)}${text.length > from + SHOWN_CHARACTERS ? "…" : ""}`;
