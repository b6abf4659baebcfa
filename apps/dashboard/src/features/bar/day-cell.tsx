import { useLatest } from "../../socket/desk-context.ts";
import { BarCell } from "../../ui/bar-cell.tsx";
import { signedMoney } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

/** The day's result after costs, twice: at mid, and what closing would fetch. Breakers use the worse. */
export function DayCell() {
  const day = useLatest("day");
  const positions = useLatest("positions")?.positions ?? [];
  const legs = positions.flatMap(({ id, unmarkable: leg }) =>
    leg !== null && day?.unmarkable.includes(id) === true ? [leg] : [],
  );
  const unmarkable =
    day !== undefined && day.unmarkable.length > 0
      ? `cannot be marked: ${(legs.length === 0 ? day.unmarkable : legs).join(", ")}`
      : undefined;
  const why = day === undefined ? "waiting for the desk" : unmarkable;
  return (
    <>
      <BarCell label="day P&L mid" className="hidden min-w-24 desk:flex min-[1400px]:min-w-28">
        <Num
          value={day?.mid}
          format={signedMoney}
          how={day?.how}
          why={why}
          tone="sign"
          className="text-title leading-[20px] font-semibold"
        />
      </BarCell>
      <BarCell
        label="day P&L exec"
        className="min-w-20 max-tablet:max-w-[92px] desk:min-w-24 min-[1400px]:min-w-28"
      >
        {day?.executable === null && legs[0] !== undefined ? (
          <span title={unmarkable} className="block max-w-32 truncate text-dense font-semibold text-warn">
            {`— ${legs[0]}`}
          </span>
        ) : (
          <Num
            value={day?.executable}
            format={signedMoney}
            how={day?.how}
            why={why}
            tone="sign"
            className="font-semibold desk:text-title desk:leading-[20px]"
          />
        )}
      </BarCell>
    </>
  );
}
