import type { Session } from "../calendar/index.ts";
import type { SessionStart } from "../events/desk-input.ts";
import type { Command, CommandAct, CommandId, Role } from "../events/command.ts";
import { defaultParameters } from "../parameters.ts";
import { epochMicros, MICROS_PER_MINUTE, usdE4, type EpochMicros, type IsoDate } from "../units.ts";

/** Friday 13 March 2026, 9:30 to 16:00 in New York (summer time: 13:30Z to 20:00Z). */
export function aSession(over: Partial<Session> = {}): Session {
  return {
    date: "2026-03-13" as IsoDate,
    open: epochMicros(Date.UTC(2026, 2, 13, 13, 30) * 1000),
    close: epochMicros(Date.UTC(2026, 2, 13, 20, 0) * 1000),
    optionClose: epochMicros(Date.UTC(2026, 2, 13, 20, 15) * 1000),
    early: false,
    provisional: false,
    ...over,
  };
}

/** So many minutes after the open of {@link aSession}; fractions count. */
export const minute = (minutes: number): EpochMicros =>
  epochMicros(Math.round(aSession().open + minutes * MICROS_PER_MINUTE));

/** A run on quoted options with automation on and the expectancy gate off. */
export function aSessionStart(over: Partial<SessionStart> = {}): SessionStart {
  return {
    kind: "session",
    mode: "demo",
    source: "simulated:42",
    run: "r-1",
    session: aSession(),
    provenance: { src: "simulated", options: "quoted" },
    minuteSource: false,
    ageLimits: { underlying: 5_000_000, option: 5_000_000, index: 60_000_000 },
    parameters: defaultParameters({ automation: "AUTO", expectancyGate: "off" }),
    halts: [],
    findings: [],
    previousCloses: {},
    feeTableDate: "2000-01-03",
    broker: "paper",
    accountKind: "paper",
    accountEquity: usdE4(1_000_000_000),
    ...over,
  };
}

let commands = 0;

/** Each call is another command unless its id is given. */
export function aCommand(act: CommandAct, over: { id?: string; role?: Role; user?: string } = {}): Command {
  commands += 1;
  const { id = `c-${commands}`, role = "trader", user = "trader-1" } = over;
  return { id: id as CommandId, by: { user, role }, act };
}
