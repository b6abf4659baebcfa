import type {
  Decision,
  DeskInput,
  Exit,
  Fill,
  HaltCause,
  Order,
  OrderCommand,
  OrderId,
  Position,
  PositionId,
} from "@smart0dte/domain";
import type { JournalEntry } from "@smart0dte/storage/journal";
import type { DeskLedger, PlacedOrder } from "./evidence.ts";

/** Reads what a journal says of orders, money and leave; takes no engine for it. */
export function readDeskLedger(entries: Iterable<JournalEntry>): DeskLedger {
  const reading = new LedgerReading();
  for (const entry of entries) {
    if (entry.kind === "input") reading.input(entry.input);
    else if (entry.kind === "decision") reading.decision(entry.seq, entry.decision);
  }
  return reading.ledger();
}

class LedgerReading {
  #run = "";
  readonly #orders = new Map<OrderId, Order>();
  readonly #fills: Fill[] = [];
  readonly #positions = new Map<PositionId, Position>();
  readonly #placed: PlacedOrder[] = [];
  readonly #exits: Exit[] = [];
  readonly #byAutomation = new Set<OrderId>();
  #halts: readonly HaltCause[] = [];
  #link: PlacedOrder["link"] = "notReady";
  #automation: number | string = "AUTO";

  input({ what }: DeskInput): void {
    if (what.kind === "session") {
      this.#run = what.run;
      this.#halts = what.halts;
      this.#link = what.broker === "tws" ? "notReady" : "ready";
      this.#automation = what.parameters.automation;
    } else if (what.kind === "brokerLink") this.#link = what.link.state;
  }

  decision(seq: number, decision: Decision): void {
    switch (decision.type) {
      case "halted":
        this.#halts = [...this.#halts, decision.cause];
        return;
      case "resumed":
        this.#halts = this.#halts.filter(({ kind }) => !decision.cleared.includes(kind));
        return;
      case "parametersChanged":
        for (const { name, to } of decision.changes) if (name === "automation") this.#automation = to;
        return;
      case "approved":
        if (decision.by === "automation") this.#byAutomation.add(decision.orderId);
        return;
      case "orderCommand":
        return this.#command(seq, decision);
      case "orderChanged":
        this.#orders.set(decision.order.id, decision.order);
        return;
      case "fill":
        this.#fills.push(decision);
        return;
      case "positionChanged":
        this.#positions.set(decision.position.id, decision.position);
        return;
      case "exit":
        this.#exits.push(decision);
        return;
      default:
        return;
    }
  }

  ledger(): DeskLedger {
    return {
      run: this.#run,
      orders: this.#orders,
      fills: this.#fills,
      positions: this.#positions,
      placed: this.#placed,
      exits: this.#exits,
    };
  }

  #command(seq: number, command: OrderCommand): void {
    if (command.action !== "place") return;
    const { orderId, purpose } = command;
    this.#placed.push({
      seq,
      orderId,
      purpose,
      isHalted: this.#halts.length > 0,
      link: this.#link,
      isDisarmed: this.#automation === "OFF" && this.#byAutomation.has(orderId),
    });
  }
}
