import type { SignalRow } from "@smart0dte/gateway/contract";
import { useRows } from "../../socket/desk-context.ts";
import { cn } from "../../ui/cn.ts";
import { asWords, basisOf } from "../../ui/desk-words.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Fact } from "../../ui/fact.tsx";
import { probability, raw, score, underlyingPrice } from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num, ProvenanceChip } from "../../ui/num.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";
import { Triangle } from "../../ui/triangle.tsx";

/** Why the desk thinks so: every factor with what it saw and what it gave. */
export function SignalDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const rows = useRows("signals");
  const row = rows?.find((one) => one.id === id);
  if (row === undefined) {
    return (
      <Drawer title="Signal" onClose={onClose}>
        {rows === null ? (
          <Loading what="the signal" rows={6} />
        ) : (
          <Empty>{`This screen holds no signal ${id}. Older ones leave it after a while.`}</Empty>
        )}
      </Drawer>
    );
  }
  const { confidence, how } = row;
  return (
    <Drawer title={`Signal ${row.ticker}`} aside={<ProvenanceChip how={how} />} onClose={onClose}>
      <p className="mb-3 flex flex-wrap gap-x-3 text-dense text-text2">
        <span>{timeWithZone(row.at)}</span>
        <span>{`regime ${row.regime}`}</span>
        <span className="text-text3">{row.id}</span>
      </p>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3">
        <Fact name="direction">
          <span className="flex items-center gap-1.5 font-semibold">
            <Triangle of={row.direction} />
            {row.direction}
          </span>
        </Fact>
        <Fact name="volatility">
          {row.volatility ?? (
            <span className="text-text3">no view: options are modelled or not known yet</span>
          )}
        </Fact>
        <Fact name="horizon">{row.horizonMinutes} min</Fact>
        <Fact name="underlying then">
          <Num value={row.reference} format={underlyingPrice} />
        </Fact>
        <Fact name="expected move">
          <Num value={row.expectedMove} format={(usd: string) => `±${underlyingPrice(usd)}`} how={how} />
        </Fact>
        <Fact name="outcome">{row.outcome ?? <span className="text-text2">still open</span>}</Fact>
      </dl>
      <p className="mt-4 flex flex-wrap items-baseline gap-x-3 border-t border-line pt-3">
        <span className="text-text2">Confidence</span>
        <Num value={confidence.value} format={probability} how={how} className="text-figure font-semibold" />
        <span className="text-body text-text2">{basisOf(confidence)}</span>
      </p>
      <p className="text-dense text-text3">
        {confidence.outcomes < 30
          ? "Too few outcomes to call this a probability that has been checked."
          : "Checked against this run's outcomes only."}
      </p>
      <Factors row={row} />
    </Drawer>
  );
}

function Factors({ row }: { readonly row: SignalRow }) {
  const most = Math.max(...row.factors.map(({ contribution }) => Math.abs(contribution)), 0.01);
  return (
    <table className="mt-4 w-full text-body" aria-label="Factors">
      <thead>
        <tr className="text-dense text-text3">
          <th scope="col">factor</th>
          <th scope="col" className="text-right">
            saw
          </th>
          <th scope="col" className="pl-3 text-center">
            ◂ down · contribution · up ▸
          </th>
          <th scope="col" className="text-right">
            gave
          </th>
        </tr>
      </thead>
      <tbody>
        {row.factors.map((factor) => (
          <FactorLine key={factor.name} factor={factor} most={most} />
        ))}
        <tr className="border-t border-ctl font-semibold">
          <th scope="row" className="font-semibold">
            sum = score
          </th>
          <td />
          <td />
          <td className="text-right">
            <Num value={row.score} format={score} tone="sign" />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function FactorLine({
  factor,
  most,
}: {
  readonly factor: SignalRow["factors"][number];
  readonly most: number;
}) {
  const { name, family, contribution, how, why } = factor;
  const share = (Math.abs(contribution) / most) * 50;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1">
        {asWords(name)}
        <span className="block text-dense text-text3">
          {family}
          {why === null ? "" : `: ${why}`}
        </span>
      </th>
      <td className="py-1 text-right">
        <Num value={factor.raw} format={raw} how={how} why={why ?? "no input"} />
      </td>
      <td className="w-40 py-1 pl-3">
        <div className="relative mt-1 h-3 bg-bg2" aria-hidden="true">
          <div
            className={cn("absolute inset-y-0", contribution >= 0 ? "bg-up" : "bg-down")}
            style={
              contribution >= 0 ? { left: "50%", width: `${share}%` } : { right: "50%", width: `${share}%` }
            }
          />
          <div className="absolute inset-y-0 left-1/2 w-px bg-ctl" />
        </div>
      </td>
      <td className="py-1 text-right">
        <Num value={contribution} format={score} tone="sign" />
      </td>
    </tr>
  );
}
