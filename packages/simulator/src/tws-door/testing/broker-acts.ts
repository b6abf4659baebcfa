import { usdE4 } from "@smart0dte/domain";
import fc from "fast-check";
import { RequestFault } from "../requests/field-cursor.ts";
import type { PlaceRequest } from "../requests/place-order-request.ts";
import { aBagRequest, aRequest, type BrokerUnderTest } from "./broker-builder.ts";

/** Few, so that orders and quotes meet. */
const cents = fc.integer({ min: 1, max: 40 });
/** What can happen to a broker: quotes, orders, packages, cancels and looks at the market. */
export const brokerAct = fc.oneof(
  fc.record({
    kind: fc.constant("quote" as const),
    of: fc.integer({ min: 1, max: 3 }),
    bid: cents,
    spread: fc.integer({ min: 0, max: 20 }),
    sizes: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
  }),
  fc.record({
    kind: fc.constant("place" as const),
    of: fc.integer({ min: 1, max: 3 }),
    with: fc.integer({ min: 0, max: 3 }),
    action: fc.constantFrom("BUY" as const, "SELL" as const),
    limit: cents,
    quantity: fc.integer({ min: 1, max: 5 }),
    tif: fc.constantFrom("DAY" as const, "IOC" as const),
    oca: fc.constantFrom("", "", "g"),
    ocaType: fc.constantFrom(1, 2, 3),
    isStop: fc.constantFrom(false, false, false, true),
    parentId: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2),
    transmit: fc.constantFrom(true, true, true, true, true, false),
  }),
  fc.record({ kind: fc.constant("cancel" as const), id: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant("look" as const) }),
);

export type BrokerAct = typeof brokerAct extends fc.Arbitrary<infer Act> ? Act : never;

/** Lets it happen; a refusal by code is an answer. `orderId` is of what is placed. */
export function happen(its: BrokerUnderTest, act: BrokerAct, orderId: number): void {
  switch (act.kind) {
    case "quote":
      its.quote(act.of, [act.bid / 100, (act.bid + act.spread) / 100], act.sizes);
      return;
    case "look":
      its.look();
      return;
    case "cancel":
      asked(() => its.cancel(act.id));
      return;
    case "place":
      asked(() => its.place(orderId, requestOf(its, act)));
  }
}

function requestOf(its: BrokerUnderTest, act: Extract<BrokerAct, { kind: "place" }>): PlaceRequest {
  const { of, action, quantity, tif, oca: ocaGroup, ocaType, parentId, transmit } = act;
  const price = usdE4(act.limit * 100);
  const kind = act.isStop
    ? { orderType: "STP", limit: null, stop: price }
    : { orderType: "LMT", limit: price, stop: null };
  const over = { action, quantity, tif, ocaGroup, ocaType, parentId, transmit, ...kind };
  return act.with === 0 || act.with === of
    ? aRequest(its.idOf(of), over)
    : aBagRequest([its.idOf(of), its.idOf(act.with)], over);
}

function asked(ask: () => void): void {
  try {
    ask();
  } catch (problem) {
    if (!(problem instanceof RequestFault)) throw problem;
  }
}
