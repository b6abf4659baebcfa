import { HistoricalClient } from "../historical-client.ts";
import type { HistoricalOptions } from "../historical-options.ts";
import { SERVER_KEY, type HistoricalServer } from "./historical-server.ts";

/** A client of the test server that waits for nothing; `waits` are what it would have waited, in milliseconds. */
export function aClient(
  server: Pick<HistoricalServer, "baseUrl">,
  options: Partial<HistoricalOptions> = {},
): { readonly client: HistoricalClient; readonly waits: number[] } {
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const surroundings = { wait, random: () => 1, ...options.surroundings };
  return {
    client: new HistoricalClient({ key: SERVER_KEY, baseUrl: server.baseUrl, ...options, surroundings }),
    waits,
  };
}
