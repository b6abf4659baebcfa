import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { BadInputError } from "@smart0dte/domain";

/** Refuses a picture's name before any work is done; a text says why. */
export function plotRefusal(path: string, files: number): string | null {
  if (extname(path).toLowerCase() !== ".svg")
    return `--plot draws SVG only: "${path}" must end in .svg (convert it from there where another form is needed).`;
  return files > 1
    ? `--plot draws one chain and ${files} files are named: name one file, or run the command once a file.`
    : null;
}

/** Writes the picture beside its place and moves it there: a reader never sees half of one. */
export function writePlot(path: string, picture: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}`);
  try {
    writeFileSync(draft, picture, { flag: "wx" });
    renameSync(draft, path);
  } catch (problem) {
    rmSync(draft, { force: true });
    const why = problem instanceof Error ? problem.message : String(problem);
    throw new BadInputError(
      `--plot cannot write ${path}: ${why}. Name a file in a folder that exists and is yours.`,
    );
  }
}
