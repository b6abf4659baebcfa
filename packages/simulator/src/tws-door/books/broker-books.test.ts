import { usdE4 } from "@smart0dte/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { brokerAct, happen } from "../testing/broker-acts.ts";
import { BrokerUnderTest, aRequest } from "../testing/broker-builder.ts";

const acts = fc.array(fc.oneof({ weight: 5, arbitrary: brokerAct }, fc.constant({ kind: "kill" as const })), {
  minLength: 20,
  maxLength: 80,
});

test("a broker that is killed and opened again from its books at any moment goes on as one that never was", () => {
  fc.assert(
    fc.property(acts, (all) => {
      const whole = BrokerUnderTest.open();
      let cut = BrokerUnderTest.open();
      let orderId = 0;
      for (const act of all) {
        if (act.kind === "kill") {
          cut = cut.reopened();
          continue;
        }
        if (act.kind === "place") orderId += 1;
        const [before, cutBefore] = [whole.notices.length, cut.notices.length];
        happen(whole, act, orderId);
        happen(cut, act, orderId);
        expect(cut.notices.slice(cutBefore)).toEqual(whole.notices.slice(before));
      }
      expect(cut.text).toBe(whole.text);
      expect(cut.broker.view.figures()).toEqual(whole.broker.view.figures());
    }),
    { numRuns: 300 },
  );
});

test("a market that is gone through again from before the last look is not traded on again", () => {
  const its = BrokerUnderTest.open();
  its.quote(1, [5, 5.1], [10, 10]);
  its.quote(2, [2, 2.1], [10, 3]);
  its.place(1, aRequest(its.idOf(2), { limit: usdE4(30_000), quantity: 10 }));
  its.look();
  const again = its.reopened(1);
  const filled = (): number | undefined => again.broker.orders.get(1, 1)?.filled;
  again.place(2, aRequest(its.idOf(1), { limit: usdE4(60_000) }));
  again.look();
  expect([filled(), again.broker.orders.get(1, 2)?.filled]).toEqual([3, 0]);
  again.look();
  expect(again.broker.orders.get(1, 2)?.filled).toBe(1);
  expect(filled()).toBe(3);
  again.quote(2, [2, 2.1], [10, 4]);
  again.look();

  expect(filled()).toBe(7);
});
