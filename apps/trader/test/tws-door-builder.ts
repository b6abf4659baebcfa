import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { openExchange, type Exchange, type ExchangeOptions } from "@smart0dte/simulator/exchange";
import {
  numberIn,
  openRawTwsClient,
  type RawTwsClient,
  type RawTwsOptions,
} from "@smart0dte/simulator/tws-strict";
import { openTwsDoor, type TwsDoor, type TwsDoorOptions } from "@smart0dte/simulator/tws-door";

export const ACCOUNT = "DU1234567";

/** An option as the gateway defines it. */
export interface TestOption {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: string;
  /** The exchange's own number of it. */
  readonly instrument: number;
}

export interface OpenTwsDoor {
  readonly exchange: Exchange;
  readonly door: TwsDoor;
  readonly logged: readonly string[];
  /** A client that reads every frame strictly and has started the API. */
  client(clientId?: number, over?: Partial<RawTwsOptions>): Promise<RawTwsClient>;
  /** One call of SPY, so many strikes above the middle of its list. */
  option(steps?: number): Promise<TestOption>;
  close(): Promise<void>;
}

/** Seed 7, a plain Friday two minutes after the open, five desk seconds a second, on a free port, no pacing. */
export async function aTwsDoor(
  over: Partial<ExchangeOptions> = {},
  options: Partial<TwsDoorOptions> = {},
): Promise<OpenTwsDoor> {
  const exchange = openExchange({
    seed: 7,
    session: aSession(),
    market: "null",
    speed: 5,
    startAt: afterOpen(120),
    ...over,
  });
  const logged: string[] = [];
  const door = await openTwsDoor({
    exchange,
    account: ACCOUNT,
    port: 0,
    messagesPerSecond: 0,
    log: (line) => logged.push(line),
    ...options,
  });
  const clients: RawTwsClient[] = [];
  return {
    exchange,
    door,
    logged,
    async client(clientId = 7, more = {}) {
      const client = await openRawTwsClient({ port: door.port, clientId, deadlineMs: 20_000, ...more });
      clients.push(client);
      await client.waitFor(
        (it) => it.name === "error" && [326, 2158].includes(Number(it.values["errorCode"])),
      );
      return client;
    },
    async option(steps = 0) {
      return definedAt(door.port, middleCall(exchange, steps));
    },
    async close() {
      for (const client of clients) await client.close();
      exchange.close();
      await door.close();
    },
  };
}

/** Seconds after the open. */
export const afterOpen = (seconds: number): EpochMicros =>
  epochMicros(aSession().open + Math.round(seconds * 1_000_000));

interface Strike {
  readonly instrument: number;
  readonly strike: number;
}

function middleCall({ listings }: Exchange, steps: number): Strike {
  const calls = listings.flatMap(({ number, instrument }) =>
    instrument.kind === "option" && instrument.root === "SPY" && instrument.right === "C"
      ? [{ instrument: number, strike: instrument.strike / 10_000 }]
      : [],
  );
  const call = calls[Math.floor(calls.length / 2) + steps];
  if (call === undefined) throw new Error("Nothing is listed there");
  return call;
}

/** Asks with a connection of its own, which is gone before the test goes on. */
async function definedAt(port: number, { instrument, strike }: Strike): Promise<TestOption> {
  const client = await openRawTwsClient({ port, clientId: 31, deadlineMs: 20_000 });
  const named = { symbol: "SPY", secType: "OPT", right: "C", strike, exchange: "SMART", currency: "USD" };
  client.send("reqContractDetails", { reqId: 1, ...named });
  const { values } = await client.waitFor("contractData");
  await client.close();
  return { conId: numberIn(values, "conId"), symbol: "SPY", secType: "OPT", instrument };
}
