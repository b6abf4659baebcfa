import { orderId, type Order } from "@smart0dte/domain";
import { anOrder, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import {
  aHolding,
  anExecution,
  anOrderRow,
  CLIENT_ID,
  nameOf,
  noHoldings,
  type Holdings,
} from "../testing/spoken-tws.ts";
import { reconcile, type DeskBook, type ReconciliationView } from "./reconciliation.ts";

const compare = (
  desk: Partial<DeskBook>,
  { open, completed, executions, positions, account }: Partial<Holdings>,
  over: Partial<ReconciliationView> = {},
) =>
  reconcile(
    { orders: [], positions: [], executions: [], accepted: [], ...desk },
    {
      openOrders: open ?? [],
      completedOrders: completed ?? [],
      executions: executions ?? [],
      positions: positions ?? [],
      account: account ?? noHoldings().account,
    },
    {
      at: minute(61),
      clientId: CLIENT_ID,
      told: [],
      unjoined: [],
      isUnsaid: () => false,
      wasMissing: () => false,
      ...over,
    },
  );
const working = anOrder({ quantity: 2 });
const over = (state: Order["state"]) => anOrder({ quantity: 2, state });
const kinds = (found: ReturnType<typeof compare>) => [
  found.events.map(({ kind }) => kind),
  found.differences.map(({ kind }) => kind),
  found.isSettled,
];
const again = { wasMissing: () => true };

describe("orders of the desk against the broker's", () => {
  it.each<[string, Order, Partial<Holdings>, Partial<ReconciliationView>, readonly unknown[]]>([
    ["working on both sides", working, { open: [anOrderRow()] }, {}, [[], [], true]],
    [
      "unknown to us and alive",
      over("unknown"),
      { open: [anOrderRow()] },
      {},
      [["working"], ["orderKnownAgain"], true],
    ],
    [
      "cancelled there",
      working,
      { completed: [anOrderRow({ status: "Cancelled" })] },
      {},
      [["cancelled"], ["orderKnownAgain"], true],
    ],
    [
      "refused there",
      over("sent"),
      { completed: [anOrderRow({ status: "Inactive" })] },
      {},
      [["rejected"], ["orderKnownAgain"], true],
    ],
    [
      "filled there without executions",
      working,
      { completed: [anOrderRow({ status: "Filled" })] },
      {},
      [[], ["fillWithoutExecution"], false],
    ],
    ["not shown, once", over("sent"), {}, {}, [["lost"], [], false]],
    ["not shown, twice", over("sent"), {}, again, [["rejected"], ["neverArrived"], true]],
    ["had by the broker and not shown, twice", working, {}, again, [[], ["lostAtBroker"], false]],
    ["waiting with us", over("journalled"), {}, { isUnsaid: () => true }, [[], [], true]],
    [
      "over for us and alive there",
      over("rejected"),
      { open: [anOrderRow()] },
      {},
      [[], ["aliveAfterEnd"], true],
    ],
    [
      "alive twice",
      working,
      { open: [anOrderRow(), anOrderRow({ permId: 2 })] },
      {},
      [[], ["doubled"], false],
    ],
    ["over on both sides", over("cancelled"), {}, {}, [[], [], true]],
  ])("%s", (_what, order, holdings, view, expected) => {
    expect(kinds(compare({ orders: [order] }, holdings, view))).toEqual(expected);
  });

  it.each([
    ["with our client id halts", {}, "unknownOrder", false],
    ["of another client is shown", { clientId: 99 }, "foreignOrder", true],
    ["bound from TWS is shown", { orderNumber: -4 }, "foreignOrder", true],
    ["that is over is nothing", { status: "Cancelled" }, undefined, true],
  ])("an order that the desk never made, %s", (_what, row, kind, isSettled) => {
    const found = compare({}, { open: [anOrderRow({ orderRef: "other", ...row })] });

    expect([found.differences[0]?.kind, found.isSettled]).toEqual([kind, isSettled]);
  });

  it("are told apart by name, not by number", () => {
    const second = anOrder({ id: orderId(2, 0), quantity: 2 });
    const rows = [
      anOrderRow({ orderNumber: 5, orderRef: "o-2-0" }),
      anOrderRow({ orderNumber: 5, permId: 2 }),
    ];

    expect(compare({ orders: [working, second] }, { open: rows }).differences).toEqual([]);
  });
});

describe("positions of the desk against the broker's", () => {
  const held = [aPosition({ quantity: 2 })];
  const byHand = anExecution(660, -2, { orderRef: "", clientId: 0 });

  it.each<[string, Partial<DeskBook>, Partial<Holdings>, readonly unknown[]]>([
    [
      "the same, with a row of nothing",
      { positions: held },
      { positions: [aHolding(660, -2), aHolding(655, 2)] },
      [],
    ],
    [
      "closed by hand",
      { positions: held },
      { positions: [aHolding(655, 2)], executions: [byHand] },
      [["positionByHand", -2, 0]],
    ],
    [
      "closed by the broker",
      { positions: held },
      { positions: [aHolding(655, 2)], executions: [{ ...byHand, liquidation: true }] },
      [["liquidated", -2, 0]],
    ],
    [
      "fewer, unexplained",
      { positions: held },
      { positions: [aHolding(660, -1), aHolding(655, 2)] },
      [["quantityDiffers", -2, -1]],
    ],
    ["not the desk's", {}, { positions: [aHolding(660, -1)] }, [["unknownPosition", 0, -1]]],
    [
      "not the desk's, and said to be the account's",
      { accepted: [{ contract: nameOf(660), quantity: -1 }] },
      { positions: [aHolding(660, -1)] },
      [],
    ],
  ])("%s", (_what, desk, holdings, expected) => {
    const { differences } = compare(desk, holdings);

    expect(differences.map((one) => ("broker" in one ? [one.kind, one.desk, one.broker] : []))).toEqual(
      expected,
    );
  });

  it("count what was told and is not booked yet, and legs without their others", () => {
    const told = {
      kind: "fill",
      orderId: working.id,
      executionId: `${working.id}.x` as never,
      at: minute(61),
      quantity: 1,
      legs: working.legs.map(({ instrument, ratio }) => ({ instrument, quantity: ratio, price: 1 as never })),
      price: 0 as never,
      fees: 0 as never,
    } as const;
    const [short] = working.legs;
    if (short === undefined) throw new Error("no leg");
    const unjoined = [{ orderId: working.id, leg: short, quantity: -1 }];
    const found = compare(
      { orders: [working] },
      { open: [anOrderRow()], positions: [aHolding(660, -2), aHolding(655, 1)] },
      { told: [told], unjoined },
    );

    expect(found.differences.map(({ kind }) => kind)).toEqual(["orphanLegs"]);
  });
});
