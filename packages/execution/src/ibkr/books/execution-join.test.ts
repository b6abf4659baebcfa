import { usdE4, type ExecutionId } from "@smart0dte/domain";
import { aLeg, aPlan, minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPENING } from "../../core/testing/desk-of.ts";
import { anExecution } from "../testing/spoken-tws.ts";
import type { ExecutionRow } from "../words/tws-heard.ts";
import { ExecutionJoin, type BrokerFill } from "./execution-join.ts";
import { nameExecution, readExecutionName } from "./execution-name.ts";

const LEGS = aPlan().legs;
const MOMENT = { at: 0, now: minute(60) };

const aJoin = (booked: readonly ExecutionId[] = [], legs = LEGS, quantity = 100): ExecutionJoin => {
  const join = new ExecutionJoin({ feesMs: 1_000, orphanMs: 8_000, feesWithout: () => usdE4(77) });
  join.know({ id: OPENING, legs, quantity, filled: 0 }, booked);
  return join;
};
const exec = (strike: 660 | 655, n: number, quantity: number, cents?: number): ExecutionRow =>
  anExecution(strike, quantity, {
    execId: `x${strike}.${n}.01`,
    ...(cents !== undefined && { price: usdE4(cents * 100) }),
  });
const PACKAGE = anExecution(660, 2, { execId: "bag.01", contract: { kind: "package", symbol: "SPY" } });

describe("leg executions", () => {
  it("are a fill once every leg and its commission are there; the package's own is not money", () => {
    const join = aJoin();
    join.execution(PACKAGE, 0);
    join.execution(exec(660, 1, 2), 0);
    join.execution(exec(655, 1, 2), 0);
    join.commission("x660.1.01", usdE4(13_000));
    expect(join.take(MOMENT)).toEqual([]);

    join.commission("x655.1.01", usdE4(13_000));

    expect(join.take(MOMENT)).toMatchObject([{ quantity: 2, price: -6_000, fees: 26_000 }]);
    expect(join.take(MOMENT)).toEqual([]);
    expect(join.notices(MOMENT)).toEqual([]);
  });

  it("at other prices are fills of their own", () => {
    const join = aJoin();
    for (const row of [exec(660, 1, 1, 91), exec(660, 2, 1, 92), exec(655, 1, 2, 31)]) join.execution(row, 0);

    const fills = join.take({ ...MOMENT, at: 1_000 });

    expect(fills.map(({ quantity, price }) => [quantity, price])).toEqual([
      [1, -6_000],
      [1, -6_100],
    ]);
  });

  it("corrected before they are booked count as corrected", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1, 91), 0);
    join.execution({ ...exec(660, 1, 1, 95), execId: "x660.1.02" }, 0);
    join.execution(exec(660, 1, 1, 91), 0);
    join.execution(exec(655, 1, 1, 31), 0);

    expect(join.take({ ...MOMENT, at: 1_000 })).toMatchObject([{ quantity: 1, price: -6_400 }]);
  });

  it("corrected after they were booked are said to a person and booked no second time", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1, 91), 0);
    join.execution(exec(655, 1, 1, 31), 0);
    join.take({ ...MOMENT, at: 1_000 });
    join.notices(MOMENT);
    join.execution({ ...exec(660, 1, 1, 95), execId: "x660.1.02" }, 0);

    expect(join.take({ ...MOMENT, at: 9_000 })).toEqual([]);
    expect(join.notices(MOMENT)).toMatchObject([{ kind: "correctedAfterBooking", was: 9_100, is: 9_500 }]);
  });

  it("without their others are orphans, said once, and fill when the others come", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1), 0);
    expect(join.notices({ ...MOMENT, at: 7_999 })).toEqual([]);
    expect(join.notices({ ...MOMENT, at: 8_000 })).toMatchObject([
      { kind: "orphanLegs", instruments: [10_660] },
    ]);
    expect(join.notices({ ...MOMENT, at: 9_000 })).toEqual([]);
    expect(join.unjoined()).toMatchObject([{ quantity: -1, leg: { instrument: 10_660 } }]);

    join.execution(exec(655, 1, 1), 9_000);

    expect(join.take({ ...MOMENT, at: 11_000 })).toHaveLength(1);
    expect(join.unjoined()).toEqual([]);
  });

  it("that are overdue are taken as orphans once, whole lots at their prices, and are booked as such for ever", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1, 91), 0);
    join.execution(exec(660, 2, 2, 93), 0);
    join.commission("x660.1.01", usdE4(6_500));
    join.commission("x660.2.01", usdE4(13_000));
    expect(join.takeOrphans({ ...MOMENT, at: 7_999 })).toEqual([]);

    const taken = join.takeOrphans({ ...MOMENT, at: 8_000 });

    expect(taken).toMatchObject([
      {
        kind: "orphan",
        orderId: OPENING,
        legs: [
          { instrument: 10_660, quantity: -1, price: 9_100 },
          { instrument: 10_660, quantity: -2, price: 9_300 },
        ],
        fees: 19_500,
      },
    ]);
    expect(join.takeOrphans({ ...MOMENT, at: 9_000 })).toEqual([]);
    expect(join.unjoined()).toEqual([]);
    const again = aJoin(taken.map(({ executionId }) => executionId));
    again.execution(exec(660, 1, 1, 91), 0);
    again.execution(exec(660, 2, 2, 93), 0);
    expect(again.unjoined()).toEqual([]);
  });

  it("that come after theirs were taken as orphans are orphans of their own", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1), 0);
    join.takeOrphans({ ...MOMENT, at: 8_000 });
    join.execution(exec(655, 1, 1), 9_000);

    expect(join.take({ ...MOMENT, at: 11_000 })).toEqual([]);
    expect(join.takeOrphans({ ...MOMENT, at: 17_000 })).toMatchObject([
      { legs: [{ instrument: 10_655, quantity: 1 }], fees: 77 },
    ]);
  });

  it("whose commission never comes carry the fee table's, which is said", () => {
    const join = aJoin();
    join.execution(exec(660, 1, 1), 0);
    join.execution(exec(655, 1, 1), 0);
    join.commission("x660.1.01", usdE4(6_500));

    expect(join.take({ ...MOMENT, at: 1_000 })).toMatchObject([{ fees: 77 }]);
    expect(join.notices(MOMENT)).toMatchObject([{ kind: "feesFromTable" }]);
  });

  it("of another direction or contract than the order's are said and are no fill", () => {
    const join = aJoin();
    join.execution(anExecution(660, -1), 0);

    expect(join.notices(MOMENT)).toMatchObject([{ kind: "notOfItsOrder" }]);
    expect(join.unjoined()).toEqual([]);
  });

  it("of a leg that is in the package twice over fill in whole packages", () => {
    const join = aJoin([], [aLeg(660, "P", -2), aLeg(655, "P", 1)]);
    join.execution(exec(660, 1, 3, 91), 0);
    join.execution(exec(660, 2, 1, 93), 0);
    join.execution(exec(655, 1, 2, 31), 0);

    const fills = join.take({ ...MOMENT, at: 1_000 });

    expect(fills.map(({ quantity, legs }) => [quantity, legs[0]?.price])).toEqual([
      [1, 9_100],
      [1, 9_200],
    ]);
  });
});

