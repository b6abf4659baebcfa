import { usdE4, type UsdE4 } from "@smart0dte/domain";
import type { BrokerBooks } from "../books/broker-books.ts";
import type { ListedContract } from "../contracts/listed-contract.ts";
import type { Commission, Execution, Position } from "./execution.ts";

export interface Trade {
  readonly contract: ListedContract;
  /** Bought positive. */
  readonly quantity: number;
  readonly price: UsdE4;
  readonly fees: UsdE4;
}

export type LedgerBooks = Pick<BrokerBooks, "cash" | "fees" | "positions" | "executions">;

export const emptyLedger = (cash: UsdE4): LedgerBooks => ({
  cash,
  fees: usdE4(0),
  positions: [],
  executions: [],
});

/** The account's cash, positions and executions, to the ten-thousandth. */
export class Ledger {
  #cash: UsdE4;
  readonly #positions = new Map<number, Position>();
  readonly #executions: Execution[];
  #fees: UsdE4;
  #revision = 0;

  constructor({ cash, fees, positions, executions }: LedgerBooks) {
    this.#cash = cash;
    this.#fees = fees;
    this.#executions = [...executions];
    for (const position of positions) this.#put(position);
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision;
  }

  get cash(): UsdE4 {
    return this.#cash;
  }

  get fees(): UsdE4 {
    return this.#fees;
  }

  /** Rows of contracts closed today stay, at zero. */
  get positions(): readonly Position[] {
    return [...this.#positions.values()];
  }

  get executions(): readonly Execution[] {
    return this.#executions;
  }

  positionOf(conId: number): Position | undefined {
    return this.#positions.get(conId);
  }

  quantityOf(conId: number): number {
    return this.#positions.get(conId)?.quantity ?? 0;
  }

  record(execution: Execution): void {
    this.#revision += 1;
    this.#executions.push(execution);
  }

  /** Moves the money and the position; says what the trade cost and what it made good. */
  book({ contract, quantity, price, fees }: Trade): Commission {
    this.#revision += 1;
    const { conId, units } = contract;
    const paid = usdE4(quantity * units * price + fees);
    this.#cash = usdE4(this.#cash - paid);
    this.#fees = usdE4(this.#fees + fees);
    const before = this.#positions.get(conId) ?? { conId, quantity: 0, basis: 0, realized: usdE4(0) };
    const closed = closedOf(before.quantity, quantity);
    if (closed === 0) {
      this.#put({ ...before, quantity: before.quantity + quantity, basis: before.basis + paid });
      return { fees, realized: null };
    }
    // the part that closes takes its share of the basis and of this trade's money
    const basisShare = Math.round((before.basis * closed) / Math.abs(before.quantity));
    const paidShare = Math.round((paid * closed) / Math.abs(quantity));
    const realized = usdE4(-(paidShare + basisShare));
    this.#put({
      conId,
      quantity: before.quantity + quantity,
      basis: before.basis - basisShare + (paid - paidShare),
      realized: usdE4(before.realized + realized),
    });
    return { fees, realized };
  }

  #put(position: Position): void {
    this.#positions.set(position.conId, position);
  }
}

/** How much of a trade goes against what is held. */
const closedOf = (held: number, quantity: number): number =>
  Math.sign(held) * Math.sign(quantity) < 0 ? Math.min(Math.abs(held), Math.abs(quantity)) : 0;
