import { formatCompactOsi, usdE4, type Leg, type OptionContract } from "@smart0dte/domain";
import { aLeg } from "@smart0dte/domain/testing";
import type { TwsCodec } from "../words/tws-codec.ts";
import type {
  AccountRow,
  ExecutionRow,
  OrderRow,
  PositionRow,
  TickStep,
  TwsHeard,
} from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";

export const ACCOUNT = "DU1234567";
export const CLIENT_ID = 7;
const LEGS: readonly Leg[] = [aLeg(660, "P", -1), aLeg(655, "P", 1)];

/** What a broker holds, for every connection to see. */
export interface Holdings {
  open: OrderRow[];
  completed: OrderRow[];
  executions: ExecutionRow[];
  commissions: [execId: string, dollars: number][];
  positions: PositionRow[];
  account: AccountRow[];
  /** Of its one rule of prices. */
  steps: TickStep[];
  /** Orders are taken and shown at once. */
  confirms: boolean;
}

export const noHoldings = (): Holdings => ({
  open: [],
  completed: [],
  executions: [],
  commissions: [],
  positions: [],
  confirms: false,
  steps: [{ from: usdE4(0), step: usdE4(100) }],
  account: [{ key: "PostExpirationExcess", value: "100000.00", currency: "USD" }],
});

/** One connection that answers questions from its holdings and leaves orders to the test. */
export class SpokenTws implements TwsCodec {
  readonly said: TwsSay[] = [];
  /** Questions that get no answer. */
  readonly mute = new Set<TwsSay["say"]>();
  readonly #hear: (heard: TwsHeard) => void;
  readonly #holdings: Holdings;
  #answers: TwsHeard[] = [];
  isClosed = false;

  constructor(holdings: Holdings, hear: (heard: TwsHeard) => void) {
    this.#holdings = holdings;
    this.#hear = hear;
  }

  say(words: TwsSay): void {
    this.said.push(words);
    if (!this.mute.has(words.say)) this.#answers.push(...this.#answer(words));
  }

  close(): void {
    this.isClosed = true;
  }

  /** Says something by itself; a closed connection's words are said all the same. */
  tell(...heard: readonly TwsHeard[]): void {
    for (const one of heard) this.#hear(one);
  }

  answer(): void {
    if (this.mute.has("currentTime") && this.isFrozen) return;
    this.tell(...this.#answers.splice(0));
  }

  isFrozen = false;

  /** What comes right after a connection is made. */
  greet(nextValidId = 1, accounts: readonly string[] = [ACCOUNT], serverVersion = 193): void {
    this.tell(
      { hear: "opened", serverVersion },
      { hear: "accounts", accounts },
      { hear: "nextValidId", orderNumber: nextValidId },
    );
  }

  sayings<Kind extends TwsSay["say"]>(kind: Kind): readonly Extract<TwsSay, { say: Kind }>[] {
    return this.said.filter((words): words is Extract<TwsSay, { say: Kind }> => words.say === kind);
  }

  #answer(words: TwsSay): readonly TwsHeard[] {
    const { open, completed, executions, commissions, positions, account } = this.#holdings;
    switch (words.say) {
      case "placeOrder":
        return this.#holdings.confirms ? [this.#take(words)] : [];
      case "currentTime":
        return [{ hear: "currentTime", epochSeconds: 1 }];
      case "allOpenOrders":
        return [...open.map((row): TwsHeard => ({ hear: "openOrder", row })), { hear: "openOrdersEnd" }];
      case "completedOrders":
        return [
          ...completed.map((row): TwsHeard => ({ hear: "completedOrder", row })),
          { hear: "completedOrdersEnd" },
        ];
      case "executions":
        return [
          ...executions.map((row): TwsHeard => ({ hear: "execution", requestId: words.requestId, row })),
          { hear: "executionsEnd", requestId: words.requestId },
          ...commissions.map(commission),
        ];
      case "positions":
        return [...positions.map((row): TwsHeard => ({ hear: "position", row })), { hear: "positionsEnd" }];
      case "accountValues":
        return [
          ...account.map((row): TwsHeard => ({ hear: "accountValue", requestId: words.requestId, row })),
          { hear: "accountValuesEnd", requestId: words.requestId },
        ];
      case "contractDetails":
        return [
          ...LEGS.filter(({ contract }) => contract.strike === words.wish.strike).map(
            ({ contract }): TwsHeard => details(words.requestId, contract),
          ),
          { hear: "detailsEnd", requestId: words.requestId },
        ];
      case "marketRule":
        return [{ hear: "marketRule", ruleId: words.ruleId, steps: this.#holdings.steps }];
      default:
        return [];
    }
  }

  #take({ orderNumber, order }: Extract<TwsSay, { say: "placeOrder" }>): TwsHeard {
    const { orderRef, quantity } = order;
    const row = anOrderRow({ orderNumber, permId: 9000 + orderNumber, orderRef, quantity });
    this.#holdings.open.push(row);
    return { hear: "openOrder", row };
  }
}

const details = (requestId: number, option: OptionContract): TwsHeard => ({
  hear: "details",
  requestId,
  row: {
    conId: conIdOf(option),
    option,
    multiplier: 100,
    marketRuleId: 26,
    minTick: usdE4(100),
    timeZone: "US/Eastern",
    tradingHours: "20260313:0930-20260313:1615",
    liquidHours: "20260313:0930-20260313:1615",
  },
});

export const conIdOf = ({ strike }: OptionContract): number => strike / 100;

export const commission = ([execId, dollars]: [execId: string, dollars: number]): TwsHeard => ({
  hear: "commission",
  execId,
  commission: usdE4(Math.round(dollars * 10_000)),
});

/** An order of the desk's as the broker keeps it: the put vertical of `aPlan`. */
export const anOrderRow = (over: Partial<OrderRow> = {}): OrderRow => ({
  orderNumber: 1,
  permId: 9001,
  clientId: CLIENT_ID,
  account: ACCOUNT,
  orderRef: "o-1-0",
  status: "Submitted",
  contract: { kind: "package", symbol: "SPY" },
  quantity: 2,
  limit: usdE4(-6_000),
  note: "",
  ...over,
});

/** An execution of one leg; the strike tells which: 660 is sold, 655 bought, by the put vertical of `aPlan`. */
export function anExecution(
  strike: 660 | 655,
  quantity: number,
  over: Partial<ExecutionRow> = {},
): ExecutionRow {
  const option = aLeg(strike, "P", 1).contract;
  return {
    execId: `e.${strike}.01`,
    orderNumber: 1,
    permId: 9001,
    clientId: CLIENT_ID,
    account: ACCOUNT,
    orderRef: "o-1-0",
    contract: { kind: "option", conId: conIdOf(option), option },
    quantity: strike === 660 ? -quantity : quantity,
    price: usdE4(strike === 660 ? 9_100 : 3_100),
    liquidation: false,
    ...over,
  };
}

export function aHolding(strike: 660 | 655, quantity: number): PositionRow {
  const option = aLeg(strike, "P", 1).contract;
  return { account: ACCOUNT, contract: { kind: "option", conId: conIdOf(option), option }, quantity };
}

export const nameOf = (strike: 660 | 655): string => formatCompactOsi(aLeg(strike, "P", 1).contract);
