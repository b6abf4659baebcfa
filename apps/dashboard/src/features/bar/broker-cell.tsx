import { Check, TriangleAlert } from "lucide-react";
import { useClock, useLatest, useRows } from "../../socket/desk-context.ts";
import { barButton } from "../../ui/bar-cell.tsx";
import { cn } from "../../ui/cn.ts";
import { Flyout } from "../../ui/flyout.tsx";
import { BrokerDetails } from "../broker/broker-details.tsx";
import {
  glanceSpan,
  glanceWord,
  shortAccount,
  toneOf,
  type BrokerLine,
  type Tone,
} from "../broker/broker-words.ts";

/** Who carries orders out, and whether it can now; opens what is known of it. */
export function BrokerCell() {
  const broker = useLatest("broker");
  const line = broker?.line ?? null;
  return (
    <Flyout
      label="Broker"
      trigger={
        <button type="button" className={cn(barButton, "min-w-0", line === null ? PAPER_WIDE : LINE_WIDE)}>
          {line === null ? (
            <>
              <span className="text-dense leading-[14px] text-text3">broker</span>
              <span className="text-control leading-[18px] whitespace-nowrap">
                {broker === undefined ? <span className="text-text3">not known</span> : <InDesk />}
              </span>
            </>
          ) : (
            <LineGlance line={line} />
          )}
        </button>
      }
    >
      <h2 className="mb-2 text-dense font-semibold text-text2">Broker</h2>
      <BrokerDetails />
    </Flyout>
  );
}

const PAPER_WIDE = "min-[1600px]:min-w-32";
/** As wide as ever: what is wrong with a broker moves nothing beside it. */
const LINE_WIDE = "w-[84px] tablet:w-40 desk:w-[148px] min-[1400px]:w-40";

const InDesk = () => (
  <>
    PAPER<span className="max-[1599px]:hidden">, in the desk</span>
  </>
);

const LOOK: Readonly<Record<Tone, string>> = {
  well: "tablet:text-control text-dense",
  caution: "text-dense font-semibold text-warn",
  danger: "text-dense font-semibold text-danger",
};

function LineGlance({ line }: { readonly line: BrokerLine }) {
  const unknown = (useRows("orders") ?? []).filter(({ state }) => state === "unknown").length;
  const word = glanceWord(line, unknown);
  const span = useClock(({ now }) => glanceSpan(line, unknown, now));
  const tone = toneOf(line, unknown);
  return (
    <>
      <span className="flex items-center gap-1 text-dense leading-[14px] whitespace-nowrap text-text3">
        broker
        <span className="max-tablet:hidden desk:max-[1399px]:hidden">{shortAccount(line.account)}</span>
        {tone === "well" ? (
          <Check size={14} aria-label="well" />
        ) : (
          <TriangleAlert
            size={14}
            aria-label="not well"
            className={tone === "danger" ? "text-danger" : "text-warn"}
          />
        )}
      </span>
      <span
        className={cn("max-w-full truncate leading-[18px] whitespace-nowrap", LOOK[tone])}
        title={`${word} ${span}`}
        data-broker={tone}
      >
        {word} <span className="max-tablet:hidden">{span}</span>
      </span>
    </>
  );
}
