import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { BadInputError } from "@smart0dte/domain";
import type { CommandIo } from "./calendar-command.ts";
import { firstLineOf } from "./file-problem.ts";
import { LineRefusal, type Line } from "./quant/line-fields.ts";
import { americanLine, greeksLine, ivLine } from "./quant/option-lines.ts";
import { statsLine } from "./quant/stats-lines.ts";
import { vixLine } from "./quant/vix-line.ts";

const ANSWERS: Readonly<Record<string, (line: Line) => object>> = {
  greeks: greeksLine,
  iv: ivLine,
  american: americanLine,
  vix: vixLine,
  stats: statsLine,
};

const HELP = `
One JSON object a line in, the same object with its results out, in the units of the field's textbooks
(per 1.00 of volatility and rate, per YEAR of 365 days). A line that cannot be answered comes back with
"error" {code, detail}, and the command ends with 2 after the last line.

  greeks    type S K T vol r q          price, delta, gamma, theta, vega, rho, phi, dualDelta, vanna, charm,
                                        vomma, speed, zomma, color, probITM, timeValue
  iv        type S K T r q price        status and iv, null unless the status is ok: belowIntrinsic, aboveMax, or
                                        zeroPrice (no time value: 0 out of the money, exactly the discounted
                                        intrinsic value in it; only the limit 0 fits)
  american  type S K T vol r q          american, european, premium; or with div and tDiv (one cash dividend)
  vix       near next targetMinutes     F, K0, variance, varianceSpacingCorrected per term, and index
                                        (near, next: minutes, r, quotes of strike, callBid, callAsk, putBid, putAsk)
  stats     an object per topic         correlation, hayashiYoshida, cointegration, kalmanBeta, cusum,
                                        matrixProfile, dtw, hmm, calibration, sharpe, risk, touch,
                                        expectedMove, gex

  echo '{"type":"C","S":600,"K":601,"T":0.0005,"vol":0.15,"r":0,"q":0}' | npx smart0dte quant greeks`;

export function addQuant(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("quant")
    .description("the desk's mathematics for anybody's numbers: JSON lines in, JSON lines out")
    .argument("<what>", Object.keys(ANSWERS).join(", "))
    .argument("[file]", "a file of JSON lines; standard input where none is named")
    .addHelpText("after", HELP)
    .action(async (what: string, file: string | undefined) => ended(await runQuant(what, file, io)));
}

/** Answers line by line, so that a pipe of any length flows. */
export async function runQuant(what: string, file: string | undefined, io: CommandIo): Promise<number> {
  const answer = ANSWERS[what];
  if (answer === undefined)
    throw new BadInputError(`quant "${what}" is none of ${Object.keys(ANSWERS).join(", ")}.`);
  const input = file === undefined ? process.stdin : createReadStream(file);
  let refused = 0;
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() === "") continue;
      const line = answered(text, answer);
      if (line.refused) refused += 1;
      io.out(line.text);
    }
  } catch (problem) {
    throw new BadInputError(`${file ?? "standard input"} cannot be read: ${firstLineOf(problem)}.`);
  }
  if (refused > 0) io.err(`${refused} of ${number} lines were refused; each says why in "error".`);
  return refused > 0 ? 2 : 0;
}

function answered(
  text: string,
  answer: (line: Line) => object,
): { readonly text: string; readonly refused: boolean } {
  let line: Line = {};
  try {
    line = parsed(text);
    return { text: JSON.stringify({ ...line, ...answer(line) }), refused: false };
  } catch (problem) {
    if (!(problem instanceof LineRefusal)) throw problem;
    const error = { code: problem.code, detail: problem.message };
    return { text: JSON.stringify({ ...line, error }), refused: true };
  }
}

function parsed(text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (problem) {
    throw new LineRefusal("notJson", firstLineOf(problem));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LineRefusal("notAnObject", "A line is one JSON object.");
  return value as Line;
}
