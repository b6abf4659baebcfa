import type { BrokerLine } from "../events/index.ts";
import { minute } from "./builders-session.ts";

/** A TWS that takes orders: of the simulator, on paper, both books agreed. */
export function aBrokerLine(over: Partial<BrokerLine> = {}): BrokerLine {
  return {
    address: "127.0.0.1:7497",
    isSimulator: true,
    account: "DU0000000",
    accountKind: "paper",
    serverVersion: 193,
    state: "ready",
    since: minute(0),
    until: null,
    heardAt: minute(1),
    why: null,
    reset: null,
    isReconciled: true,
    differences: [],
    orphans: [],
    waiting: 0,
    accountValues: [],
    accountAt: null,
    profit: null,
    quotes: { pairs: [], beyondBudget: 0 },
    margins: [],
    notices: [],
    ...over,
  };
}
