import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { openExchange, type Exchange, type ExchangeOptions } from "../../exchange/index.ts";
import { openDatabentoDoor, type DatabentoDoor, type DoorOptions } from "../databento-door.ts";
import { SIMULATED_KEY } from "../simulated-key.ts";

export interface OpenDoor {
  readonly exchange: Exchange;
  readonly door: DatabentoDoor;
  readonly logged: readonly string[];
  close(): Promise<void>;
}

/** Seed 7, a plain Friday, nothing planted, ten desk seconds a second, on a free port. */
export async function aDoor(
  over: Partial<ExchangeOptions> = {},
  options: Partial<DoorOptions> = {},
): Promise<OpenDoor> {
  const exchange = openExchange({ seed: 7, session: aSession(), market: "null", speed: 10, ...over });
  const logged: string[] = [];
  const door = await openDatabentoDoor({
    exchange,
    key: SIMULATED_KEY,
    port: 0,
    log: (line) => logged.push(line),
    ...options,
  });
  return {
    exchange,
    door,
    logged,
    async close() {
      exchange.close();
      await door.close();
    },
  };
}

/** Seconds after the open. */
export const afterOpen = (seconds: number): EpochMicros =>
  epochMicros(aSession().open + Math.round(seconds * 1_000_000));
