import { epochMicros } from "@smart0dte/domain";
import { openExchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor } from "@smart0dte/simulator/tws-door";
import { sessionOn } from "../src/source/open-source.ts";
import { openTwsWire } from "../src/faults/wire/tws-wire.ts";

/** What a bench asks of the simulated TWS in its process of its own. */
export type ToTwsServer = { readonly kind: "move" } | { readonly kind: "stand" } | { readonly kind: "count" };

export type FromTwsServer =
  | { readonly kind: "ready"; readonly port: number }
  /** `at`: nanoseconds of the machine's monotonic clock when the order's frame had come in. */
  | { readonly kind: "order"; readonly orderRef: string; readonly at: string }
  | { readonly kind: "counted"; readonly live: number; readonly held: number };

export interface TwsServerData {
  readonly seed: number;
  readonly date: string;
  /** Where its market stands. */
  readonly at: number;
  readonly account: string;
}

const { seed, date, at, account } = JSON.parse(process.argv[2] ?? "") as TwsServerData;
const say = (message: FromTwsServer): void => void process.send?.(message);
const exchange = openExchange({
  seed,
  session: sessionOn(date),
  market: "planted",
  speed: 20,
  startAt: epochMicros(at),
  paused: true,
});
const door = await openTwsDoor({ exchange, account, port: 0, messagesPerSecond: 0, log: () => {} });
const wire = await openTwsWire(door.port, {
  onOrder: ({ orderRef }) => {
    say({ kind: "order", orderRef, at: String(process.hrtime.bigint()) });
    return true;
  },
  onExecution: () => {},
});
process.on("disconnect", () => process.exit(0));
process.on("message", ({ kind }: ToTwsServer) => {
  if (kind === "move") exchange.resume();
  else if (kind === "stand") exchange.pause();
  else {
    const { orders, positions } = door.snapshot();
    const live = orders.filter(({ status }) => status === "Submitted" || status === "PreSubmitted").length;
    say({ kind: "counted", live, held: positions.filter(({ quantity }) => quantity !== 0).length });
  }
});
say({ kind: "ready", port: wire.port });
