import type { BrokerFrame, FeedFrame, OrderRow, PositionRow, RiskFrame } from "@smart0dte/gateway/contract";
import { strikesOf } from "../../ui/desk-words.ts";
import { money } from "../../ui/format/number-format.ts";
import { haltSentence } from "../../ui/halt-words.ts";
import { brokerAlarms } from "./broker-alarms.ts";
import { withoutDot, type Alarm } from "./standing-alarm.ts";

export interface AlarmSources {
  readonly line: "WAITING" | "LIVE" | "DELAYED" | "DISCONNECTED";
  /** Desk time of the last beat, microseconds. */
  readonly beatAt: number | null;
  /** Quotes are expected: before the open and after the close an old one is no fault. */
  readonly inSession: boolean;
  readonly risk: RiskFrame | undefined;
  readonly orders: readonly OrderRow[];
  readonly positions: readonly PositionRow[];
  readonly feed: FeedFrame | undefined;
  readonly broker: BrokerFrame | undefined;
}

/** Everything that stands, danger first, the newest of each first. */
export function standingAlarms(sources: AlarmSources): readonly Alarm[] {
  const { risk, orders, positions } = sources;
  const held = positions.filter(({ quantity }) => quantity !== 0);
  const alarms = [
    ...lineAlarms(sources),
    ...(risk?.halts ?? []).map(haltAlarm),
    ...brokerAlarms(sources.broker),
    ...breakerAlarms(risk?.breakers ?? [], held),
    ...orders.filter(({ state }) => state === "unknown").map(unknownAlarm),
    ...positions.flatMap(orphanAlarms),
    ...held.flatMap(positionAlarms),
    ...feedAlarms(sources),
    ...marketLineAlarms(sources),
  ];
  return alarms.toSorted(
    (left, right) => RANK[left.severity] - RANK[right.severity] || (right.at ?? 0) - (left.at ?? 0),
  );
}

const RANK: Readonly<Record<Alarm["severity"], number>> = { danger: 0, caution: 1 };

const since = { atIs: "since", inBand: false } as const;

function lineAlarms({ line, beatAt }: AlarmSources): readonly Alarm[] {
  if (line !== "DELAYED" && line !== "DISCONNECTED") return [];
  const lost = line === "DISCONNECTED";
  return [
    {
      key: `line:${line}`,
      severity: lost ? "danger" : "caution",
      words: lost ? "DISCONNECTED from the desk" : "DELAYED: the desk's beat is late",
      at: beatAt,
      atIs: "last beat",
      toDo: lost
        ? "The screen tries again by itself. Values only grow older; HALT can still be pressed."
        : "Wait: it becomes well or is reported lost within seconds.",
      inBand: true,
    },
  ];
}

function haltAlarm(halt: RiskFrame["halts"][number]): Alarm {
  return {
    key: `halt:${halt.kind}:${halt.at}:${halt.sentence}`,
    severity: "danger",
    words: haltSentence(halt),
    at: halt.at,
    atIs: "since",
    toDo: HALT_TO_DO[halt.kind],
    inBand: true,
  };
}

const HALT_TO_DO: Readonly<Record<RiskFrame["halts"][number]["kind"], string>> = {
  manual: "Opening is stopped, closing works. Resume… when the cause is gone.",
  ticker: "This ticker opens nothing, the others go on. Resume… wants a reason.",
  book: "The desk closes what it holds. Resume… once the loss is understood.",
  emergency: "Opening is stopped while volatility is extreme; exits go on.",
  overFilled: "Compare the positions with TWS, close what is not wanted, then Resume… with a reason.",
};

/** Levels 2 and 3 stand as halts already; level 1 closes one position. */
function breakerAlarms(breakers: RiskFrame["breakers"], held: readonly PositionRow[]): readonly Alarm[] {
  return breakers
    .filter(({ level }) => level === 1)
    .map(({ scope, pnl, limit, at }) => ({
      ...since,
      key: `breaker:${scope}:${at}`,
      severity: "danger",
      words: `BREAKER 1 ${nameOf(held.find(({ id }) => id === scope)) ?? scope}: ${money(pnl)} against a limit of ${money(limit)}`,
      at,
      toDo: "The desk is closing this position. Close sets a price by hand if that does not fill.",
    }));
}

