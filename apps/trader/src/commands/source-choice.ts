import { existsSync } from "node:fs";
import { normalize } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import type { SourceChoice } from "../desk/desk-options.ts";
import type { Speed } from "../source/desk-clock.ts";
import { databentoChoice, refuseDatabentoWords } from "./databento-choice.ts";
import type { SourceWords } from "./source-words.ts";

export type { SourceWords } from "./source-words.ts";

const DEFAULT_SEED = 42;
const FASTEST = 3_600;

/**
 * Reads `simulated`, `simulated:SEED`, `minutes:DIR`, `dbn:FILE,…` or `databento`; what a later release brings is
 * refused by name. `environmentKey` is Databento's key where the command line names none.
 */
export function parseSource(words: SourceWords, environmentKey?: string): SourceChoice {
  const [kind = "", rest = ""] = splitOnce(words.source);
  if (kind !== "databento") refuseDatabentoWords(words);
  switch (kind) {
    case "simulated":
      return simulatedChoice(words, rest);
    case "minutes":
      return minutesChoice(words, rest);
    case "dbn":
      return dbnChoice(words, rest);
    case "databento":
      return databentoChoice(words, rest, environmentKey);
    case "live":
      throw new BadInputError(
        `--source ${kind} is not offered yet; offered are simulated, minutes:DIR, dbn:FILE, databento (and journal:FILE in replay).`,
      );
    default:
      throw new BadInputError(
        `--source "${words.source}" is none of simulated, simulated:SEED, minutes:DIR, dbn:FILE, databento.`,
      );
  }
}

/** Desk seconds a second, or `max`. */
export function parseSpeed(text: string): Speed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (text.trim() !== "" && speed > 0 && speed <= FASTEST) return speed;
  throw new BadInputError(`--speed "${text}" is not a number from above 0 to ${FASTEST}, nor max.`);
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new BadInputError(`--port "${text}" is not a port from 0 to 65535.`);
}

function simulatedChoice(
  { date, seed, market = "planted", zone, stamp, vixDaily }: SourceWords,
  rest: string,
): SourceChoice {
  const ofFiles = { "--zone": zone, "--stamp": stamp, "--vix-daily": vixDaily };
  for (const [name, value] of Object.entries(ofFiles)) {
    if (value !== undefined)
      throw new BadInputError(`${name} goes with minute files, not with a simulated market.`);
  }
  if (market !== "planted" && market !== "null")
    throw new BadInputError(`--market "${market}" is none of planted, null.`);
  if (rest !== "" && seed !== undefined)
    throw new BadInputError(`--source simulated:${rest} names the seed already: --seed does not go with it.`);
  const text = rest === "" ? (seed ?? String(DEFAULT_SEED)) : rest;
  if (!/^\d{1,9}$/.test(text))
    throw new BadInputError(`The seed "${text}" is not a whole number of up to nine digits.`);
  return { kind: "simulated", seed: Number(text), market, date: date ?? null };
}

function minutesChoice(
  { date, zone, stamp, vixDaily, seed, market }: SourceWords,
  dir: string,
): SourceChoice {
  if (dir === "") throw new BadInputError("--source minutes:DIR needs its folder.");
  if (date === undefined)
    throw new BadInputError(`--source minutes:${dir} needs --date YYYY-MM-DD: which of its sessions?`);
  if (seed !== undefined || market !== undefined)
    throw new BadInputError("--seed and --market go with a simulated market, not with files.");
  if (stamp !== undefined && stamp !== "start" && stamp !== "end")
    throw new BadInputError(`--stamp "${stamp}" is none of start, end.`);
  return { kind: "minutes", dir: normalize(dir), date, zone, stamp, vixDaily };
}

/** Files are parted by commas, where no single file has such a name. */
function dbnChoice({ date, zone, stamp, vixDaily, seed, market }: SourceWords, rest: string): SourceChoice {
  const ofOthers = {
    "--zone": zone,
    "--stamp": stamp,
    "--vix-daily": vixDaily,
    "--seed": seed,
    "--market": market,
  };
  for (const [name, value] of Object.entries(ofOthers)) {
    if (value !== undefined) throw new BadInputError(`${name} does not go with DBN files.`);
  }
  const paths = existsSync(rest) ? [rest] : rest.split(",").filter((path) => path !== "");
  if (paths.length === 0)
    throw new BadInputError("--source dbn:FILE needs a file, several parted by commas, or a folder.");
  return { kind: "dbn", paths: paths.map((path) => normalize(path)), date: date ?? null };
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
