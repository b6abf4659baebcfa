import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { InvariantError } from "@smart0dte/domain";
import { openDefinitionFile, openOrderNumberFile } from "@smart0dte/execution/ibkr";
import type { OutsideBroker } from "../desk/desk-options.ts";
import { noteBrokerAddress } from "../halts/broker-address-file.ts";
import type { BrokerPort, TwsTarget } from "./broker-port.ts";
import { OWN_TWS_SETTINGS } from "./tws-settings.ts";
import { openTwsPort, type TwsPortParts } from "./tws-port.ts";

/** The broker that a market brings along, as its exchange names it. */
export type OwnTws = Pick<TwsTarget, "host" | "port" | "account">;

/** Who carries one run's orders out, and where to find them. */
export interface RunBroker {
  readonly port: BrokerPort;
  /** Where a market's own broker keeps the books of this run, over kills. */
  readonly booksFile: string;
  /** The market is about to be heard: connects. */
  open(own: OwnTws | null): void;
  /** What the broker says from now on is asked for by the next start. */
  close(): void;
}

export interface RunBrokerParts extends Omit<TwsPortParts, "orderNumbers" | "definitions"> {
  readonly choice: OutsideBroker;
  /** The data folder. */
  readonly folder: string;
}

/** Of the only client that a market's own broker has. */
const OWN_CLIENT_ID = 1;

/** Makes the broker's folder; connects to nobody yet. */
export function runBroker({ choice, folder, ...parts }: RunBrokerParts): RunBroker {
  const room = join(folder, "broker");
  mkdirSync(room, { recursive: true });
  // one file for all accounts: a number may be left out, never used twice
  const orderNumbers = openOrderNumberFile(join(room, "order-number"));
  const definitions = openDefinitionFile(join(room, "definitions"));
  const port = openTwsPort({ ...parts, orderNumbers, definitions });
  return {
    port,
    booksFile: join(folder, booksFileOf(parts.run.pipeline.start.run)),
    open: (own) => {
      const target = targetOf(choice, own);
      const { host, port: tws, account } = target;
      noteBrokerAddress(folder, { host, port: tws, account });
      port.open(target);
    },
    close: () => port.close(),
  };
}

/** Within the data folder. */
export const booksFileOf = (run: string): string => join("broker", `${run}.books`);

function targetOf(choice: OutsideBroker, own: OwnTws | null): TwsTarget {
  if (choice.kind === "tws") {
    const { kind: _kind, settings = OWN_TWS_SETTINGS, ...target } = choice;
    return { ...target, settings };
  }
  if (own === null) throw new InvariantError("A market without a broker of its own", {});
  const { host, port, account } = own;
  return { host, port, account, clientId: OWN_CLIENT_ID, isSimulator: true };
}
