import type { ExecutionEvent, Order, OrderCommand } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldOf } from "./fill-booking.ts";
import { isOver } from "./order-transitions.ts";
import { isRestingStop } from "./stop-reading.ts";
import { DayStory, story, type Happening } from "./testing/day-story.ts";

type Out = readonly (ExecutionEvent | OrderCommand)[];

/** Plays a day on which stops rest at the broker and checks after each of its happenings. */
function always(check: (day: DayStory, told: Out, out: Out) => void): void {
  fc.assert(
    fc.property(story, (happenings: readonly Happening[]) => {
      const day = new DayStory({ restingStopReach: 2 });
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

const alive = (order: Order): boolean => !isOver(order.state);

describe("whatever a broker tells while stops rest with it", () => {
  it("no other order for a short leg goes out while a stop on it can fill", () => {
    always(({ desk }, _told, out) => {
      for (const event of out) {
        if (event.type !== "orderCommand" || event.action !== "place") continue;
        const placed = desk.order(event.orderId);
        if (placed.purpose === "open") continue;
        const others = desk.state.orders.filter(
          ({ id, positionId }) => id !== placed.id && positionId === placed.positionId,
        );
        const isInTheWay = isRestingStop(placed)
          ? others.some(({ purpose, state }) => purpose === "close" && !isOver(state))
          : others.some((order) => isRestingStop(order) && alive(order));
        expect(isInTheWay).toBe(false);
      }
    });
  });

  it("no stop is for more contracts than are short", () => {
    always(({ desk }, _told, out) => {
      for (const event of out) {
        if (event.type !== "orderCommand" || event.action !== "place") continue;
        const { positionId, legs, quantity, trigger, limit, ...order } = desk.order(event.orderId);
        if (!isRestingStop(order)) continue;
        const position = desk.state.positions.find(({ id }) => id === positionId);
        const own = position?.legs.find(({ instrument }) => instrument === legs[0]?.instrument);
        expect(position === undefined || own === undefined ? 0 : -heldOf(position, own)).toBe(quantity);
        expect(limit).toBeGreaterThan(trigger ?? Infinity);
      }
    });
  });

  it("a close is sent once its position has no stop that can fill, or is over", () => {
    always(({ desk }) => {
      for (const { id, positionId, state } of desk.state.orders) {
        if (state !== "approved") continue;
        expect(desk.state.positions.map(({ closing }) => closing)).toContain(id);
        const stops = desk.state.orders.filter(
          (order) => order.positionId === positionId && isRestingStop(order) && alive(order),
        );
        expect(stops).not.toEqual([]);
        // a wish that the broker refused leaves nothing to ask again
        if (desk.state.settling === null)
          expect(stops.every(({ state: is }) => is === "cancelRequested" || is === "unknown")).toBe(true);
      }
    });
  });

  it("an order that the broker was not given is never taken back there", () => {
    always((_day, told) => {
      const given = new Set<string>();
      for (const event of told) {
        if (event.type !== "orderCommand") continue;
        if (event.action === "place") given.add(event.orderId);
        else expect(given.has(event.orderId)).toBe(true);
      }
    });
  });

  it("what is held is what was traded, and closed exactly while nothing of it is left", () => {
    always(({ desk }) => {
      for (const { id, quantity, closedAt } of desk.state.positions) {
        const strandings = desk.state.strandings.filter(
          ({ orphan }) => orphan.positionId === id && orphan.state !== "resolved",
        );
        expect(quantity).toBeGreaterThanOrEqual(0);
        expect(closedAt === null).toBe(quantity > 0 || strandings.length > 0);
      }
    });
  });
});
