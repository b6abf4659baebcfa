import { dollars, type DayPnl, type SessionStart } from "@smart0dte/domain";
import type { RunCounts } from "./run-tally.ts";

/** Everything that a finished replay says of itself; the names are a contract with other programs. */
export interface RunReport extends RunCounts {
  readonly date: string;
  readonly source: string;
  /** Inputs consumed. */
  readonly events: number;
  /** Dollars after costs; null where an open position cannot be marked. `costs` positive. */
  readonly pnl: { readonly mid: number | null; readonly executable: number | null; readonly costs: number };
  readonly digest: string;
  /** The journal that holds the run. */
  readonly journal: string;
  readonly provenance: SessionStart["provenance"];
  readonly how: DayPnl["how"];
  readonly findings: readonly string[];
  readonly seconds: number;
}

export interface RunFacts {
  readonly start: SessionStart;
  readonly counts: RunCounts;
  readonly events: number;
  readonly day: DayPnl;
  readonly digest: string;
  readonly journal: string;
  readonly seconds: number;
  /** What the source found while it was played. */
  readonly found?: readonly string[];
}

export function runReport({
  start,
  counts,
  events,
  day,
  digest,
  journal,
  seconds,
  found = [],
}: RunFacts): RunReport {
  const money = (value: DayPnl["mid"]): number | null => (value === null ? null : dollars(value));
  return {
    date: start.session.date,
    source: start.source,
    events,
    ...counts,
    pnl: { mid: money(day.mid), executable: money(day.executable), costs: dollars(day.fees) },
    digest,
    journal,
    provenance: start.provenance,
    how: day.how,
    findings: [...start.findings, ...found],
    seconds,
  };
}

/** The same for people. */
export function reportLines(report: RunReport): readonly string[] {
  const { provenance, pnl, refusals } = report;
  const label = provenance.options === "modelled" ? "options MODELLED" : "options quoted";
  const rows: readonly (readonly [string, string])[] = [
    ["session", `${report.date}  ${report.source}  ${SOURCES[provenance.src]}, ${label}`],
    ["inputs", `${report.events} in ${report.seconds.toFixed(1)} s`],
    ["signals", String(report.signals)],
    ["plans", String(report.plans)],
    ["refusals", refusalText(refusals)],
    ["orders", `${report.orders}, fills ${report.fills}, trades ${report.trades}`],
    ["P&L", `mid ${usd(pnl.mid)}  executable ${usd(pnl.executable)}  after costs of ${usd(pnl.costs)}`],
    ["digest", report.digest],
    ["journal", report.journal],
  ];
  const findings = report.findings.map((finding, n): readonly [string, string] => [
    n === 0 ? "findings" : "",
    finding,
  ]);
  return [...rows, ...findings].map(([name, text]) => `${name.padEnd(10)}${text}`);
}

const SOURCES: Readonly<Record<RunReport["provenance"]["src"], string>> = {
  live: "live",
  recorded: "recorded",
  simulated: "SIMULATED",
};

const refusalText = (refusals: RunReport["refusals"]): string => {
  const said = Object.entries(refusals).map(([code, count]) => `${code} ${count}`);
  return said.length === 0 ? "none" : said.join(", ");
};

function usd(value: number | null): string {
  if (value === null) return "not known";
  return `${value < 0 ? "-" : ""}$${Math.abs(value).toFixed(2)}`;
}
