import { Link } from "react-router";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { BarCell } from "../../ui/bar-cell.tsx";
import { count, level, money } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

export function RegimeCell() {
  const regime = useLatest("regime");
  const loud = regime?.regime === "emergency";
  return (
    <BarCell label="regime" className="hidden min-w-20 desk:flex">
      <span title={regime?.why} className={loud ? "font-semibold text-danger" : ""}>
        {regime === undefined ? (
          <span className="text-text3">waiting</span>
        ) : loud ? (
          "EMERGENCY"
        ) : (
          regime.regime
        )}
        {regime !== undefined && regime.vix !== null && (
          <span className="ml-1.5 text-dense text-text3 max-[1599px]:hidden">
            VIX <Num value={regime.vix} format={level} how={regime.how} />
          </span>
        )}
      </span>
    </BarCell>
  );
}

/** What is open and what works, in counts; leads to the blotter. */
export function CountsCell() {
  const day = useLatest("day");
  // tripped breakers and the words of an early close need the room more
  const tripped = (useLatest("risk")?.breakers ?? []).length > 0;
  const crowded = useHello()?.session.early === true || tripped;
  return (
    <BarCell
      label="open · working"
      className={crowded ? "hidden min-w-24 min-[1600px]:flex" : "hidden min-w-24 min-[1400px]:flex"}
    >
      <Link to="/trade/positions" className="hover:text-accent hover:underline">
        <Num value={day?.openPositions} format={count} why="waiting for the desk" /> pos
        <span className="mx-1 text-text3">·</span>
        <Num value={day?.workingOrders} format={count} why="waiting for the desk" /> ord
      </Link>
    </BarCell>
  );
}

/** Breakers that have tripped; nothing while all are well. */
export function BreakerChips() {
  const risk = useLatest("risk");
  return (
    <>
      {(risk?.breakers ?? []).map(({ level: step, scope, pnl, limit }) => (
        <span
          key={`${step}-${scope}`}
          title={`${money(pnl)} against a limit of ${money(limit)}`}
          className="mx-1 self-center rounded-sm border border-danger whitespace-nowrap max-tablet:hidden px-1.5 text-dense font-semibold text-danger"
        >
          {`L${step} ${scope === "book" ? "BOOK" : scope} ${step === 2 ? "BLOCKED" : step === 3 ? "HALTED" : "EXIT"}`}
        </span>
      ))}
    </>
  );
}
