import { epochMicros, type MarketBatch } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { afterEach, describe, expect, test } from "vitest";
import { openExchange, type Exchange, type ExchangeOptions, type ExchangeState } from "./exchange.ts";

const second = (seconds: number) => epochMicros(aSession().open + seconds * 1_000_000);

const open: Exchange[] = [];
function anExchange(over: Partial<ExchangeOptions> = {}): Exchange {
  const exchange = openExchange({ seed: 7, session: aSession(), market: "null", speed: 60, ...over });
  open.push(exchange);
  return exchange;
}
afterEach(() => {
  for (const exchange of open.splice(0)) exchange.close();
});

async function until(holds: () => boolean): Promise<void> {
  const lastMs = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > lastMs) throw new Error("What was waited for did not come");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const bytesOf = (batches: readonly MarketBatch[]): Buffer => Buffer.concat(batches.map(({ bytes }) => bytes));

describe("an exchange", () => {
  test("hands out the same records as the market itself, however the wall cuts them", async () => {
    const exchange = anExchange({ speed: 200 });
    const batches: MarketBatch[] = [];
    exchange.onBatch((batch) => batches.push(batch));

    await until(() => exchange.now > second(30));
    exchange.pause();

    const again = exchange.again();
    expect(bytesOf(batches).equals(Buffer.from(again.advance(exchange.now).bytes))).toBe(true);
    expect(batches.length).toBeGreaterThan(5);
  });

  test("repeats requests in a market made again, also those that came while it ran", async () => {
    const exchange = anExchange({
      speed: 100,
      controls: [{ control: { kind: "move", ticker: "SPY", sd: 3 }, at: second(2) }],
    });
    const batches: MarketBatch[] = [];
    exchange.onBatch((batch) => batches.push(batch));
    await until(() => exchange.now > second(5));
    const halted = exchange.control({ kind: "halt", ticker: "QQQ" }, second(1));
    await until(() => exchange.now > second(15));
    exchange.pause();

    expect(halted.ok && halted.value >= second(5)).toBe(true);
    expect(bytesOf(batches).equals(Buffer.from(exchange.again().advance(exchange.now).bytes))).toBe(true);
    expect(exchange.control({ kind: "bad", instrument: 3 }, exchange.now).ok).toBe(false);
  });

  test("waits for a reader who has not taken what came, and tells the lag", async () => {
    const states: ExchangeState[] = [];
    const exchange = anExchange({ onState: (state) => states.push(state) });
    let isReady = true;
    exchange.waitFor(() => isReady);
    await until(() => exchange.now > second(1));

    isReady = false;
    const stood = exchange.now;
    await until(() => exchange.state.lagMicros > 20_000_000);

    expect(exchange.now).toBe(stood);
    await until(() => (states.at(-1)?.lagMicros ?? 0) > 1_000_000);
    isReady = true;
    await until(() => exchange.now > stood);
  });

  test("stands while it is paused and goes on from there", async () => {
    const exchange = anExchange({ paused: true });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(exchange.now).toBe(second(0) - 1);

    exchange.resume();
    await until(() => exchange.now > second(0));
    expect(exchange.state.lagMicros).toBeLessThan(5_000_000);
  });

  test("begins where it is told to and ends with the options' session", async () => {
    const late = aSession().optionClose - 2_000_000;
    const exchange = anExchange({ startAt: epochMicros(late) });

    expect(exchange.now).toBe(late);
    await until(() => exchange.ended);
    expect(exchange.now).toBe(aSession().optionClose);
  });
});
