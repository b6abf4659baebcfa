import type { BrokerFrame } from "@smart0dte/gateway/contract";
import { useClock } from "../../socket/desk-context.ts";
import { cn } from "../../ui/cn.ts";
import { count, level as points, optionPrice } from "../../ui/format/number-format.ts";
import { age } from "../../ui/format/time-format.ts";
import { Heading } from "./broker-heading.tsx";

type Quotes = NonNullable<BrokerFrame["line"]>["quotes"];
type Pair = Quotes["pairs"][number];
type Side = Pair["desk"];

/** What matters now by two feeds, and where they stay apart. Nothing is decided by it. */
export function SecondLook({ quotes }: { readonly quotes: Quotes }) {
  const { pairs, beyondBudget } = quotes;
  if (pairs.length === 0) return null;
  return (
    <section aria-label="Quotes of the broker">
      <Heading>Quotes by the broker and by the desk's feed</Heading>
      <table className="w-full max-w-160 text-dense">
        <thead>
          <tr className="text-text3">
            <th className="text-left font-normal">of</th>
            <th className="text-right font-normal">broker</th>
            <th className="text-right font-normal">desk</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={pair.of} className={cn(pair.differs && "font-semibold text-warn")}>
              <td className="pr-3 whitespace-nowrap">
                {pair.of}
                {pair.differs && " DIFFERS"}
              </td>
              <td className="pr-3 text-right">
                <Sides side={pair.broker} />
                {pair.broker.delayed && <span className="text-warn"> delayed</span>}
              </td>
              <td className="text-right">
                <Sides side={pair.desk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {beyondBudget > 0 && (
        <p className="text-dense text-text2">
          {`${count(beyondBudget)} more found no market data line (--tws-lines).`}
        </p>
      )}
    </section>
  );
}

function Sides({ side }: { readonly side: Side }) {
  const { bid, ask, level, at, why } = side;
  if (why !== null) return <span className="text-text3">{why}</span>;
  const words = level === null ? `${price(bid)} – ${price(ask)}` : points(level);
  return (
    <>
      {words} <Told at={at} />
    </>
  );
}

function Told({ at }: { readonly at: number | null }) {
  const span = useClock(({ now }) => (now === null || at === null ? "" : age(now - at)));
  return (
    <span aria-hidden="true" className="text-text3">
      {span}
    </span>
  );
}

const price = (usd: string | null): string => (usd === null ? "none" : optionPrice(usd));
