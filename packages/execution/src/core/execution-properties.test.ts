import {
  canonicalJson,
  ORDER_STATES,
  type Exercised,
  type ExecutionEvent,
  type Fill,
  type Order,
  type OrderCommand,
  type Position,
} from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldOf } from "./fill-booking.ts";
import { isOver, ORDER_TRANSITIONS } from "./order-transitions.ts";
import { DayStory, story, type Happening } from "./testing/day-story.ts";

type Out = readonly (ExecutionEvent | OrderCommand)[];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Plays a day and checks after each of its happenings. */
function always(check: (day: DayStory, told: Out, out: Out) => void): void {
  fc.assert(
    fc.property(story, (happenings: readonly Happening[]) => {
      const day = new DayStory();
      const told: (ExecutionEvent | OrderCommand)[] = [];
      for (const what of happenings) {
        const out = day.play(what);
        told.push(...out);
        check(day, told, out);
      }
    }),
    { numRuns: 120 },
  );
}

const fillsOf = (told: Out, { id }: Position): readonly Fill[] =>
  told.filter((event) => event.type === "fill" && event.positionId === id) as Fill[];
const exercisesOf = (told: Out, { id }: Position): readonly Exercised[] =>
  told.filter((event) => event.type === "exercised" && event.positionId === id) as Exercised[];

