/** One right's prices at a strike, dollars; 0 is none. */
export interface PricedStrike {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}

/** A butterfly that brings `edge` dollars a share of its body at once. */
export interface DearButterfly {
  /** Lower wing, body, upper wing. */
  readonly strikes: readonly [number, number, number];
  readonly edge: number;
}

/**
 * For each body that is bid, the wings that cost least, however far and uneven: weights make each butterfly pay nothing
 * beyond its wings and never less. Strikes ascending and distinct.
 *
 * The cheapest wings for a body are two neighbours on the lower hull of all other strikes' asks.
 */
export function dearestButterflies(sides: readonly PricedStrike[]): readonly DearButterfly[] {
  const offered = sides.filter(({ ask }) => ask > 0);
  const hull = lowerHull(offered);
  return sides.flatMap((body): DearButterfly[] => {
    if (!(body.bid > 0)) return [];
    // a body on the hull itself must not be its own wing
    const others = hull.includes(body) ? lowerHull(offered.filter((other) => other !== body)) : hull;
    const above = others.findIndex(({ strike }) => strike > body.strike);
    const [low, high] = [others[above - 1], others[above]];
    if (low === undefined || high === undefined) return [];
    const share = (high.strike - body.strike) / (high.strike - low.strike);
    const edge = body.bid - share * low.ask - (1 - share) * high.ask;
    return [{ strikes: [low.strike, body.strike, high.strike], edge }];
  });
}

/** The offers that no two others undercut between them (Andrew's monotone chain). */
function lowerHull(offered: readonly PricedStrike[]): readonly PricedStrike[] {
  const hull: PricedStrike[] = [];
  for (const side of offered) {
    for (;;) {
      const [before, last] = [hull.at(-2), hull.at(-1)];
      if (before === undefined || last === undefined || isBelow(last, before, side)) break;
      hull.pop();
    }
    hull.push(side);
  }
  return hull;
}

/** Whether an offer lies below the line between two others around it. */
function isBelow(middle: PricedStrike, low: PricedStrike, high: PricedStrike): boolean {
  const share = (high.strike - middle.strike) / (high.strike - low.strike);
  return middle.ask < share * low.ask + (1 - share) * high.ask;
}
