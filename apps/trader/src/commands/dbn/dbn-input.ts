import { statSync } from "node:fs";
import { DbnError, openDbn, type DbnStream, type Truncation } from "@smart0dte/databento";
import { firstLineOf } from "../file-problem.ts";

/** How a person names a DBN file. */
export interface DbnInput {
  readonly file: string;
  /** Says that the file has records only, whatever it is called. */
  readonly fragment?: boolean | undefined;
  /** Says that the records of a fragment end with their send times: nothing in it tells. */
  readonly tsOut?: boolean | undefined;
  /** Reads also what came of a zstd frame that was cut before its checksum, which could be wrong. */
  readonly salvage?: boolean | undefined;
}

/** A file to read, or the sentence that says why it is none and the exit code it ends with. */
export type DbnOpening =
  | { readonly kind: "open"; readonly stream: DbnStream }
  | { readonly kind: "refused"; readonly sentence: string; readonly code: 1 | 2 };

/**
 * Opens a file; one whose name ends in .dbn.frag or .dbn.frag.zst has records only, each of the version that its length
 * shows. Without `tsOut` bytes behind a fragment's known fields are passed over, as the official decoder does.
 */
export async function openDbnFile(
  { file, fragment, tsOut, salvage }: DbnInput,
  upgrade: boolean,
): Promise<DbnOpening> {
  const missing = notAFile(file);
  if (missing !== null) return { kind: "refused", sentence: missing, code: 2 };
  const isFragment = fragment === true || /\.frag(\.zst)?$/.test(file);
  const whole = { upgrade, salvage: salvage === true };
  const options = isFragment ? { ...whole, fragment: { version: null, tsOut: tsOut === true } } : whole;
  try {
    const stream = await openDbn(file, options);
    if (tsOut !== true || stream.metadata === null || stream.metadata.tsOut) return { kind: "open", stream };
    await stream.close();
    return { kind: "refused", sentence: `${file}: its metadata say that it has no send times.`, code: 2 };
  } catch (problem) {
    return { kind: "refused", sentence: damageSentence(file, problem), code: 1 };
  }
}

/** Reads the records to their end with `each`; a sentence for a file that is damaged or ends too early, null for a whole one. */
export async function readToEnd(
  { file, salvage }: DbnInput,
  stream: DbnStream,
  each: (stream: DbnStream) => Promise<void>,
): Promise<string | null> {
  try {
    await each(stream);
    if (stream.truncated === null) return null;
    return `${file} is truncated: ${truncationSentence(stream.truncated, salvage === true)}`;
  } catch (problem) {
    return damageSentence(file, problem);
  } finally {
    await stream.close();
  }
}

function notAFile(file: string): string | null {
  try {
    return statSync(file).isFile() ? null : `${file} is not a file.`;
  } catch (problem) {
    return `${file} cannot be read: ${firstLineOf(problem)}.`;
  }
}

/** What is wrong with the file, with the byte; anything else is our bug and goes on. */
function damageSentence(file: string, problem: unknown): string {
  if (problem instanceof DbnError) return `${file}: ${firstLineOf(problem)}.`;
  if (problem instanceof Error && "syscall" in problem)
    return `${file} cannot be read: ${firstLineOf(problem)}.`;
  throw problem;
}

function truncationSentence({ offset, bytes, inside }: Truncation, salvage: boolean): string {
  if (inside !== "frame")
    return `the stream ends inside a ${inside} that begins at byte ${offset}; ${bytes} bytes of it are there.`;
  const told = salvage
    ? "What came of that frame was told, unproven."
    : "Records of that frame are not told, for without its checksum a damaged frame looks like a cut one; --salvage reads what came of it.";
  return `the stream ends inside a zstd frame, behind byte ${offset} of what it holds. ${told}`;
}
