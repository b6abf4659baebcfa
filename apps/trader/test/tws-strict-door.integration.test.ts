import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { openExchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor } from "@smart0dte/simulator/tws-door";
import {
  decodeServerFrame,
  numberIn,
  openRawTwsClient,
  StrictFault,
  type RawTwsClient,
} from "@smart0dte/simulator/tws-strict";
import { describe, it, type TestContext } from "vitest";
import { goThroughTheDay } from "./tws-day.ts";
import { ACCOUNT, TwsTrader } from "./tws-trader.ts";

/** A whole session with the simulated gateway, every frame of which the strict decoder must read to the last field. */
describe("the simulated gateway", () => {
  it.concurrent.for(Array.from({ length: 28 }, (_, i) => 173 + i))(
    "sends nothing the strict decoder does not read at server version %i",
    async (version, test) => {
      const { expect } = test;
      const { client, another } = await connect(version, test);
      const trader = new TwsTrader(client);

      await goThroughTheDay(trader);
      const other = await another();
      await other.waitForClose();

      expect(other.faults.map(String)).toEqual([]);
      expect(client.faults.map(String)).toEqual([]);
      expect(codes(other)).toContain(326);
      expect(new Set(client.messages.map(({ name }) => name)).size).toBeGreaterThan(33);
      for (const fields of client.frames) {
        expect(() => decodeServerFrame([...fields, ""], version)).toThrow(StrictFault);
        expect(() => decodeServerFrame(fields.slice(0, -1), version)).toThrow(StrictFault);
      }
    },
  );
});

interface Connected {
  readonly client: RawTwsClient;
  /** A second one with the same id. */
  another(): Promise<RawTwsClient>;
}

async function connect(serverVersion: number, { expect, onTestFinished }: TestContext): Promise<Connected> {
  const exchange = openExchange({
    seed: 7,
    session: aSession(),
    market: "null",
    speed: 5,
    startAt: epochMicros(aSession().open + 120_000_000),
  });
  const door = await openTwsDoor({
    exchange,
    account: ACCOUNT,
    port: 0,
    serverVersion,
    messagesPerSecond: 0,
    log: () => {},
  });
  const clients: RawTwsClient[] = [];
  onTestFinished(async () => {
    for (const client of clients) await client.close();
    exchange.close();
    await door.close();
  });
  const another = async (): Promise<RawTwsClient> => {
    const options = { port: door.port, clientId: 1, highest: serverVersion, deadlineMs: 20_000 };
    const client = await openRawTwsClient(options);
    clients.push(client);
    return client;
  };
  const client = await another();
  expect(client.serverVersion).toBe(serverVersion);
  return { client, another };
}

function codes(client: RawTwsClient): readonly number[] {
  return client.named("error").map(({ values }) => numberIn(values, "errorCode"));
}
