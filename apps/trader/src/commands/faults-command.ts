import type { Command } from "commander";
import { BadInputError } from "@smart0dte/domain";
import { runCampaign } from "../faults/campaign/campaign.ts";
import type { CampaignReport } from "../faults/campaign/campaign-tally.ts";
import type { RunResult } from "../faults/campaign/run-result.ts";
import type { CommandIo } from "./calendar-command.ts";

export interface FaultsWords {
  readonly runs: string;
  readonly seed: string;
  readonly json: boolean;
}

const MOST_RUNS = 100_000;
const HIGHEST_SEED = 1_000_000;

/** `smart0dte faults`: the desk against the simulated exchange, with faults and kills. */
export function addFaults(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("faults")
    .description("drives the desk against the SIMULATED exchange with random faults and kills, and judges it")
    .option("--runs <count>", "how many runs", "50")
    .option("--seed <seed>", "of the faults and the markets: the same seed asks for the same", "1")
    .option("--json", "prints one object for programs", false)
    .addHelpText("after", FAULTS_HELP)
    .action(async (words: FaultsWords) => ended(await runFaults(words, io)));
}

const FAULTS_HELP = `
After each run the desk's positions, fills, cash and result must be the broker's, each order must have been given
once and committed before, nothing may have been opened by a desk that was halted, disarmed or not reconciled, exits
must be under way, and nothing may have been unknown for more than 10 connected seconds.

Ends with 1 where one of these did not hold; the folder of that desk is kept, and named.`;

/** Ends with 0 where every check held in every run. */
export async function runFaults({ runs, seed, json }: FaultsWords, io: CommandIo): Promise<number> {
  const asked = {
    runs: wholeNumber("--runs", runs, MOST_RUNS),
    seed: wholeNumber("--seed", seed, HIGHEST_SEED),
  };
  let done = 0;
  const report = await runCampaign({
    ...asked,
    log: io.err,
    onRun: (result) => {
      done += 1;
      io.err(progressOf(result, `${done}/${asked.runs}`));
    },
  });
  if (json) io.out(JSON.stringify(report));
  else for (const line of linesOf(report)) io.out(line);
  return report.violations.length === 0 ? 0 : 1;
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new BadInputError(`${name} "${text}" is not a whole number from 1 to ${most}.`);
}

function progressOf({ run, injected, violations, seconds }: RunResult, done: string): string {
  const what = Object.entries(injected).map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
  const outcome = violations.length === 0 ? "holds" : `${violations.length} VIOLATIONS`;
  return `${done}  run ${run}  ${outcome}  ${seconds.toFixed(1)} s  ${what.join(", ")}`;
}

function linesOf(report: CampaignReport): readonly string[] {
  const { runs, seed, injected, kills, orders, executions, violations, reconcileMs, kept, seconds } = report;
  const reconcile =
    reconcileMs === null
      ? "no comparison was seen"
      : `median ${Math.round(reconcileMs.median)} ms, worst ${Math.round(reconcileMs.worst)} ms, ${reconcileMs.count} times`;
  return [
    `runs        ${runs} (seed ${seed}, ${Math.round(seconds)} s; SIMULATED exchange)`,
    `orders      ${orders}, ${executions} executions`,
    `kills       ${kills}`,
    ...Object.entries(injected).map(([name, count]) => `  ${name.padEnd(24)} ${count}`),
    `reconcile   ${reconcile}`,
    `violations  ${violations.length}`,
    ...violations.map(
      ({ run, check, sentence }) => `  ${run === null ? "end of day" : `run ${run}`}  ${check}: ${sentence}`,
    ),
    ...kept.map((folder) => `kept        ${folder}`),
  ];
}
