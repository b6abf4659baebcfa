import {
  nearestUsdE4,
  parseUsd,
  usdE4,
  type BrokerDifference,
  type BrokerLine,
  type BrokerProfit,
  type MarginLine,
  type PairedQuote,
  type QuotePair,
} from "@smart0dte/domain";
import type {
  BrokerDifferenceRow,
  BrokerFrame,
  BrokerLineFrame,
  BrokerProfitRow,
  MarginRow,
  QuotePairRow,
} from "../contract/index.ts";
import { differenceSentence, differenceToDo } from "../sentences/broker-sentence.ts";
import { usd, usdOrNull } from "./money-text.ts";

/** Of all that the account says, what a person looks at before and after the expiry; TWS's names and ours. */
const VALUE_LABELS: Readonly<Record<string, string>> = {
  NetLiquidation: "net liquidation",
  BuyingPower: "buying power",
  AvailableFunds: "available funds",
  InitMarginReq: "initial margin",
  MaintMarginReq: "maintenance margin",
  ExcessLiquidity: "excess liquidity",
  PostExpirationMargin: "margin after expiry",
  PostExpirationExcess: "excess after expiry",
};

export const brokerFrame = (line: BrokerLine | null): BrokerFrame => ({
  line: line === null ? null : lineFrame(line),
});

export const differenceRow = (difference: BrokerDifference): BrokerDifferenceRow => ({
  ...difference,
  sentence: differenceSentence(difference),
  toDo: differenceToDo(difference),
});

const profitRow = ({ at, daily, unrealised, realised, own }: BrokerProfit): BrokerProfitRow => ({
  at,
  daily: usdOrNull(daily),
  unrealised: usdOrNull(unrealised),
  realised: usdOrNull(realised),
  ownDaily: usdOrNull(own.daily),
  ownRealised: usd(own.realised),
  difference: daily === null || own.daily === null ? null : usd(usdE4(daily - own.daily)),
});

const pairRow = ({ of, broker: { isDelayed, ...broker }, desk, differs }: QuotePair): QuotePairRow => ({
  of,
  broker: { ...pairedRow(broker), delayed: isDelayed },
  desk: pairedRow(desk),
  differs,
});

const pairedRow = ({ bid, ask, ...rest }: PairedQuote): QuotePairRow["desk"] => ({
  ...rest,
  bid: usdOrNull(bid),
  ask: usdOrNull(ask),
});

const marginRow = ({ effect, ...margin }: MarginLine): MarginRow => ({
  ...margin,
  effect:
    effect === null
      ? null
      : {
          initial: usd(effect.initial),
          maintenance: usd(effect.maintenance),
          equity: usd(effect.equity),
          tiedUp: usd(usdE4(effect.initial - effect.equity)),
        },
});

function lineFrame(line: BrokerLine): BrokerLineFrame {
  const { isSimulator, isReconciled, differences, orphans, accountValues, notices } = line;
  const { address, account, accountKind, serverVersion, state, since, until, heardAt, why, reset, waiting } =
    line;
  return {
    address,
    simulated: isSimulator,
    account,
    accountKind,
    serverVersion,
    state,
    since,
    until,
    heardAt,
    why,
    reset,
    reconciled: isReconciled,
    differences: differences.map(differenceRow),
    orphans: orphans.map(({ orderId, contract, quantity }) => ({ orderId, contract, quantity })),
    waiting,
    values: accountValues === null ? null : valueRows(accountValues),
    valuesAt: line.accountAt,
    profit: line.profit === null ? null : profitRow(line.profit),
    quotes: { ...line.quotes, pairs: line.quotes.pairs.map(pairRow) },
    margins: line.margins.map(marginRow).toReversed(),
    notices: notices.map(({ at, severity, code, text }) => ({ at, severity, code, text })).toReversed(),
  };
}

type ValueRow = NonNullable<BrokerLineFrame["values"]>[number];

/** In the order of the labels. A figure that is no money (a word, an infinity) is left out, never shown as 0. */
function valueRows(values: NonNullable<BrokerLine["accountValues"]>): ValueRow[] {
  return Object.entries(VALUE_LABELS).flatMap(([key, label]) =>
    values
      .filter((row) => row.key === key)
      .flatMap(({ value, currency }) => {
        const figure = moneyOf(value);
        return figure === null ? [] : [{ key, label, value: figure, currency }];
      }),
  );
}

function moneyOf(text: string): string | null {
  const money = parseUsd(text);
  if (money.ok) return usd(money.value);
  return money.error === "TOO_PRECISE" ? usd(nearestUsdE4(Number(text))) : null;
}