describe("whatever comes, in whatever order, however often", () => {
  const parts = (total: number) =>
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }).map((sizes) => {
      const cut: number[] = [];
      for (const size of sizes) cut.push(Math.min(size, total - cut.reduce((a, b) => a + b, 0)));
      const left = total - cut.reduce((a, b) => a + b, 0);
      return [...cut, left].filter((size) => size > 0);
    });
  const story = fc.record({
    sold: parts(9),
    bought: parts(9),
    seed: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  });
  const shuffled = <Item>(items: readonly Item[], seed: readonly number[]): readonly Item[] =>
    items
      .map((item, index) => [seed[index % seed.length] ?? 0, item] as const)
      .sort(([left], [right]) => left - right)
      .map(([, item]) => item);

  it("fills add up to what was executed, once, over a restart at any point, fees to the last digit", () => {
    fc.assert(
      fc.property(story, fc.nat(40), ({ sold, bought, seed }, dies) => {
        const rows = [
          ...sold.map((size, n) => exec(660, n + 1, size, 91 + (n % 2))),
          ...bought.map((size, n) => exec(655, n + 1, size, 31)),
        ];
        const fees = (row: ExecutionRow): number => Math.abs(row.quantity) * 6_503 + 1;
        const told = shuffled([...rows, ...rows], seed);
        let join = aJoin();
        const fills: BrokerFill[] = [];
        const hear = (row: ExecutionRow): void => {
          join.execution(row, 0);
          join.commission(row.execId, usdE4(fees(row)));
          fills.push(...join.take(MOMENT));
        };
        told.forEach((row, index) => {
          if (index === dies) join = aJoin(fills.map(({ executionId }) => executionId));
          hear(row);
        });
        // after a restart everything of the day is told again
        for (const row of rows) hear(row);

        expect(fills.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(9);
        const paid = (row: ExecutionRow): number => row.quantity * row.price;
        const money = fills.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
        expect(money).toBe(rows.reduce((sum, row) => sum + paid(row), 0));
        expect(fills.reduce((sum, fill) => sum + fill.fees, 0)).toBe(
          rows.reduce((sum, row) => sum + fees(row), 0),
        );
        expect(new Set(fills.map(({ executionId }) => executionId)).size).toBe(fills.length);
      }),
      { numRuns: 80 },
    );
  });
});

describe("the name of a package execution", () => {
  it("tells its parts again, and no other name is taken for one", () => {
    const parts = [
      { base: "00025b49.6abe16db.01", from: 0, count: 2 },
      { base: "00025b4a.6abe16dc.01", from: 1, count: 2 },
    ];

    expect(readExecutionName(OPENING, nameExecution(OPENING, parts))).toEqual(parts);
    expect(readExecutionName(OPENING, `${OPENING}.1` as ExecutionId)).toBeNull();
    expect(readExecutionName(OPENING, nameExecution(`${OPENING}1` as typeof OPENING, parts))).toBeNull();
  });
});

describe("more than was ordered", () => {
  it("is no fill: whole packages are, up to the order's, and the rest waits for its turn as legs alone", () => {
    const join = aJoin([], LEGS, 2);
    for (const row of [exec(660, 1, 3, 91), exec(655, 1, 3, 31)]) join.execution(row, 0);

    expect(join.take({ ...MOMENT, at: 1_000 })).toMatchObject([{ quantity: 2 }]);
    expect(join.unjoined().map(({ quantity }) => quantity)).toEqual([-1, 1]);
    expect(join.notices({ ...MOMENT, at: 1_000 })).toContainEqual(
      expect.objectContaining({ kind: "overFilled", orderId: OPENING }),
    );
    expect(join.notices({ ...MOMENT, at: 2_000 })).toEqual([]);
    expect(join.takeOrphans({ ...MOMENT, at: 8_000 })).toMatchObject([{ kind: "orphan" }]);
    expect(join.newestWaiting).toBeNull();
  });
});
