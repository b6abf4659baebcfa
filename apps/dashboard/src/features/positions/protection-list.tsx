import type { BrokerFrame, ParameterRow, PositionRow } from "@smart0dte/gateway/contract";
import { CircleAlert } from "lucide-react";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { asWords, symbolWords } from "../../ui/desk-words.ts";
import { optionPrice, packagePrice, strike } from "../../ui/format/number-format.ts";
import { shortTime } from "../../ui/format/time-format.ts";
import { elsewhere } from "../broker/broker-words.ts";

const MINUTE = 60_000_000;

/** What closes a position when nobody acts, as it stands right now, and what does not. */
export function ProtectionList({ position }: { readonly position: PositionRow }) {
  const broker = useLatest("broker");
  const close = useHello()?.session.close;
  const flatMinutes = minutesOf(useLatest("parameters")?.parameters);
  const flatAt = close === undefined || flatMinutes === null ? null : close - flatMinutes * MINUTE;
  if (position.closedAt !== null) return null;
  return (
    <section aria-label="Protection" className="mt-4">
      <h3 className="text-dense font-semibold tracking-wide text-text2 uppercase">
        What protects it right now
      </h3>
      {position.unprotected !== null && (
        <p className="mt-1 flex items-start gap-2 font-semibold text-danger">
          <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          {`${position.protection}. ${position.unprotected}`}
        </p>
      )}
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-body">
        {protectionLines(position, { broker, flatAt }).map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-text3">{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface Surroundings {
  readonly broker: BrokerFrame | undefined;
  /** Desk time at which everything is closed, microseconds. */
  readonly flatAt: number | null;
}

/** Each guard with when it acts; those that do not exist are named, too. */
export function protectionLines(
  position: PositionRow,
  { broker, flatAt }: Surroundings,
): readonly (readonly [name: string, words: string])[] {
  const { stopAt, stopHits, stopPersist, targetAt, timeExitAt, invalidation, closing } = position;
  const { above, below } = invalidation;
  const thesis = [
    ...(above === null ? [] : [`above ${strike(above)}`]),
    ...(below === null ? [] : [`below ${strike(below)}`]),
  ].join(" or ");
  return [
    ...(closing === null ? [] : [["Now", `Being closed by order ${asWords(closing)}.`] as const]),
    ["Target", `The desk closes at ${packagePrice(targetAt)} or better.`],
    [
      "Stop",
      `The desk closes once ${stopPersist} quotes in a row stand at ${packagePrice(stopAt)} or worse; now ${stopHits}/${stopPersist}. It waits while a leg has no usable quote.`,
    ],
    ...(thesis === "" ? [] : [["Thesis", `The desk closes with the underlying ${thesis}.`] as const]),
    ["Time", `The desk closes at ${shortTime(timeExitAt)} ET, with or without a quote.`],
    [
      "Before expiry",
      flatAt === null ? "Not known yet." : `Everything is closed at ${shortTime(flatAt)} ET at the latest.`,
    ],
    ["Stop at the broker", brokerStopWords(position, broker)],
    ["Without this desk", aloneWords(position, broker)],
  ];
}

/** What rests there, and how far it is to be relied on. */
function brokerStopWords({ brokerStops }: PositionRow, broker: BrokerFrame | undefined): string {
  if (broker?.line === null) return "None: this program is the broker, and nothing rests without it.";
  if (brokerStops.length === 0)
    return "None. The parameter Resting stop at the broker lets one rest on each short leg of a credit package.";
  return brokerStops
    .map(
      ({ symbol, quantity, trigger, state }) =>
        `Buys ${quantity} of ${symbolWords(symbol)} from ${optionPrice(trigger)} on: ${asWords(state)}.`,
    )
    .join(" ");
}

/** If the program, its power or its line fails. */
function aloneWords({ protection }: PositionRow, broker: BrokerFrame | undefined): string {
  if (broker === undefined) return "Not known yet.";
  if (broker.line === null)
    return "Nothing closes it, and nothing fills either: this program is the broker, too.";
  const alone = protection.includes("BROKER STOP")
    ? "The broker's stop buys the short leg back; the long leg stays until the desk runs again."
    : "Nothing closes it until the desk runs again.";
  return `${alone}${elsewhere(broker.line)}`;
}

function minutesOf(parameters: readonly ParameterRow[] | undefined): number | null {
  const now = parameters?.find(({ name }) => name === "flatBeforeCloseMinutes")?.now;
  return typeof now === "number" ? now : null;
}
