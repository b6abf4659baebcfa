import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { DbnError } from "../codec/dbn-error.ts";
import { surveyDbn, type DbnSurvey } from "./dbn-survey.ts";
import { diskProblem, isAbsent, unreadable } from "./disk-problem.ts";
import { HistoricalError } from "./historical-error.ts";
import { PartFile } from "./part-file.ts";
import { isTaken, readNote, writeNote, type PartNote } from "./part-note.ts";
import { RangeReceiver, type Received } from "./range-receiver.ts";
import { DEFAULT_STYPE_OUT, sizeFields } from "./range-request.ts";
import { otherThanAsked, restOf, type ClosedRange } from "./range-rest.ts";
import { instantText, nanosOf } from "./request-time.ts";

/** What a finished file holds. */
export interface FinishedRange {
  readonly path: string;
  readonly records: number;
  readonly recordBytes: number;
  readonly fileBytes: number;
  readonly paidUsd: number;
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
}

/** A range's file on its way: `.part` with what has come, `.part.json` with its note, then its own name. */
export class RangeFile {
  readonly #path: string;
  readonly #request: ClosedRange;
  readonly #part: PartFile;
  #note: PartNote;
  #held: DbnSurvey | null = null;

  private constructor(path: string, request: ClosedRange, opened: { part: PartFile; note: PartNote }) {
    this.#path = path;
    this.#request = request;
    this.#part = opened.part;
    this.#note = opened.note;
  }

  /** The file if it is there, whole and of this request; null if there is none. Anything else is in the way. */
  static async finished(path: string, request: ClosedRange): Promise<FinishedRange | null> {
    const fileBytes = await sizeOf(path);
    if (fileBytes === null) return null;
    const survey = await surveyed(path);
    const fault =
      survey === null || survey.truncated !== null
        ? "it is not complete"
        : otherThanAsked(survey.metadata, request);
    if (survey === null || fault !== null) {
      throw new HistoricalError(
        "occupied",
        `${path} is there, but it is another file: ${fault ?? "it is empty"}.`,
        {
          remedy: "Choose another name or move it away.",
        },
      );
    }
    return { ...resultOf(path, survey), fileBytes, paidUsd: 0 };
  }

  /** Begins a part, or goes on with one of the same request. */
  static async open(path: string, request: ClosedRange): Promise<RangeFile> {
    const wanted = requestText(request);
    if (AT_WORK.has(path)) throw new HistoricalError("occupied", `${path} is being downloaded already.`);
    const found = await readNote(noteOf(path));
    const size = await sizeOf(partOf(path));
    if (found === null ? size !== null : found.request !== wanted) {
      throw new HistoricalError("occupied", `${partOf(path)} is of another request.`, {
        remedy: "Choose another name, or remove it to begin anew.",
      });
    }
    if (found !== null && isTaken(found)) {
      throw new HistoricalError("occupied", `Process ${String(found.pid)} is at work on ${partOf(path)}.`, {
        remedy: `Wait for it; if it is no download, remove ${noteOf(path)}'s "pid".`,
      });
    }
    const { paidUsd = 0, complete = false } = found ?? {};
    const note = { request: wanted, paidUsd, complete: complete && size !== null, pid: process.pid };
    AT_WORK.add(path);
    try {
      await writeNote(noteOf(path), note);
      return new RangeFile(path, request, { part: await PartFile.open(partOf(path)), note });
    } catch (problem) {
      AT_WORK.delete(path);
      throw problem;
    }
  }

  get held(): DbnSurvey | null {
    return this.#held;
  }

  get paidUsd(): number {
    return this.#note.paidUsd;
  }

  /** Looks at what is there and tells the request for what is lacking; null if nothing is. */
  async rest(): Promise<ClosedRange | null> {
    this.#held = this.#part.bytes === 0 ? null : await surveyed(this.#part.path);
    return this.#note.complete ? null : restOf(this.#request, this.#held);
  }

  /** Notes what a request costs that the server has begun to answer. */
  async pay(costUsd: number): Promise<void> {
    await this.#noteDown({ paidUsd: this.#note.paidUsd + costUsd });
  }

