import { PACKAGE_WORDS, type PackageFrame } from "@smart0dte/gateway/contract";
import { X } from "lucide-react";
import { useDesk, useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { Fact } from "../../ui/fact.tsx";
import {
  level,
  money,
  packagePrice,
  probability,
  shares,
  signedCount,
  signedDollars,
  strike as strikeWords,
} from "../../ui/format/number-format.ts";
import { Num, ProvenanceChip, SaidByChip } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { useAsked } from "../../ui/use-asked.ts";
import { useQuotedPulse } from "../ladder/use-quoted-pulse.ts";
import { askedLegs, isFull, type SelectedLeg } from "./selection.ts";
import { useSelection } from "./use-selection.ts";

/** What the picked contracts come to together; there only while some are picked. Nothing here sends an order. */
export function SelectionPanel({ ticker }: { readonly ticker: DeskTicker }) {
  const { legs, act, clear } = useSelection();
  const chain = useLatest(`chain:${ticker}`);
  if (legs.length === 0 || chain === undefined) return null;
  return (
    <Valued ticker={ticker} expiry={chain.expiry} legs={legs} onClear={clear}>
      <ul aria-label="Legs of the selection" className="flex flex-wrap gap-2 px-3 pt-2">
        {legs.map((leg) => (
          <LegChip
            key={`${leg.strike}${leg.right}`}
            leg={leg}
            onClear={() => {
              act("clear", leg);
            }}
          />
        ))}
        {isFull(legs) && <li className="self-center text-dense text-text3">six legs at most</li>}
      </ul>
    </Valued>
  );
}

interface ValuedProps {
  readonly ticker: DeskTicker;
  readonly expiry: string;
  readonly legs: readonly SelectedLeg[];
  readonly onClear: () => void;
  readonly children: React.ReactNode;
}

/** The desk's own figures of the package: the browser adds nothing up. */
function Valued({ ticker, expiry, legs, onClear, children }: ValuedProps) {
  const { api } = useDesk();
  const limit = useHello()?.ageLimits.option;
  const pulse = useQuotedPulse(useLatest(`chain:${ticker}`), useLatest(`analysis:${ticker}`)?.at);
  const { frame, problem, retry } = useAsked(askedLegs(legs, { ticker, expiry }), api.package, pulse);
  return (
    <Panel
      freezable
      title={`Selection ${legs.length} ${legs.length === 1 ? "leg" : "legs"}`}
      aside={
        <>
          {frame !== null && <AgeBadge at={frame.at} limit={limit} of="Selection" />}
          <ProvenanceChip how={frame?.how} />
        </>
      }
      actions={
        <Button size="small" onClick={onClear}>
          Clear
        </Button>
      }
      foot={
        <span className="block min-h-[18px] text-text2">
          {frame === null ? "waiting for the desk's figures" : frame.ticket}
        </span>
      }
    >
      {children}
      {problem !== null && (
        <div className="px-3">
          <ProblemNote problem={problem} onRetry={retry} />
        </div>
      )}
      <SaidByChip value={frame?.how}>
        <Figures frame={frame} />
        <p className="px-3 pb-2 text-dense text-text3">
          Of one package of 100 shares a contract, held to the close; odds are the options&apos; own, not a
          forecast.
        </p>
      </SaidByChip>
    </Panel>
  );
}

function LegChip({ leg, onClear }: { readonly leg: SelectedLeg; readonly onClear: () => void }) {
  const words = `${signedCount(leg.quantity)} ${strikeWords(leg.strike)} ${leg.right === "C" ? "call" : "put"}`;
  return (
    <li className="flex items-center rounded border border-ctl bg-bg2 pl-2 text-body font-semibold">
      {words}
      <button
        type="button"
        onClick={onClear}
        aria-label={`Clear ${words}`}
        className="ml-1 flex size-6 items-center justify-center rounded-r text-text3 hover:text-text"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}

/** Places stay where they are while figures come. */
function Figures({ frame }: { readonly frame: PackageFrame | null }) {
  const waiting = "waiting for the desk's figures";
  const market = frame?.market.v ?? null;
  const greeks = frame?.greeks.v ?? null;
  const odds = frame?.odds.v ?? null;
  const [noMarket, noGreeks, noOdds] = [
    frame?.market.why ?? waiting,
    frame?.greeks.why ?? waiting,
    frame?.odds.why ?? waiting,
  ];
  const how = frame?.how;
  const price = (value: string | undefined) => (
    <Num value={value} format={packagePrice} why={noMarket} how={how} className="font-semibold" />
  );
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 px-3 py-2 tablet:grid-cols-5">
      <Fact name="bid of the package">{price(market?.bid)}</Fact>
      <Fact name="mid">{price(market?.mid)}</Fact>
      <Fact name="ask: what opening costs">{price(market?.ask)}</Fact>
      <Fact name="MAX LOSS, at the ask">
        <Bounded
          of={market}
          name="maxLoss"
          sign="−"
          why={noMarket}
          how={how}
          className={market?.maxLoss === null ? "text-title font-semibold text-danger" : "text-loss"}
        />
      </Fact>
      <Fact name="max profit">
        <Bounded of={market} name="maxProfit" sign="+" why={noMarket} how={how} />
      </Fact>
      <Fact name="break-even">
        <Num
          value={market?.breakEvens}
          format={(edges) => (edges.length === 0 ? "none" : edges.map(level).join(", "))}
          why={noMarket}
          how={how}
        />
      </Fact>
      <Fact name="P(profit at close)">
        <Num value={odds?.probabilityOfProfit} format={probability} why={noOdds} how={how} />
      </Fact>
      <Fact name="EV after costs">
        <Num value={odds?.expectedValue} format={signedDollars} tone="sign" why={noOdds} how={how} />
      </Fact>
      <Fact name="fees, both ways">
        <Num value={market?.costs} format={(usd: string) => `−${money(usd)}`} why={noMarket} />
      </Fact>
      {GREEKS.map(({ name, symbol, print }) => (
        <Fact key={name} name={`${symbol} ${PACKAGE_WORDS[name]}`}>
          <Num value={greeks?.[name]} format={print} why={noGreeks} how={how} />
        </Fact>
      ))}
    </dl>
  );
}

const GREEKS = [
  { name: "delta", symbol: "Δ", print: shares },
  { name: "gamma", symbol: "Γ", print: shares },
  { name: "theta", symbol: "θ", print: signedDollars },
  { name: "vega", symbol: "vega", print: signedDollars },
] as const;

interface BoundedProps {
  readonly of: PackageFrame["market"]["v"];
  readonly name: "maxLoss" | "maxProfit";
  readonly sign: "−" | "+";
  readonly why: string;
  readonly how: PackageFrame["how"] | undefined;
  readonly className?: string;
}

/** What has no limit says so; it is never a number. */
function Bounded({ of, name, sign, why, how, className }: BoundedProps) {
  const words = (market: NonNullable<BoundedProps["of"]>): string => {
    const usd = market[name];
    if (usd === null) return "NOT LIMITED";
    return usd.startsWith("-") ? `${sign === "+" ? "−" : "+"}${money(usd.slice(1))}` : `${sign}${money(usd)}`;
  };
  return <Num value={of} format={words} why={why} how={how} className={className} />;
}
