import type { ChainFrame, PositionRow } from "@smart0dte/gateway/contract";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { cellOf } from "../../ui/chain-cell.ts";
import { optionPrice, signedCount, strike } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

interface LegTableProps {
  readonly legs: PositionRow["legs"];
  readonly packages: number;
  readonly chain: ChainFrame | undefined;
  /** Age limit of an option's quote, microseconds. */
  readonly limit: number | undefined;
}

/** Every leg with its signed quantity and its market now; off the board, its market when the plan was made. */
export function LegTable({ legs, packages, chain, limit }: LegTableProps) {
  return (
    <table className="mt-4 w-full text-body" aria-label="Legs">
      <thead>
        <tr className="text-dense text-text3">
          <th scope="col">contract</th>
          <th scope="col">expiry</th>
          {["quantity", "bid", "ask", "age"].map((name) => (
            <th key={name} scope="col" className="text-right">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {legs.map((leg) => (
          <LegLine
            key={leg.instrument}
            leg={leg}
            packages={packages}
            market={cellOf(chain, leg.instrument)}
            limit={limit}
          />
        ))}
      </tbody>
    </table>
  );
}

interface LegLineProps {
  readonly leg: PositionRow["legs"][number];
  readonly packages: number;
  readonly market: ReturnType<typeof cellOf>;
  readonly limit: number | undefined;
}

function LegLine({ leg, packages, market, limit }: LegLineProps) {
  const { bid, ask } = market ?? leg;
  return (
    <tr className="border-t border-line">
      <th
        scope="row"
        className="font-semibold"
      >{`${strike(leg.strike)} ${leg.right === "C" ? "call" : "put"}`}</th>
      <td className="text-text2">{leg.expiry}</td>
      <td className="text-right font-semibold">
        <Num value={leg.ratio * packages} format={signedCount} />
      </td>
      <td className="text-right">
        <Num value={bid} format={optionPrice} why="no bid" />
      </td>
      <td className="text-right">
        <Num value={ask} format={optionPrice} why="no ask" />
      </td>
      <td className="text-right">
        <AgeBadge at={market === undefined ? leg.quoteAt : market.at} limit={limit} of="Quote" />
      </td>
    </tr>
  );
}
