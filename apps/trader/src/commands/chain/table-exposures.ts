import type { ChainAnalysis } from "./chain-analysis.ts";
import { EXPOSURE_TERMS } from "./chain-exposures.ts";
import { nearestTo } from "./table-chain.ts";
import { millions, right, sentence, textTable } from "./text-table.ts";

const COLUMNS = ["strike", "call gamma", "put gamma", "net gamma", "net vanna", "net charm/day"].map(right);
const EACH_SIDE = 6;

/** Totals with what they are, flips and walls, and the strikes around the money, millions of dollars. */
export function exposureLines({ exposures, forward }: ChainAnalysis): readonly string[] {
  if (exposures === null) return ["none: no contract with a volatility states a usable open interest"];
  const { total, sign, flips, callWall, putWall, searched, strikes } = exposures;
  const grid = `${searched[0].toFixed(2)} to ${searched[1].toFixed(2)}`;
  const flip = flips.length === 0 ? `none from ${grid}` : flips.map((level) => level.toFixed(2)).join(", ");
  const named = (["gamma", "vanna", "charm"] as const).map((name) => {
    const { unit, formula } = EXPOSURE_TERMS[name];
    return `${name} ${millions(total[name])} M$, ${unit}: ${formula}`;
  });
  const middle = nearestTo(
    strikes.map(({ strike }) => strike),
    forward.forward ?? 0,
  );
  const rows = strikes
    .slice(Math.max(0, middle - EACH_SIDE), middle + EACH_SIDE + 1)
    .map(({ strike, calls, puts }) => [
      String(strike),
      millions(calls.gamma),
      millions(puts.gamma),
      ...(["gamma", "vanna", "charm"] as const).map((name) => millions(calls[name] + puts[name])),
    ]);
  return [
    ...sentence(
      `sign ${sign}: ${EXPOSURE_TERMS.signs[sign]}; open interest is ${EXPOSURE_TERMS.openInterest}`,
    ),
    ...named.flatMap(sentence),
    `gamma flip ${flip} (strikes keep their volatility)   call wall ${callWall ?? "-"}   put wall ${putWall ?? "-"}`,
    ...textTable(COLUMNS, rows),
  ];
}
