import { InvariantError, type BrokerEvent, type Order } from "@smart0dte/domain";

type BrokerOrphan = Extract<BrokerEvent, { kind: "orphan" }>;
type BrokerFill = Extract<BrokerEvent, { kind: "fill" }>;

/**
 * Throws unless a fill can be of this order: whole packages, its own legs, prices that add up. How many a broker trades
 * is its own doing.
 *
 * A close may leave out legs that it sells: nobody bid for them and they stay.
 */
export function assertIsOf(order: Order, fill: BrokerFill): void {
  const broken = whatIsWrong(order, fill);
  if (broken !== null) {
    throw new InvariantError(`A fill that is not of its order: ${broken}`, {
      order: order.id,
      execution: fill.executionId,
    });
  }
}

/** Throws unless these can be legs of this order that traded alone: its own, in its direction. */
export function assertAreLegsOf({ id, legs }: Order, orphan: BrokerOrphan): void {
  const isOwn = orphan.legs.every(({ instrument, quantity: count, price }) => {
    const own = legs.find((leg) => leg.instrument === instrument);
    const isWhole = Number.isSafeInteger(count) && Number.isSafeInteger(price) && count !== 0;
    return own !== undefined && isWhole && Math.sign(count) === Math.sign(own.ratio);
  });
  if (isOwn && orphan.legs.length > 0 && orphan.fees >= 0) return;
  throw new InvariantError("Orphan legs that are not of their order", {
    order: id,
    execution: orphan.executionId,
  });
}

function whatIsWrong(order: Order, { quantity, legs, price, fees }: BrokerFill): string | null {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) return "not whole packages";
  if (!Number.isSafeInteger(price) || !Number.isSafeInteger(fees) || fees < 0) return "not money";

  if (new Set(legs.map(({ instrument }) => instrument)).size !== legs.length) return "a leg twice";
  for (const leg of legs) {
    const own = order.legs.find(({ instrument }) => instrument === leg.instrument);
    if (own === undefined) return "a leg of another package";
    if (leg.quantity !== own.ratio * quantity) return "a leg in another number";
  }
  const left = order.legs.filter((own) => legs.every(({ instrument }) => instrument !== own.instrument));
  if (left.some(({ ratio }) => order.purpose === "open" || ratio > 0)) return "a leg is missing";

  const paid = legs.reduce((sum, leg) => sum + leg.quantity * leg.price, 0);
  return paid === price * quantity ? null : "legs do not add up to the package";
}
