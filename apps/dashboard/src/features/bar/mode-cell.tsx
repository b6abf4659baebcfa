import { ChevronDown } from "lucide-react";
import type { Hello } from "@smart0dte/gateway/contract";
import { age, speed as speedWords } from "../../ui/format/time-format.ts";
import { cn } from "../../ui/cn.ts";
import { Flyout } from "../../ui/flyout.tsx";
import { MODE_FILLS } from "../../ui/mode-badge.tsx";
import { useDeskState, useHello, useLatest } from "../../socket/desk-context.ts";
import { armingWord } from "../arming/arming-words.ts";
import { accountWord } from "../broker/broker-words.ts";
import { SpeedChoice } from "./speed-choice.tsx";

/** Desk time for each desk second a second by which the market may be late unsaid. */
const LAG_SHOWN_MICROS = 2_000_000;

/** The mode of this process, stated on every page; it explains itself and changes nothing but the speed. */
export function ModeCell() {
  const hello = useHello();
  const speed = useDeskState(({ link }) => link.speed);
  const lagMicros = useLatest("feed")?.line?.lagMicros ?? null;
  const arming = useLatest("arming");
  const beaten = useDeskState(({ link }) => link.phase !== null);
  if (hello === null) {
    return (
      <div
        role="status"
        aria-label="Mode: not known yet"
        className="px-3 text-control font-semibold text-text2"
      >
        CONNECTING
      </div>
    );
  }
  const live = hello.word === "LIVE" && arming !== undefined ? armingWord(arming) : "";
  const isArmed = arming?.state === "armed";
  const paced = hello.mode === "demo" || hello.mode === "replay";
  const behind = lagMicros !== null && speed !== null && lagMicros > LAG_SHOWN_MICROS * speed;
  return (
    <div
      role="status"
      aria-label={`Mode: ${hello.word}${live === "" ? "" : ` ${live}`}`}
      className="flex h-11 items-center desk:h-full"
    >
      <Flyout
        label="About this mode"
        trigger={
          <button
            type="button"
            className={cn(
              "ml-2 flex h-8 items-center gap-1.5 rounded px-1.5 text-dense font-semibold whitespace-nowrap tablet:text-control tracking-wide desk:px-3",
              hello.word === "LIVE" && !isArmed
                ? "border-2 border-live text-text"
                : cn("border border-ctl text-white", MODE_FILLS[hello.word]),
            )}
          >
            {hello.word}
            {live !== "" && <span className="whitespace-nowrap">{live}</span>}
            {paced && (
              <span className={cn("font-normal", !beaten && "invisible")}>
                {speedWords(beaten ? speed : 1)}
                {behind && " LAG"}
              </span>
            )}
            <ChevronDown size={14} aria-hidden="true" className="hidden desk:block" />
          </button>
        }
      >
        <ModeDetails hello={hello} />
        {behind && (
          <p className="mt-2 text-body text-warn">
            The market is {age(lagMicros)} behind what this speed asks: desk and exchange go as fast as they
            can. Quotes are as fresh as they look; time passes slower.
          </p>
        )}
        {paced && <SpeedChoice now={speed} />}
      </Flyout>
    </div>
  );
}

function ModeDetails({ hello }: { readonly hello: Hello }) {
  return (
    <div className="space-y-2">
      <h2 className="text-title font-semibold">{hello.word}</h2>
      <p className="text-body text-text2">{WHAT[hello.word]}</p>
      {hello.planted && (
        <p className="text-body text-text2">
          A lead-lag and a reverting divergence are <strong className="text-text">planted</strong> in this
          market so that trades happen. It exercises the desk and proves no edge.
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-body">
        <dt className="text-text3">Source</dt>
        <dd className="break-all">{hello.source}</dd>
        <dt className="text-text3">Day</dt>
        <dd>{hello.session.date}</dd>
        <dt className="text-text3">Options</dt>
        <dd>{hello.options}</dd>
        <dt className="text-text3">Orders go to</dt>
        <dd>
          <OrdersGoTo />
        </dd>
        <dt className="text-text3">Build</dt>
        <dd>{hello.build}</dd>
      </dl>
      {hello.findings.length > 0 && (
        <ul className="list-disc space-y-1 pl-4 text-body text-text2">
          {hello.findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function OrdersGoTo() {
  const broker = useLatest("broker");
  if (broker === undefined) return <span className="text-text3">not known yet</span>;
  const { line } = broker;
  return line === null ? "PAPER, in the desk" : `${accountWord(line)} ${line.account}, ${line.address}`;
}

const WHAT: Readonly<Record<Hello["word"], string>> = {
  SIMULATED: "A seeded model makes every price. Nothing here is a market, and no order reaches one.",
  REPLAY: "A day from a file, played again. No order leaves this program.",
  PAPER: "Market data as they come; orders are filled on paper, and no money moves.",
  LIVE: "A live account: what is opened is opened with its money, and only while an admin has armed it.",
};
