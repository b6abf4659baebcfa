import type { ProposalRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useHello, useLatest, useRows, useTopic } from "../../socket/desk-context.ts";
import { asWords, basisOf, strategyWords } from "../../ui/desk-words.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Fact } from "../../ui/fact.tsx";
import {
  fromE4,
  money,
  packagePrice,
  probability,
  quantity,
  signedDollars,
  toE4,
  underlyingPrice,
} from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num, ProvenanceChip } from "../../ui/num.tsx";
import { Payoff } from "../../ui/payoff.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";
import { MarginWords } from "../broker/broker-margins.tsx";
import { LadderSection } from "../ladder/ladder-section.tsx";
import { AcceptActs } from "./accept-acts.tsx";
import { packageNow } from "../../ui/package-now.ts";
import { LegTable } from "./leg-table.tsx";
import { startQuantity } from "./accept-quantity.ts";

interface PlanDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onWhy: (signalId: string) => void;
}

/** One plan in full: what it may lose first, then everything that bounds it. */
export function PlanDrawer({ id, onClose, onWhy }: PlanDrawerProps) {
  const rows = useRows("proposals");
  const row = rows?.find((one) => one.id === id);
  if (row?.plan == null) {
    return (
      <Drawer title="Plan" onClose={onClose}>
        {rows === null ? (
          <Loading what="the plan" rows={8} />
        ) : (
          <Empty>{`This screen holds no plan ${id}. Older ones leave it after a while.`}</Empty>
        )}
      </Drawer>
    );
  }
  return <KnownPlan key={row.id} row={row} plan={row.plan} onClose={onClose} onWhy={onWhy} />;
}

interface KnownPlanProps extends Omit<PlanDrawerProps, "id"> {
  readonly row: ProposalRow;
  readonly plan: NonNullable<ProposalRow["plan"]>;
}