  /**
   * Writes a stream behind what is held; null when it came to its end with all the `announced` records of the
   * whole, else what broke it or what it lacks. Where 0 are announced its end alone tells.
   */
  async receive(
    bytes: AsyncIterable<Uint8Array>,
    announced: number,
    onReceived: (soFar: Received & { readonly fileBytes: number }) => void,
  ): Promise<HistoricalError | null> {
    const before = { records: this.#held?.records ?? 0, recordBytes: this.#held?.recordBytes ?? 0 };
    const receiver = new RangeReceiver(this.#part, this.#held);
    const broken = await receiver.receive(bytes, (received) =>
      onReceived({
        records: before.records + received.records,
        recordBytes: before.recordBytes + received.recordBytes,
        sentBytes: received.sentBytes,
        fileBytes: this.#part.bytes,
      }),
    );
    await this.#part.sync();
    const missing = announced - before.records - receiver.received.records;
    const problem = broken ?? (missing > 0 ? await this.#lacking(announced, missing) : null);
    if (problem === null) await this.#noteDown({ complete: true });
    return problem;
  }

  /** Decodes the whole once more and gives it its name. */
  async finish(): Promise<FinishedRange> {
    await this.#part.sync();
    const survey = await surveyed(this.#part.path);
    if (survey === null || survey.truncated !== null) {
      throw new HistoricalError("damaged", `${this.#part.path} does not read as it was written.`);
    }
    try {
      await rename(this.#part.path, this.#path);
      await syncFolder(dirname(this.#path));
      await rm(noteOf(this.#path), { force: true });
    } catch (problem) {
      throw diskProblem(problem, this.#path);
    }
    return { ...resultOf(this.#path, survey), fileBytes: this.#part.bytes, paidUsd: this.paidUsd };
  }

  /** Adds to a problem what remains of the work. */
  interruption(problem: HistoricalError): HistoricalError {
    if (this.#part.bytes === 0) return problem;
    const kept = `What came is kept in ${this.#part.path}: the same command goes on from there and pays for the rest only.`;
    const { code, httpStatus, requestId, remedy } = problem;
    return new HistoricalError(
      code === "network" || code === "timeout" ? "incomplete" : code,
      `${problem.message} ${kept}`,
      {
        httpStatus: httpStatus ?? undefined,
        case: problem.case ?? undefined,
        requestId: requestId ?? undefined,
        remedy: remedy ?? undefined,
        cause: problem,
      },
    );
  }

  /** Leaves nothing behind where nothing came. */
  async close(): Promise<void> {
    AT_WORK.delete(this.#path);
    await this.#part.close();
    if (this.#part.bytes > 0 || this.paidUsd > 0) return;
    await rm(this.#part.path, { force: true });
    await rm(noteOf(this.#path), { force: true });
  }

  /** An answer that ended in order and too early: a server's trouble in mid-stream looks like this. */
  async #lacking(announced: number, missing: number): Promise<HistoricalError> {
    const last = (await surveyed(this.#part.path))?.seam?.at ?? null;
    const end = instantText(nanosOf(this.#request.end, "end"));
    const from = last === null ? "" : `, the last of ${instantText(last)}`;
    return new HistoricalError(
      "network",
      `The stream ended in order with ${String(announced - missing)} of the ${String(announced)} records that the server had announced up to ${end}${from}: ${String(missing)} are missing.`,
    );
  }

  async #noteDown(news: Partial<PartNote>): Promise<void> {
    this.#note = { ...this.#note, ...news };
    await writeNote(noteOf(this.#path), this.#note);
  }
}

/** Paths of this process's downloads: the note's process id tells only others apart. */
const AT_WORK = new Set<string>();

function partOf(path: string): string {
  return `${path}.part`;
}

function noteOf(path: string): string {
  return `${path}.part.json`;
}

/** The request as one text: what distinguishes it from any other. */
function requestText(request: ClosedRange): string {
  const fields = [...sizeFields(request), ["stype_out", request.stypeOut ?? DEFAULT_STYPE_OUT] as const];
  return fields.map(([name, value]) => `${name}=${value}`).join("&");
}

async function surveyed(path: string): Promise<DbnSurvey | null> {
  try {
    return await surveyDbn(path);
  } catch (problem) {
    if (!(problem instanceof DbnError)) throw diskProblem(problem, path);
    throw unreadable(path, problem);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new HistoricalError("occupied", `${path} is not a file.`);
    return found.size;
  } catch (problem) {
    if (isAbsent(problem)) return null;
    throw diskProblem(problem, path);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function resultOf(path: string, { metadata, records, recordBytes }: DbnSurvey) {
  const { partial, notFound } = metadata;
  return { path, records, recordBytes, partial, notFound };
}
