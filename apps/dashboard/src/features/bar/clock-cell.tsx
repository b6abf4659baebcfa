import { useClock, useDeskState, useHello } from "../../socket/desk-context.ts";
import { BarCell } from "../../ui/bar-cell.tsx";
import { cn } from "../../ui/cn.ts";
import { countdown, shortTime, time } from "../../ui/format/time-format.ts";

const LAST_TEN_MINUTES = 600_000_000;
const LAST_HALF_HOUR = 1_800_000_000;

/** Event time in New York, counting to the close that settles; late also to the options' own close. */
export function ClockCell() {
  const hello = useHello();
  const phase = useDeskState(({ link }) => link.phase);
  const now = useClock((view) => (view.now === null ? null : time(view.now)));
  const left = useClock((view) => remaining(view.now, hello?.session));
  const soon = useClock(
    (view) => view.now !== null && hello !== null && hello.session.close - view.now < LAST_TEN_MINUTES,
  );
  return (
    <BarCell
      label={phase === "closed" || phase === "ended" ? "closed" : left}
      className="min-w-[84px] desk:min-w-24"
    >
      <span className={cn("font-semibold", soon && "text-warn")}>
        {now === null ? <span className="text-text3">no time yet</span> : <time>{now}</time>}
        {now !== null && <span className="ml-1 text-dense font-normal text-text3">ET</span>}
      </span>
    </BarCell>
  );
}

function remaining(
  now: number | null,
  session: NonNullable<ReturnType<typeof useHello>>["session"] | undefined,
): string {
  if (now === null || session === undefined) return "clock";
  if (now < session.open) return `opens ${shortTime(session.open)}`;
  if (now >= session.close) return `options ${countdown(session.optionClose - now)}`;
  const left = countdown(session.close - now);
  const toClose = session.early ? `EARLY CLOSE ${shortTime(session.close)} · ${left}` : `${left} to close`;
  return session.close - now < LAST_HALF_HOUR
    ? `${toClose} · opt ${countdown(session.optionClose - now)}`
    : toClose;
}
