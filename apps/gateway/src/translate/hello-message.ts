import type { Mode, Role, SessionStart } from "@smart0dte/domain";
import type { Hello } from "../contract/index.ts";

/**
 * The word of the bar. A live account is LIVE whatever its market is; paper on a simulated market is called by its
 * market: nobody takes it for real data.
 */
export const wordOf = ({
  mode,
  provenance,
  accountKind,
}: Pick<SessionStart, "mode" | "provenance" | "accountKind">): Hello["word"] => {
  if (accountKind === "live") return "LIVE";
  return mode === "paper" && provenance.src === "simulated" ? "SIMULATED" : WORD_OF[mode];
};

const WORD_OF: Readonly<Record<Mode, Hello["word"]>> = {
  demo: "SIMULATED",
  replay: "REPLAY",
  backtest: "REPLAY",
  paper: "PAPER",
  live: "LIVE",
};

export interface HelloFacts {
  readonly planted: boolean;
  readonly underlyings: readonly { readonly ticker: string; readonly instrument: number }[];
  readonly user: { readonly name: string; readonly role: Role };
  readonly build: string;
}

export function helloMessage(start: SessionStart, { planted, underlyings, user, build }: HelloFacts): Hello {
  const { mode, source, provenance, findings, session, ageLimits } = start;
  const { date, open, close, optionClose, early } = session;
  return {
    type: "hello",
    mode,
    word: wordOf(start),
    source,
    src: provenance.src,
    options: provenance.options,
    planted,
    findings: [...findings],
    session: { date, open, close, optionClose, early },
    ageLimits: { underlying: ageLimits.underlying, option: ageLimits.option, index: ageLimits.index },
    underlyings: [...underlyings],
    user: { name: user.name, role: user.role },
    build,
  };
}