function KnownPlan({ row, plan, onClose, onWhy }: KnownPlanProps) {
  const [entry, setEntry] = useState(String(startQuantity(row)));
  const packages = /^[1-9]\d{0,3}$/.test(entry) ? Number(entry) : startQuantity(row);
  const total = (usd: string) => fromE4(toE4(usd) * packages);
  const signal = useRows("signals")?.find(({ id }) => id === row.signalId);
  useTopic(`chain:${row.ticker}`);
  const chain = useLatest(`chain:${row.ticker}`);
  const limits = useHello()?.ageLimits;
  const spot = chain?.spot.v == null ? null : toE4(chain.spot.v) / 10_000;
  const margin = useLatest("broker")?.line?.margins.find(({ planId }) => planId === row.id);
  const { how } = plan;
  const market = packageNow(plan.legs, chain);
  return (
    <Drawer
      title={`${row.ticker} ${strategyWords(plan.strategy)}`}
      aside={<ProvenanceChip how={how} />}
      onClose={onClose}
      {...(row.state === "awaiting"
        ? {
            acts: (
              <AcceptActs
                row={row}
                plan={plan}
                entry={entry}
                onEntry={setEntry}
                onClose={onClose}
                unquoted={market.natural === null ? market.why : null}
              />
            ),
          }
        : {})}
    >
      <p className="mb-2 flex flex-wrap gap-x-3 text-dense text-text2">
        <span>{`proposed ${timeWithZone(row.at)}`}</span>
        <span>{`valid until ${timeWithZone(plan.validUntil)}`}</span>
        <span className="text-text3">{row.id}</span>
      </p>
      {row.sentence !== "" && <p className="mb-3 text-body">{row.sentence}</p>}
      <Payoff
        legs={plan.legs.map(({ right, strike: at, ratio }) => ({ right, strike: toE4(at) / 10_000, ratio }))}
        entry={toE4(plan.entryLimit) / 10_000}
        packages={packages}
        breakEvens={plan.breakEvens}
        spot={spot}
        expectedMove={chain?.expectedMove.v ?? null}
      />
      <dl className="mt-4 flex items-end gap-6">
        <Fact name={`MAXIMUM LOSS, ${quantity(packages)}`}>
          <Num
            value={total(plan.maxLoss)}
            format={(usd: string) => `−${money(usd)}`}
            how={how}
            className="text-loss font-semibold"
          />
        </Fact>
        <Fact name="maximum profit">
          <Num
            value={total(plan.maxProfit)}
            format={(usd: string) => `+${money(usd)}`}
            how={how}
            className="text-title"
          />
        </Fact>
        <Fact name="fees, both ways">
          <Num value={total(plan.costs)} format={(usd: string) => `−${money(usd)}`} className="text-title" />
        </Fact>
      </dl>
      {margin !== undefined && (
        <p className="mt-2 text-dense text-text2">
          <span className="text-text3">margin at </span>
          <MarginWords margin={margin} />
        </p>
      )}
      <LegTable legs={plan.legs} packages={packages} chain={chain} limit={limits?.option} />
      <dl className="mt-3 grid grid-cols-3 gap-x-4 gap-y-3 border-t border-line pt-3">
        <Fact name="limit, the worst price">
          <Num value={plan.entryLimit} format={packagePrice} how={how} className="font-semibold" />
        </Fact>
        <Fact name="mid now">
          <Num value={market.mid} format={packagePrice} how={how} why={market.why} />
          <Proposed price={plan.mid} />
        </Fact>
        <Fact name="natural now">
          <Num value={market.natural} format={packagePrice} how={how} why={market.why} />
          <Proposed price={plan.natural} />
        </Fact>
        <Fact name={`target, ${probability(plan.target.fraction)} of max loss, net`}>
          <Num value={total(plan.target.profit)} format={(usd: string) => `+${money(usd)}`} how={how} />
          <Closing at={plan.target.closeAt} />
        </Fact>
        <Fact name={`stop, ${plan.stop.persistQuotes} quotes`}>
          <Num value={total(plan.stop.loss)} format={(usd: string) => `−${money(usd)}`} how={how} />
          <Closing at={plan.stop.closeAt} />
        </Fact>
        <Fact name="time exit">{timeWithZone(plan.timeExitAt)}</Fact>
        <Fact name="void if underlying">
          <Invalidation of={plan.invalidation} />
        </Fact>
        <Fact name="needs a win rate of">
          <Num value={plan.breakEvenWinRate} format={probability} />
        </Fact>
        <Fact name="P(profit at close)">
          <Num
            value={plan.probabilityOfProfit}
            format={probability}
            how={how}
            why="no smile could be fitted"
          />
        </Fact>
        <Fact name="EV after costs, a package">
          <Num
            value={plan.expectedValue}
            format={signedDollars}
            how={how}
            tone="sign"
            why="no smile could be fitted"
          />
        </Fact>
        <Fact name="quantity">
          {row.quantity === null ? (
            <span className="text-text2">sized on acceptance</span>
          ) : (
            quantity(row.quantity)
          )}
          {row.boundedBy !== null && <BoundedBy name={row.boundedBy} />}
        </Fact>
        <Fact name="expectancy">
          <span className="font-semibold text-warn">expectancy unproven</span>
        </Fact>
      </dl>
      <div className="mt-3 flex flex-wrap items-baseline gap-x-3 border-t border-line pt-3 text-body">
        <span>
          Confidence <strong className="font-semibold">{probability(plan.confidence)}</strong>
          {signal === undefined ? "" : ` (${basisOf(signal.confidence)})`}
        </span>
        <button
          type="button"
          className="h-6 rounded text-accent hover:underline"
          onClick={() => {
            onWhy(row.signalId);
          }}
        >
          Why: the signal
        </button>
      </div>
      <LadderSection of={`plan:${row.id}`} label="the plan" note="one package" />
    </Drawer>
  );
}

/** The same price when the plan was made. */
function Proposed({ price }: { readonly price: string }) {
  return <span className="block text-dense text-text3">{`${packagePrice(price)} when proposed`}</span>;
}

/** Which limit gave the size, by its label where it is a parameter. */
function BoundedBy({ name }: { readonly name: string }) {
  const label = useLatest("parameters")?.parameters.find((row) => row.name === name)?.label;
  return (
    <span className="block text-dense text-text3">{`bounded by ${(label ?? asWords(name)).toLowerCase()}`}</span>
  );
}

function Closing({ at }: { readonly at: string }) {
  const closing = toE4(at) >= 0 ? "buy back at" : "sell at";
  return <span className="block text-dense text-text3">{`${closing} ${packagePrice(at)}`}</span>;
}

function Invalidation({
  of: { above, below },
}: {
  readonly of: NonNullable<ProposalRow["plan"]>["invalidation"];
}) {
  const parts = [
    above === null ? "" : `above ${underlyingPrice(above)}`,
    below === null ? "" : `below ${underlyingPrice(below)}`,
  ].filter((part) => part !== "");
  return <>{parts.length === 0 ? "no such level" : parts.join(" or ")}</>;
}
