import {
  formatCompactOsi,
  unreachable,
  type CommandId,
  type Decision,
  type Fill,
  type Order,
  type Orphan,
  type ParametersChanged,
  type Position,
  type PositionId,
  type Refused,
  type Signal,
  type SignalOutcome,
} from "@smart0dte/domain";
import type { Authorship } from "../translate/book-frames.ts";
import { eventRow } from "../translate/event-row.ts";
import { fillRow, orderRow } from "../translate/order-row.ts";
import { acceptedRow, noTradeRow, planRow, refusedRow } from "../translate/proposal-row.ts";
import { signalRow } from "../translate/signal-row.ts";
import type { TopicBoard } from "./topic-board.ts";

/** What became of a command, as the desk's decisions tell it. */
export type CommandOutcome =
  { readonly kind: "done"; readonly at: number } | { readonly kind: "refused"; readonly refused: Refused };

/** Turns decisions into the rows of the screen. A decision that comes again changes nothing. */
export class DecisionMirror {
  readonly #board: TopicBoard;
  readonly #signals = new Map<string, Signal>();
  readonly #outcomes = new Map<string, SignalOutcome["result"]>();
  readonly #symbols = new Map<number, string>();
  /** By position. */
  readonly #tickers = new Map<string, string>();
  readonly #openings = new Map<PositionId, Map<string, Fill>>();
  readonly #orphans = new Map<PositionId, Orphan>();
  readonly #authors = new Map<string, Authorship>();
  readonly #commands = new Map<CommandId, CommandOutcome>();

  constructor(board: TopicBoard) {
    this.#board = board;
  }

  apply(decision: Decision): void {
    const event = eventRow(decision, (position) => this.#tickers.get(position) ?? null);
    if (event !== null) this.#board.putRows("events", [event]);
    switch (decision.type) {
      case "signal":
        return this.signal(decision);
      case "signalOutcome":
        return this.#outcome(decision);
      case "plan":
        return this.#board.row("proposals", decision.id) === null
          ? this.#board.putRows("proposals", [planRow(decision)])
          : undefined;
      case "noTrade":
        return this.#board.putRows("proposals", [noTradeRow(decision)]);
      case "approved": {
        const row = this.#board.row("proposals", decision.plan.id) ?? planRow(decision.plan);
        return this.#board.putRows("proposals", [acceptedRow(row, decision)]);
      }
      case "refused":
        return this.#refused(decision);
      case "commandDone":
        this.#commands.set(decision.commandId, { kind: "done", at: decision.at });
        return;
      case "orderChanged":
        return this.order(decision.order);
      case "fill":
        return this.#fill(decision);
      case "parametersChanged":
        return this.#parameters(decision);
      case "orphanChanged":
        this.#orphans.set(decision.orphan.positionId, decision.orphan);
        return;
      case "positionChanged":
      case "exit":
      case "cancelOpening":
      case "replaceWorking":
      case "halted":
      case "resumed":
      case "holdingAccepted":
      case "breaker":
      case "orderCommand":
      case "exercised":
      case "unsettled":
      case "armed":
      case "disarmed":
        // the book frame and the events carry them
        return;
      default:
        return unreachable(decision);
    }
  }

  signal(signal: Signal): void {
    this.#signals.set(signal.id, signal);
    this.#board.putRows("signals", [signalRow(signal, this.#outcomes.get(signal.id) ?? null)]);
  }

  order(order: Order): void {
    for (const { instrument, contract } of order.legs)
      this.#symbols.set(instrument, formatCompactOsi(contract));
    this.#tickers.set(order.positionId, order.ticker);
    this.#board.putRows("orders", [orderRow(order)]);
  }

  openingsOf({ id }: Position): readonly Fill[] {
    return [...(this.#openings.get(id)?.values() ?? [])];
  }

  /** What was last said of legs of a position that traded alone. */
  orphanOf({ id }: Position): Orphan | null {
    return this.#orphans.get(id) ?? null;
  }

  authorOf(name: string): Authorship | null {
    return this.#authors.get(name) ?? null;
  }

  /** Who set a parameter before this run. */
  inherit(name: string, author: Authorship): void {
    if (!this.#authors.has(name)) this.#authors.set(name, author);
  }

  outcomeOf(id: CommandId): CommandOutcome | null {
    return this.#commands.get(id) ?? null;
  }

  #outcome({ signalId, result }: SignalOutcome): void {
    this.#outcomes.set(signalId, result);
    const signal = this.#signals.get(signalId);
    if (signal !== undefined) this.#board.putRows("signals", [signalRow(signal, result)]);
  }

  #refused(refused: Refused): void {
    const { subject } = refused;
    if ("command" in subject) {
      // a repeat is refused as such: what the first one led to stays known
      if (!this.#commands.has(subject.command))
        this.#commands.set(subject.command, { kind: "refused", refused });
      return;
    }
    const row = this.#board.row("proposals", subject.plan);
    if (row === null || row.state === "accepted") return;
    this.#board.putRows("proposals", [refusedRow(row, refused)]);
  }

  #fill(fill: Fill): void {
    const symbolOf = (instrument: number): string => this.#symbols.get(instrument) ?? `#${instrument}`;
    this.#board.putRows("fills", [fillRow(fill, symbolOf)]);
    if (fill.purpose !== "open") return;
    const fills = this.#openings.get(fill.positionId) ?? new Map<string, Fill>();
    this.#openings.set(fill.positionId, fills.set(fill.executionId, fill));
  }

  #parameters({ changes, by, at }: ParametersChanged): void {
    for (const { name } of changes) this.#authors.set(name, { by, at });
  }
}