function unknownAlarm({ id, ticker, history }: OrderRow): Alarm {
  return {
    ...since,
    key: `order:${id}`,
    severity: "danger",
    words: `UNKNOWN order ${id} in ${ticker}: it may exist`,
    at: history.at(-1)?.at ?? null,
    toDo: "Do not resend. The desk is asking the broker.",
  };
}

function orphanAlarms({ id, orphan, openedAt }: PositionRow): readonly Alarm[] {
  if (orphan === null) return [];
  return [
    {
      ...since,
      key: `orphan:${id}:${orphan}`,
      severity: "danger",
      words: withoutDot(orphan),
      at: openedAt,
      toDo: "See its orders. Where a person must decide: trade the other legs, or these, in TWS.",
    },
  ];
}

function positionAlarms(position: PositionRow): readonly Alarm[] {
  const { id, unmarkable, quoteAt, protection, unprotected, openedAt } = position;
  const name = nameOf(position) ?? id;
  return [
    ...(protection === "NONE"
      ? [
          {
            ...since,
            key: `unprotected:${id}`,
            severity: "danger" as const,
            words: `UNPROTECTED ${name}: ${withoutDot(unprotected ?? "nothing closes it by itself")}`,
            at: openedAt,
            toDo: "Close it, or watch it until it is closed.",
          },
        ]
      : []),
    ...(unmarkable === null
      ? []
      : [
          {
            key: `unmarkable:${id}`,
            severity: "caution" as const,
            words: `NO VALUE ${name}: ${unmarkable}`,
            at: quoteAt,
            atIs: "last quote" as const,
            toDo: "Stop and target wait for a quote; the time exit does not. Close wants a price of yours.",
            inBand: false,
          },
        ]),
  ];
}

function feedAlarms({ feed, inSession }: AlarmSources): readonly Alarm[] {
  if (!inSession) return [];
  return (feed?.health ?? []).flatMap(({ scope, state, lastRecordAt }) =>
    state === "well" || state === "absent"
      ? []
      : [
          {
            key: `feed:${scope}:${state}`,
            severity: "caution" as const,
            words: `${state === "halted" ? "TRADING HALTED" : state.toUpperCase()} ${scope}`,
            at: lastRecordAt,
            atIs: "last record" as const,
            toDo: "Nothing opens on these quotes. It ends by itself when the feed is well again.",
            inBand: false,
          },
        ],
  );
}

/** The way from the market to the desk: a connection that is down, and what a person must mend. */
function marketLineAlarms({ feed, inSession }: AlarmSources): readonly Alarm[] {
  if (feed?.line == null) return [];
  const { connections, alarms } = feed.line;
  const down = connections.filter(({ state }) => state === "waiting" || state === "failed");
  return [
    ...(inSession ? down : []).map(({ dataset, state, since: at, why }): Alarm => ({
      ...since,
      key: `connection:${dataset}:${state}`,
      severity: "danger",
      words: `NO CONNECTION to ${dataset}${why === null ? "" : `: ${why}`}`,
      at,
      toDo:
        state === "failed"
          ? "Mend the cause and start the desk again. Exits by time go on; nothing opens on these quotes."
          : "The desk tries again by itself. Exits by time go on; nothing opens on these quotes.",
    })),
    ...alarms.map(({ code, text, at }): Alarm => ({
      ...since,
      key: `feed-alarm:${code}`,
      severity: "danger",
      words: text,
      at,
      toDo: "It is told again while it lasts.",
    })),
  ];
}

const nameOf = (position: PositionRow | undefined): string | null =>
  position === undefined ? null : `${position.ticker} ${strikesOf(position.legs)}`;
