import type { MarginRow } from "@smart0dte/gateway/contract";
import { count, money } from "../../ui/format/number-format.ts";
import { time } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { Heading } from "./broker-heading.tsx";

/** What the newest plans would do to the margin: the broker's word, or the desk's own where it says none. */
export function Margins({ margins }: { readonly margins: readonly MarginRow[] }) {
  if (margins.length === 0) return null;
  return (
    <section aria-label="Margin of plans">
      <Heading>Margin of the newest plans</Heading>
      <ul className="space-y-1 text-body">
        {margins.map((margin) => (
          <li key={margin.planId}>
            <MarginWords margin={margin} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One plan's effect in a sentence, with who says so. */
export function MarginWords({ margin }: { readonly margin: MarginRow }) {
  const { ticker, quantity, at, how, effect, why } = margin;
  const said = how === "broker" ? "says the broker" : `estimated by the desk (${why ?? "not said"})`;
  return (
    <>
      <span className="text-text3">{time(at)}</span> {`${ticker}, ${packages(quantity)}: `}
      {effect === null ? (
        <span className="text-danger">nothing bounds the loss, no margin covers it</span>
      ) : (
        <>
          initial <Num value={effect.initial} format={money} how={how} />, maintenance{" "}
          <Num value={effect.maintenance} format={money} how={how} />, equity{" "}
          <Num value={effect.equity} format={money} how={how} />, ties up{" "}
          <Num value={effect.tiedUp} format={money} how={how} />
        </>
      )}
      <span className="text-text2">{`, ${said}`}</span>
    </>
  );
}

const packages = (quantity: number): string => (quantity === 1 ? "1 package" : `${count(quantity)} packages`);
