import { useMemo } from "react";
import { lineWord } from "../../socket/desk-clock.ts";
import { useClock, useDeskState, useLatest, useRows } from "../../socket/desk-context.ts";
import type { Alarm } from "./standing-alarm.ts";
import { standingAlarms } from "./standing-alarms.ts";

/** What stands now by all that the desk last said, and by the silence since. */
export function useAlarms(): readonly Alarm[] {
  const line = useClock(({ silenceMs }) => lineWord(silenceMs));
  const beatAt = useClock((view) => (lineWord(view.silenceMs) === "LIVE" ? null : view.beatAt));
  const inSession = useDeskState(({ link }) => link.phase === "open" || link.phase === "closing");
  const risk = useLatest("risk");
  const orders = useRows("orders");
  const positions = useLatest("positions")?.positions;
  const feed = useLatest("feed");
  const broker = useLatest("broker");
  return useMemo(
    () =>
      standingAlarms({
        line,
        beatAt,
        inSession,
        risk,
        orders: orders ?? [],
        positions: positions ?? [],
        feed,
        broker,
      }),
    [line, beatAt, inSession, risk, orders, positions, feed, broker],
  );
}