describe("whatever a broker tells in whatever order", () => {
  it("a position's cash is the sum of its legs' fills and exercises, its fees those of the fills", () => {
    always(({ desk }, told) => {
      for (const position of desk.state.positions) {
        const fills = fillsOf(told, position);
        const paid = fills.flatMap(({ legs }) => legs.map(({ quantity, price }) => quantity * price * 100));
        const settled = exercisesOf(told, position).map(({ value }) => value);
        expect(position.cash).toBe(sum(settled) - sum(paid));
        expect(position.fees).toBe(sum(fills.map(({ fees }) => fees)));
      }
    });
  });

  it("no contract comes or goes but by a fill or an exercise", () => {
    always(({ desk }, told) => {
      for (const position of desk.state.positions) {
        for (const leg of position.legs) {
          const traded = fillsOf(told, position)
            .flatMap(({ legs }) => legs)
            .filter(({ instrument }) => instrument === leg.instrument);
          const ended = exercisesOf(told, position).filter(({ instrument }) => instrument === leg.instrument);
          const rest =
            sum(traded.map(({ quantity }) => quantity)) - sum(ended.map(({ quantity }) => quantity));
          expect(heldOf(position, leg)).toBe(rest);
        }
      }
    });
  });

  it("positions are never negative and closed exactly while they hold no package and no orphan", () => {
    always(({ desk }) => {
      for (const { id, quantity, opened, closedAt, openedAt, openCost } of desk.state.positions) {
        const strandings = desk.state.strandings.filter(
          ({ orphan }) => orphan.positionId === id && orphan.state !== "resolved",
        );
        expect(quantity).toBeGreaterThanOrEqual(0);
        expect(opened).toBeGreaterThanOrEqual(quantity);
        expect(closedAt === null).toBe(quantity > 0 || strandings.length > 0);
        if (closedAt !== null) expect(closedAt).toBeGreaterThanOrEqual(openedAt);
        if (quantity === 0) expect(openCost).toBe(sum(strandings.map(({ cost }) => cost)));
      }
    });
  });

  it("orphans are resolved exactly when nothing of them is left, and no repair goes out while their order lives", () => {
    always(({ desk }, _told, out) => {
      for (const { orphan, cost, repairs } of desk.state.strandings) {
        expect(orphan.state === "resolved").toBe(orphan.legs.length === 0);
        if (orphan.state === "resolved") expect(cost).toBe(0);
        const placed = out.some((event) => event.type === "orderCommand" && repairs.includes(event.orderId));
        if (placed) expect(isOver(desk.order(orphan.orderId).state)).toBe(true);
      }
    });
  });

  it("an order's filled packages are those of its fills, never more than ordered, all of them when it is filled", () => {
    always(({ desk }, told) => {
      for (const { id, filled, quantity, state } of desk.state.orders) {
        const fills = told.filter((event) => event.type === "fill" && event.orderId === id) as Fill[];
        expect(filled).toBe(sum(fills.map((fill) => fill.quantity)));
        expect(filled).toBeLessThanOrEqual(quantity);
        expect(state === "filled").toBe(filled === quantity);
        expect(new Set(fills.map(({ executionId }) => executionId)).size).toBe(fills.length);
      }
    });
  });

  it("an order's history follows the table and ends in its state", () => {
    always(({ desk }) => {
      for (const order of desk.state.orders) {
        expect(order.history[0]?.state).toBe("intent");
        expect(order.history.at(-1)?.state).toBe(order.state);
        expect(stepsOutsideTable(order)).toEqual([]);
      }
    });
  });

  it("what is said last of an order or a position is what stands", () => {
    always(({ desk }, told) => {
      const last = new Map<string, Order | Position>();
      for (const event of told) {
        if (event.type === "orderChanged") last.set(event.order.id, event.order);
        if (event.type === "positionChanged") last.set(event.position.id, event.position);
      }
      const { orders, positions } = desk.state;
      expect([...orders, ...positions]).toEqual([...orders, ...positions].map(({ id }) => last.get(id)));
    });
  });

  it("an opening's limit is never beyond the plan's worst price, and is asked for another only on the way there", () => {
    always(({ desk }) => {
      for (const { planId, purpose, limit, asked, state } of desk.state.orders) {
        if (purpose === "close") continue;
        const worst = desk.state.plans.find((plan) => plan.id === planId)?.entryLimit ?? Number.NaN;
        for (const price of [limit, asked ?? limit]) expect(price).toBeLessThanOrEqual(worst);
        if (asked !== null) expect(asked).toBeGreaterThan(limit);
        if (isOver(state)) expect(asked).toBeNull();
      }
    });
  });

  it("a position waits only for a close that can still fill", () => {
    always(({ desk }) => {
      for (const { closing } of desk.state.positions) {
        if (closing !== null) expect(isOver(desk.order(closing).state)).toBe(false);
      }
    });
  });

  it("each order is placed once, and said before", () => {
    always(({ desk }, told, out) => {
      for (const [index, event] of out.entries()) {
        if (event.type !== "orderCommand") continue;
        const before = out.slice(0, index);
        const isSaid = before.some((said) => said.type === "orderChanged" && said.order.id === event.orderId);
        expect(isSaid).toBe(true);
      }
      const placed = told.filter((event) => event.type === "orderCommand" && event.action === "place");
      expect(placed).toHaveLength(desk.state.orders.length);
    });
  });

  it("once a closing price is known nothing is held, late fills or not", () => {
    always(({ desk }) => {
      if (desk.state.settling?.SPY === null || desk.state.settling === null) return;
      for (const position of desk.state.positions)
        expect(position).toMatchObject({ quantity: 0, residual: [] });
    });
  });

  it("the state as JSON goes on in the same way", () => {
    fc.assert(
      fc.property(story, fc.nat(100), (happenings, cut) => {
        const [straight, restored] = [new DayStory(), new DayStory()];
        for (const [index, what] of happenings.entries()) {
          if (index === cut % happenings.length) {
            restored.desk.state = JSON.parse(
              JSON.stringify(restored.desk.state),
            ) as typeof restored.desk.state;
          }
          expect(canonicalJson(restored.play(what))).toBe(canonicalJson(straight.play(what)));
        }
        expect(restored.desk.state).toEqual(straight.desk.state);
      }),
    );
  });
});

function stepsOutsideTable({ history }: Order): readonly string[] {
  return history
    .slice(1)
    .map(({ state }, index) => ({ from: history[index]?.state ?? ORDER_STATES[0], to: state }))
    .filter(({ from, to }) => !Object.values(ORDER_TRANSITIONS[from]).includes(to))
    .map(({ from, to }) => `${from} -> ${to}`);
}
