import { formatCompactOsi, type Fill, type OrderId } from "@smart0dte/domain";
import type { DeskLedger, Evidence, Violation } from "./evidence.ts";

/** The desk holds what the broker holds, contract by contract. */
export function positionViolations({ desk, broker }: Evidence): readonly Violation[] {
  const held = heldByDesk(desk);
  const contracts = new Set([...held.keys(), ...broker.positions.keys()]);
  return [...contracts].flatMap((contract) => {
    const [own, its] = [held.get(contract) ?? 0, broker.positions.get(contract) ?? 0];
    if (own === its) return [];
    return [{ check: "positions", sentence: `the desk holds ${own} of ${contract}, the broker ${its}` }];
  });
}

/** Every contract that the broker traded for an order is booked under it, and once. */
export function fillViolations({ desk, broker }: Evidence): readonly Violation[] {
  const booked = new Tally();
  const contracts = contractsOf(desk);
  for (const { orderId, legs } of desk.fills)
    for (const { instrument, quantity, price } of legs)
      booked.add(orderId, contracts.get(instrument) ?? `instrument ${instrument}`, { quantity, price });
  const traded = new Tally();
  for (const { orderId, contract, quantity, price } of broker.trades)
    traded.add(orderId ?? "an order of nobody's", contract, { quantity, price });
  return [...repeated(desk.fills), ...booked.differences(traded)];
}

const repeated = (fills: readonly Fill[]): readonly Violation[] => {
  const ids = fills.map(({ executionId }) => executionId);
  const twice = [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))];
  return twice.map((id) => ({ check: "fills", sentence: `execution ${id} is booked more than once` }));
};

interface Traded {
  readonly quantity: number;
  readonly price: number;
}

/** Contracts and what was paid for them, by order and contract; bought and sold apart, so that one never hides the other. */
class Tally {
  readonly #sums = new Map<string, { count: number; paid: number }>();

  add(order: OrderId | string, contract: string, { quantity, price }: Traded): void {
    const key = `${order} ${contract} ${quantity > 0 ? "bought" : "sold"}`;
    const sum = this.#sums.get(key) ?? { count: 0, paid: 0 };
    this.#sums.set(key, {
      count: sum.count + Math.abs(quantity),
      paid: sum.paid + Math.abs(quantity) * price,
    });
  }

  /** Of what the desk booked against what the broker traded. */
  differences(broker: Tally): readonly Violation[] {
    const keys = new Set([...this.#sums.keys(), ...broker.#sums.keys()]);
    return [...keys].flatMap((key) => {
      const [own, its] = [this.#sums.get(key) ?? NONE, broker.#sums.get(key) ?? NONE];
      if (own.count === its.count && own.paid === its.paid) return [];
      const sentence = `${key}: booked ${own.count} for ${own.paid}, traded ${its.count} for ${its.paid}`;
      return [{ check: "fills", sentence }];
    });
  }
}

const NONE = { count: 0, paid: 0 };

function heldByDesk({ positions }: DeskLedger): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  const add = (contract: string, quantity: number): void =>
    void held.set(contract, (held.get(contract) ?? 0) + quantity);
  for (const { legs, quantity, residual } of positions.values()) {
    for (const { contract, ratio } of legs) add(formatCompactOsi(contract), ratio * quantity);
    for (const { leg, quantity: beside } of residual) add(formatCompactOsi(leg.contract), beside);
  }
  return held;
}

function contractsOf({ orders }: DeskLedger): ReadonlyMap<number, string> {
  const contracts = new Map<number, string>();
  for (const { legs } of orders.values())
    for (const { instrument, contract } of legs) contracts.set(instrument, formatCompactOsi(contract));
  return contracts;
}
