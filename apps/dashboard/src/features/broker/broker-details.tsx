import type { ReactNode } from "react";
import { Link } from "react-router";
import { useLatest, useRows } from "../../socket/desk-context.ts";
import { cn } from "../../ui/cn.ts";
import { asWords } from "../../ui/desk-words.ts";
import { count, money, signedCount } from "../../ui/format/number-format.ts";
import { time, timeWithZone } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { DayByBroker } from "./broker-day.tsx";
import { AcceptHoldingButton } from "./accept-holding-button.tsx";
import { Heading } from "./broker-heading.tsx";
import { Margins } from "./broker-margins.tsx";
import { SecondLook } from "./broker-quotes.tsx";
import { accountWord, STATE_WORDS, toneOf, type BrokerLine, type Tone } from "./broker-words.ts";

/** Who carries orders out, how the way there stands, and what a person has to do about it. */
export function BrokerDetails() {
  const broker = useLatest("broker");
  const unknown = (useRows("orders") ?? []).filter(({ state }) => state === "unknown").length;
  if (broker === undefined)
    return <p className="text-body text-text2">Nothing has been heard of the broker yet.</p>;
  if (broker.line === null)
    return (
      <p className="text-body text-text2">
        <strong className="text-text">PAPER, in the desk.</strong> Orders are filled inside this program,
        against the quotes that it sees and at their executable side. No order leaves it, and nothing can be
        unknown.
      </p>
    );
  return (
    <div className="space-y-3">
      <LineFacts line={broker.line} unknown={unknown} />
      <ToSettle line={broker.line} unknown={unknown} />
      <AccountValues values={broker.line.values} at={broker.line.valuesAt} />
      <DayByBroker profit={broker.line.profit} />
      <SecondLook quotes={broker.line.quotes} />
      <Margins margins={broker.line.margins} />
      <Notices notices={broker.line.notices} />
    </div>
  );
}

const TONES: Readonly<Record<Tone, string>> = {
  well: "font-semibold",
  caution: "font-semibold text-warn",
  danger: "font-semibold text-danger",
};

function LineFacts({ line, unknown }: { readonly line: BrokerLine; readonly unknown: number }) {
  const { state, since, until, why, reset, account, accountKind, address, serverVersion, heardAt, waiting } =
    line;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-body">
      <Row name="State">
        <span className={TONES[toneOf(line, unknown)]}>{STATE_WORDS[state]}</span>
        <span className="text-text2">{` since ${timeWithZone(since)}`}</span>
        {why !== null && <span className="block text-text2">{why}</span>}
      </Row>
      {until !== null && <Row name="Until">{timeWithZone(until)}</Row>}
      {reset !== null && (
        <Row name="Window">
          <strong className="font-semibold">{reset}</strong>
          <span className="text-text2">: the broker may be away, the desk waits for it</span>
        </Row>
      )}
      <Row name="Account">
        <strong className="font-semibold">{accountWord(line)}</strong> {account}
        {line.simulated && (
          <span className="block text-text2">{`A ${accountKind} account of the simulated broker: no money moves.`}</span>
        )}
      </Row>
      <Row name="Address">{address}</Row>
      <Row name="Server version">
        <Num value={serverVersion} format={count} why="not connected" />
      </Row>
      <Row name="Last sign of life">
        <Num value={heardAt} format={timeWithZone} why="no connection" />
      </Row>
      <Row name="Books">
        {line.reconciled ? (
          "agree"
        ) : (
          <span className={state === "ready" ? TONES.danger : TONES.caution}>not agreed</span>
        )}
      </Row>
      <Row name="Waiting to be sent">{`${count(waiting)} messages`}</Row>
    </dl>
  );
}

/** What a person has to know of or to settle; nothing where all is well. */
function ToSettle({ line, unknown }: { readonly line: BrokerLine; readonly unknown: number }) {
  const { differences, orphans } = line;
  if (differences.length === 0 && orphans.length === 0 && unknown === 0) return null;
  return (
    <section aria-label="To settle">
      <Heading>To settle</Heading>
      <ul className="space-y-1.5 text-body">
        {unknown > 0 && (
          <li className="text-danger">
            <strong className="font-semibold">{`UNKNOWN ORDER ${count(unknown)}.`}</strong> The desk is asking
            the broker. Do not resend.{" "}
            <Link to="/trade/orders" className="text-accent underline">
              Orders
            </Link>
          </li>
        )}
        {differences.map((difference) => {
          const { kind, contract, orderId, sentence, toDo, halts } = difference;
          return (
            <li key={`${kind}-${contract ?? ""}-${orderId ?? ""}-${sentence}`}>
              <span className={halts ? "font-semibold text-danger" : "text-text"}>{sentence}</span>{" "}
              <span className="text-text2">{toDo}</span> <AcceptHoldingButton difference={difference} />
            </li>
          );
        })}
        {orphans.map(({ orderId, contract, quantity }) => (
          <li key={`${orderId}-${contract}`} className="text-danger">
            {`Leg alone: ${signedCount(quantity)} ${contract} of ${orderId}.`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AccountValues({
  values,
  at,
}: {
  readonly values: BrokerLine["values"];
  readonly at: BrokerLine["valuesAt"];
}) {
  return (
    <section aria-label="Account">
      <Heading>{at === null ? "Account" : `Account, as the broker said at ${timeWithZone(at)}`}</Heading>
      {values === null ? (
        <p className="text-body text-text2">The broker has not said yet what the account holds.</p>
      ) : values.length === 0 ? (
        <p className="text-body text-text2">The broker said nothing of money.</p>
      ) : (
        <dl className="grid max-w-96 grid-cols-[1fr_auto] gap-x-3 gap-y-0.5 text-body">
          {values.map(({ key, label, value, currency }) => (
            <Row key={`${key}-${currency}`} name={currency === "USD" ? label : `${label}, ${currency}`} right>
              <Num value={value} format={money} how="broker" />
            </Row>
          ))}
        </dl>
      )}
    </section>
  );
}

function Notices({ notices }: { readonly notices: BrokerLine["notices"] }) {
  return (
    <section aria-label="Notices of the broker">
      <Heading>Last notices</Heading>
      {notices.length === 0 ? (
        <p className="text-body text-text2">The broker said nothing beside its answers.</p>
      ) : (
        <ul className="space-y-0.5 text-dense">
          {notices.map(({ at, severity, code, text }, place) => (
            <li key={`${at}-${code}-${place}`} className="break-words">
              <span className="text-text3">{time(at)}</span>{" "}
              <span className={cn("font-semibold", SEVERITY[severity])}>
                {severity === "info" ? "" : `${severity.toUpperCase()} `}
                {asWords(code)}
              </span>{" "}
              <span className="text-text2">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const SEVERITY: Readonly<Record<BrokerLine["notices"][number]["severity"], string>> = {
  info: "text-text2",
  warning: "text-warn",
  alert: "text-danger",
};

function Row({
  name,
  right,
  children,
}: {
  readonly name: string;
  readonly right?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt className="text-text3">{name}</dt>
      <dd className={right === true ? "text-right" : "min-w-0 break-words"}>{children}</dd>
    </>
  );
}
