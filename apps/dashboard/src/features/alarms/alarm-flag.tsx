import { CircleAlert, Flag, TriangleAlert } from "lucide-react";
import { barButton } from "../../ui/bar-cell.tsx";
import { cn } from "../../ui/cn.ts";
import { Flyout } from "../../ui/flyout.tsx";
import { count } from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import type { Alarm } from "./standing-alarm.ts";
import { useAlarms } from "./use-alarms.ts";

/** How many alarms stand; opens the list with the time of each and what to do. */
export function AlarmFlag() {
  const alarms = useAlarms();
  const danger = alarms.some(({ severity }) => severity === "danger");
  return (
    <Flyout
      label="Standing alarms"
      align="end"
      trigger={
        <button type="button" className={cn(barButton, "min-w-0 px-2 desk:px-2.5")}>
          <span className="text-dense leading-[14px] text-text3">alarms</span>
          <span
            className={cn(
              "flex items-center gap-1 text-control leading-[18px]",
              alarms.length > 0 && (danger ? "font-semibold text-danger" : "font-semibold text-warn"),
            )}
          >
            <Flag
              size={14}
              aria-hidden="true"
              className={alarms.length === 0 ? "text-text3" : "fill-current"}
            />
            <Num value={alarms.length} format={count} />
          </span>
        </button>
      }
    >
      <h2 className="mb-1 text-dense font-semibold text-text2">Standing alarms</h2>
      {alarms.length === 0 ? (
        <p className="text-body text-text2">
          Nothing stands. Halts, breakers, a late or lost line, a broker that is lost or disagrees, unknown
          orders, positions without a value or protection and faults of the feed are listed here until they
          end.
        </p>
      ) : (
        <ul aria-label="Standing alarms">
          {alarms.map((alarm) => (
            <AlarmLine key={alarm.key} alarm={alarm} />
          ))}
        </ul>
      )}
    </Flyout>
  );
}

function AlarmLine({ alarm: { severity, words, at, atIs, toDo } }: { readonly alarm: Alarm }) {
  const danger = severity === "danger";
  const Mark = danger ? CircleAlert : TriangleAlert;
  return (
    <li className="flex gap-2 border-t border-line py-2 first:border-t-0 last:pb-0">
      <Mark
        size={16}
        aria-label={severity}
        className={cn("mt-0.5 shrink-0", danger ? "text-danger" : "text-warn")}
      />
      <div className="min-w-0">
        <p className={cn("text-body font-semibold", danger ? "text-danger" : "text-warn")}>{words}</p>
        <p className="text-dense text-text3">{at === null ? `no ${atIs}` : `${atIs} ${timeWithZone(at)}`}</p>
        <p className="text-body text-text2">{toDo}</p>
      </div>
    </li>
  );
}
