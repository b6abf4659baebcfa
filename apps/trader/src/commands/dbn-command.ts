import type { Command } from "commander";
import type { CommandIo } from "./calendar-command.ts";
import { runDbnAttack } from "./dbn/dbn-attack.ts";
import { runDbnInfo, type DbnInfoArgs } from "./dbn/dbn-info.ts";
import { runDbnJson, type DbnJsonArgs } from "./dbn/dbn-json.ts";

const FRAGMENT = ["--fragment", "the file has records only (names in .dbn.frag say so themselves)"] as const;

const TS_OUT = [
  "--ts-out",
  "the records of a fragment end with their send times (a file with metadata says so itself)",
] as const;

const SALVAGE = [
  "--salvage",
  "reads also what came of a zstd frame that was cut before its checksum: right if the file was only cut, perhaps wrong if it was damaged too (without it, such a frame is read where it has more than 32 MiB)",
] as const;

/** `smart0dte dbn …`: what Databento's files hold. */
export function addDbn(program: Command, io: CommandIo, ended: (code: number) => void): void {
  const dbn = program
    .command("dbn")
    .description("reads Databento's DBN files, plain or zstd, of versions 1 to 3");
  dbn
    .command("json")
    .description(
      "prints the metadata and every record as a line of JSON; 1 if the file is damaged or truncated, behind what is proven to be right before that",
    )
    .argument("<file>")
    .option("--upgrade", "prints records of versions 1 and 2 as version 3 has them", false)
    .option(...FRAGMENT)
    .option(...TS_OUT)
    .option(...SALVAGE)
    .action(async (file: string, words: Omit<DbnJsonArgs, "file">) =>
      ended(await runDbnJson({ file, ...words }, io)),
    );
  dbn
    .command("info")
    .description("prints what a file holds, from when to when, and what is missing in it")
    .argument("<file>")
    .option("--json", "prints one object for programs", false)
    .option(...FRAGMENT)
    .option(...SALVAGE)
    .action(async (file: string, words: Omit<DbnInfoArgs, "file">) =>
      ended(await runDbnInfo({ file, ...words }, io)),
    );
  dbn
    .command("attack")
    .description("damages copies of files in seeded ways; 1 if the decoder took one of them wrongly")
    .argument("<place...>", "files and folders of them")
    .option("--count <count>", "how many damaged copies", "100000")
    .option("--seed <seed>", "what decides the damage", "1")
    .option("--from <case>", "number of the first copy, to repeat one that was told", "0")
    .action(async (places: string[], words: { count: string; seed: string; from: string }) =>
      ended(await runDbnAttack({ places, ...words }, io)),
    );
}
