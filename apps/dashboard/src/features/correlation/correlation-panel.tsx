import type { CorrelationFrame } from "@smart0dte/gateway/contract";
import { useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { beta, level, zScore } from "../../ui/format/number-format.ts";
import { HeatCell } from "../../ui/heat-cell.tsx";
import { Num } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";

type Cell = CorrelationFrame["cells"][number];
type Divergence = CorrelationFrame["divergences"][number];

/** How the three move together over three windows, who has parted, and what the VIX says. */
export function CorrelationPanel({ className }: { readonly className?: string }) {
  const frame = useLatest("correlation");
  return (
    <Panel
      title="Correlation"
      aside={<AgeBadge at={frame?.at} of="Correlation" />}
      className={className ?? ""}
      bodyClassName="flex flex-col"
      scrolls
      freezable
    >
      <Unreadable topic="correlation" />
      {frame === undefined ? (
        <Loading what="correlations" rows={5} />
      ) : frame.cells.length === 0 ? (
        <Empty>No pair to compare: this source has one ticker.</Empty>
      ) : (
        <CorrelationTable frame={frame} />
      )}
      <RegimeReading />
    </Panel>
  );
}

function CorrelationTable({ frame }: { readonly frame: CorrelationFrame }) {
  const windows = [...new Set(frame.cells.map(({ windowMinutes }) => windowMinutes))].toSorted(
    (a, b) => a - b,
  );
  const pairs = [...new Set(frame.cells.map(({ pair }) => pair.join("–")))];
  return (
    <table
      className="w-full table-fixed border-separate border-spacing-1 px-2 py-1 text-body"
      aria-label="Correlation by pair and window"
    >
      <thead>
        <tr className="text-dense text-text3">
          <th scope="col" className="w-[72px]">
            pair
          </th>
          {windows.map((minutes) => (
            <th key={minutes} scope="col" className="text-center">
              {minutes} min
            </th>
          ))}
          <th scope="col" className="w-[72px] text-right">
            divergence
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair}>
            <th scope="row" className="text-dense text-text2">
              {pair}
            </th>
            {windows.map((minutes) => (
              <td key={minutes}>
                <PairCell
                  cell={frame.cells.find(
                    (one) => one.pair.join("–") === pair && one.windowMinutes === minutes,
                  )}
                />
              </td>
            ))}
            <td className="text-right">
              <DivergenceReading of={frame.divergences.find((one) => one.pair.join("–") === pair)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PairCell({ cell }: { readonly cell: Cell | undefined }) {
  if (cell === undefined) return <HeatCell value={null} low={null} high={null} label="" why="not measured" />;
  const { pair, windowMinutes, rho, low, high, n } = cell;
  const label = `${pair.join(" and ")}, ${windowMinutes} minutes, ${n} returns`;
  return (
    <HeatCell
      value={rho}
      low={low}
      high={high}
      label={label}
      why={`${n} of ${windowMinutes} minutes so far`}
    />
  );
}

function DivergenceReading({ of }: { readonly of: Divergence | undefined }) {
  const why = of === undefined ? "not measured" : `the window is not full: ${of.n} so far`;
  return (
    <span className="flex flex-col">
      <Num value={of?.z} format={zScore} why={why} className="font-semibold" />
      <span className="text-dense text-text3">
        beta <Num value={of?.beta} format={beta} why={why} />
      </span>
    </span>
  );
}

function RegimeReading() {
  const regime = useLatest("regime");
  return (
    <div className="mt-auto border-t border-line px-3 py-2">
      <div className="flex items-baseline gap-2">
        <h3 className="text-dense font-semibold tracking-wide text-text2 uppercase">Regime</h3>
        {regime === undefined ? (
          <span className="text-body text-text3">waiting for the desk</span>
        ) : (
          <>
            <strong
              className={`text-control font-semibold ${regime.regime === "emergency" ? "text-danger" : ""}`}
            >
              {regime.regime === "emergency" ? "EMERGENCY" : regime.regime}
            </strong>
            <span className="ml-auto text-body text-text2">
              VIX{" "}
              <Num
                value={regime.vix}
                format={level}
                how={regime.how}
                why="no VIX; treated with the caution of high"
              />
            </span>
          </>
        )}
      </div>
      {regime !== undefined && <p className="text-dense text-text3">{regime.why}</p>}
    </div>
  );
}
