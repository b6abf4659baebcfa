import type { Metadata } from "@smart0dte/databento";
import type { CommandIo } from "../calendar-command.ts";
import { openDbnFile, readToEnd, type DbnInput } from "./dbn-input.ts";
import { Surveyor, type Span, type Survey } from "./dbn-survey.ts";

export interface DbnInfoArgs extends DbnInput {
  readonly json: boolean;
}

/** Prints what a DBN file holds and what is missing in it. Ends with 1 where it is damaged or cut, 2 where there is none. */
export async function runDbnInfo({ json, ...input }: DbnInfoArgs, io: CommandIo): Promise<number> {
  const opening = await openDbnFile(input, false);
  if (opening.kind === "refused") {
    io.err(opening.sentence);
    return opening.code;
  }
  const { stream } = opening;
  const surveyor = new Surveyor();
  const damage = await readToEnd(input, stream, async () => {
    for await (const cursor of stream.cursors()) while (cursor.next()) surveyor.take(cursor);
  });
  const { metadata } = stream;
  const { survey } = surveyor;
  if (json) io.out(infoJson(input.file, { metadata, survey, damage }));
  else for (const line of infoLines(input.file, { metadata, survey })) io.out(line);
  if (damage !== null) io.err(damage);
  return damage === null ? 0 : 1;
}

interface Found {
  readonly metadata: Metadata | null;
  readonly survey: Survey;
}

function infoJson(
  file: string,
  { metadata, survey, damage }: Found & { readonly damage: string | null },
): string {
  const told = { file, metadata: metadata === null ? null : summaryOf(metadata), ...survey, damage };
  return JSON.stringify(told, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/** The metadata with its lists counted: they can be longer than the records. */
function summaryOf({ symbols, partial, notFound, mappings, ...fixed }: Metadata) {
  return {
    ...fixed,
    symbols: symbols.length,
    partial: partial.length,
    notFound: notFound.length,
    mappings: mappings.length,
    intervals: mappings.reduce((sum, { intervals }) => sum + intervals.length, 0),
  };
}

function infoLines(file: string, { metadata, survey }: Found): readonly string[] {
  const gaps = [
    counted(survey.maybeBadBook, "with a book that may be wrong (MAYBE_BAD_BOOK)"),
    counted(survey.badTsRecv, "with an inexact time of receipt (BAD_TS_RECV)"),
    counted(survey.skipped, "left out for a slow reader, by the gateway's notices"),
    counted(
      survey.backward.records,
      `received before the record in front, by up to ${seconds(survey.backward.most)} s`,
    ),
  ].filter((line) => line !== null);
  return [
    file,
    ...(metadata === null ? ["  records only, no metadata"] : metadataLines(metadata)),
    `  records      ${survey.records}`,
    ...Object.entries(survey.kinds).map(([kind, count]) => `    ${kind.padEnd(15)}${count}`),
    `  instruments  ${survey.instruments}`,
    `  events       ${spanText(survey.event)}`,
    `  received     ${spanText(survey.received)}`,
    `  gaps         ${gaps.length === 0 ? "none told" : ""}`.trimEnd(),
    ...gaps.map((line) => `    ${line}`),
    ...survey.errors.map(({ code, text }) => `  error        ${code ?? "-"} ${text}`),
  ];
}

function metadataLines(metadata: Metadata): readonly string[] {
  const { symbols, partial, notFound, mappings, intervals } = summaryOf(metadata);
  return [
    `  version      ${metadata.version}${metadata.tsOut ? ", with send times" : ""}`,
    `  dataset      ${metadata.dataset}, ${metadata.schema ?? "mixed schemas"}`,
    `  asked for    ${instant(metadata.start)} to ${metadata.end === null ? "open" : instant(metadata.end)}${metadata.limit === null ? "" : `, at most ${metadata.limit} records`}`,
    `  symbols      ${symbols} by ${metadata.stypeIn ?? "any type"}, ${partial} in part, ${notFound} not found, ${mappings} mapped in ${intervals} intervals`,
  ];
}

const counted = (count: number, what: string): string | null => (count === 0 ? null : `${count} ${what}`);

const spanText = (span: Span | null): string =>
  span === null ? "no times" : `${instant(span.first)} to ${instant(span.last)}`;

const seconds = (nanos: bigint): string =>
  `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, "0")}`;

/** Nanoseconds since 1970 as ISO 8601 with all nine digits; the number where no calendar reaches it. */
function instant(nanos: bigint): string {
  const whole = new Date(Number(nanos / 1_000_000_000n) * 1_000);
  if (Number.isNaN(whole.getTime())) return String(nanos);
  return `${whole.toISOString().slice(0, 19)}.${String(nanos % 1_000_000_000n).padStart(9, "0")}Z`;
}
