import { describe, expect, it } from "vitest";
import { buildCommandLine } from "./command-line.ts";

const said = { out: (): void => {}, err: (): void => {} };
const call = (...words: string[]): Promise<unknown> =>
  buildCommandLine(said, () => {}).parseAsync(["node", "smart0dte", ...words]);

describe("the command line", () => {
  it.each([
    [["replay", "simulated:7", "--market", "wild"], /--market "wild" is none of planted, null/],
    [["replay", "simulated", "--seed", "many"], /The seed "many"/],
    [["replay", "minutes:x", "--date", "2026-03-13", "--market", "null"], /--seed and --market go with/],
    [["replay", "journal:x", "--seed", "7"], /--seed does not go with it/],
    [["desk", "--source", "live"], /live is not offered yet/],
    [["backtest", "year.json", "--any"], /smart0dte backtest is not offered yet/],
    [["faults", "--runs", "0"], /--runs "0" is not a whole number from 1/],
    [["faults", "--seed", "7.5"], /--seed "7.5" is not a whole number from 1/],
    [["replay", "minutes:x", "--nonsense"], /unknown option/],
  ] as const)("hands over every word of %j, to be refused in a sentence", async (words, sentence) => {
    await expect(call(...words)).rejects.toThrow(sentence);
  });
});
