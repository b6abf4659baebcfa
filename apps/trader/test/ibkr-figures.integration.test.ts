import { epochMicros, feeTableOn, usdE4 } from "@smart0dte/domain";
import type { MarginAnswer } from "@smart0dte/execution/ibkr";
import { marginOf } from "@smart0dte/risk";
import { openExchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor } from "@smart0dte/simulator/tws-door";
import { expect, it } from "vitest";
import { aPutVertical, IbkrDesk, SESSION } from "./ibkr-desk.ts";

const PATIENT = { timeout: 15_000, interval: 20 };

it("the broker's figures come over the wire beside the orders, and no order is put in doubt by them", async ({
  onTestFinished,
}) => {
  const startAt = epochMicros(SESSION.open + 120_000_000);
  const exchange = openExchange({
    seed: 7,
    session: SESSION,
    market: "null",
    speed: 5,
    startAt,
    paused: true,
  });
  const door = await openTwsDoor({ exchange, account: "DU1234567", port: 0, log: () => undefined });
  const desk = new IbkrDesk(exchange, door, { highest: () => 0, raise: () => undefined });
  onTestFinished(async () => {
    desk.broker.stop();
    exchange.close();
    await door.close();
  });
  desk.broker.start();
  await expect.poll(() => desk.session, PATIENT).toBe("ready");
  const legs = aPutVertical(exchange);
  const answers: MarginAnswer[] = [];
  const wish = { legs, quantity: 2, limit: usdE4(-6_000) };

  door.fault({ kind: "declineWhatIf", times: 1 });
  desk.broker.margin(wish, (answer) => answers.push(answer));
  await expect.poll(() => answers, PATIENT).toHaveLength(1);
  desk.broker.margin(wish, (answer) => answers.push(answer));
  await expect.poll(() => answers, PATIENT).toHaveLength(2);

  const own = marginOf({ ...wish, prices: [] }, feeTableOn(SESSION.date));
  expect(answers).toMatchObject([
    { kind: "declined", why: expect.stringMatching(/^360: /) },
    // the door's own rule sees a fifth of the price, the width is within
    { kind: "told", initial: own.ok ? own.value.initial : null, maintenance: expect.any(Number) },
  ]);
  await expect.poll(() => desk.broker.view().profit, PATIENT).not.toBeNull();
  expect(desk.broker.view()).toMatchObject({
    profit: { daily: 0, unrealised: 0, realised: 0 },
    accountValues: {
      rows: expect.arrayContaining([{ key: "PostExpirationMargin", value: "0", currency: "USD" }]),
    },
  });
  const [sold] = legs;
  const contracts = sold === undefined ? [] : [sold.contract];
  await expect
    .poll(() => {
      desk.broker.watch(contracts);
      return desk.broker.view().quotes;
    }, PATIENT)
    .toMatchObject([
      { of: "VIX", last: expect.any(Number), why: null },
      { bid: expect.any(Number), ask: expect.any(Number), isDelayed: false, why: null },
    ]);
  expect(desk.session).toBe("ready");
  expect(door.snapshot().orders).toEqual([]);
  expect(desk.events).toEqual([]);
}, 60_000);
