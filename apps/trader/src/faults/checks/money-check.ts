import type { Position } from "@smart0dte/domain";
import type { Evidence, Violation } from "./evidence.ts";

/** Cash, fees and the day's result are the broker's to the ten-thousandth, position by position and in all. */
export function moneyViolations(evidence: Evidence): readonly Violation[] {
  const { desk, broker } = evidence;
  const booked = [...desk.positions.values()].reduce((sum, { cash, fees }) => sum + cash - fees, 0);
  const differing = booked === broker.cash ? [] : [differs("the desk's cash", booked, broker.cash)];
  return [...differing, ...positionResults(evidence), ...dayResult(evidence)];
}

/** What the broker says that each position brought and cost. */
function positionResults({ desk, broker }: Evidence): readonly Violation[] {
  const made = new Map<string, number>();
  for (const { orderId, quantity, price, fees } of broker.trades) {
    const order = orderId === null ? undefined : desk.orders.get(orderId);
    if (order === undefined) continue;
    const cash = -quantity * price * SHARES - fees;
    made.set(order.positionId, (made.get(order.positionId) ?? 0) + cash);
  }
  return [...desk.positions.values()].flatMap((position) => {
    const its = made.get(position.id) ?? 0;
    const own = position.cash - position.fees;
    return own === its
      ? []
      : [differs(`${isOpen(position) ? "cash" : "result"} of ${position.id}`, own, its)];
  });
}

/** The day's realised result is the broker's cash and what is paid for what is held; flat, it is the whole result. */
function dayResult({ desk, day, broker }: Evidence): readonly Violation[] {
  if (day === null) return [];
  const positions = [...desk.positions.values()];
  const invested = positions.reduce((sum, { openCost }) => sum + openCost, 0);
  const fees = broker.trades.reduce((sum, trade) => sum + trade.fees, 0);
  const isFlat = !positions.some(isOpen);
  return [
    ...(day.realised === broker.cash + invested
      ? []
      : [differs("the day's realised result", day.realised, broker.cash + invested)]),
    ...(day.fees === fees ? [] : [differs("the day's fees", day.fees, fees)]),
    ...(isFlat && day.mid !== broker.cash ? [differs("the flat day's result", day.mid, broker.cash)] : []),
  ];
}

const SHARES = 100;
const MONEY = 10_000;

const isOpen = ({ quantity, residual }: Position): boolean => quantity > 0 || residual.length > 0;

const differs = (what: string, own: number | null, its: number): Violation => ({
  check: "money",
  sentence: `${what} is ${own === null ? "not known" : dollars(own)}, the broker's ${dollars(its)}`,
});

const dollars = (money: number): string => `$${(money / MONEY).toFixed(4)}`;
