import { promisify } from "node:util";
import { constants, createZstdCompress } from "node:zlib";
import type { DbnRecord } from "../../codec/dbn-record.ts";
import { encodeMetadata } from "../../codec/metadata-encoder.ts";
import type { Metadata } from "../../codec/metadata.ts";
import { encodeRecord } from "../../codec/record-encoder.ts";
import { SCHEMA_IDS, STYPE_IDS } from "../../codec/wire-ids.ts";
import { nanosOf } from "../request-time.ts";

/** US dollars a record at the test server. */
export const PRICE_USD = 0.5;

/** Records in the order of their times, of which ranges are asked. */
export class RangeShelf {
  readonly #records: readonly DbnRecord[];
  readonly #encoded = new Map<string, Buffer>();
  readonly #told: Partial<Metadata>;

  constructor(records: readonly DbnRecord[], told: Partial<Metadata> = {}) {
    this.#records = records;
    this.#told = told;
  }

  select(fields: Readonly<Record<string, string>>): readonly DbnRecord[] {
    const start = nanosOf(fields["start"] ?? "", "start");
    const end = fields["end"] === undefined ? null : nanosOf(fields["end"], "end");
    const within = this.#records.filter((one) => timeOf(one) >= start && (end === null || timeOf(one) < end));
    return fields["limit"] === undefined ? within : within.slice(0, Number(fields["limit"]));
  }

  sizeOf(fields: Readonly<Record<string, string>>): number {
    return this.select(fields).reduce((sum, record) => sum + encodeRecord(record).length, 0);
  }

  /** The stream as the service would send it, or of `most` of its records, in one frame whose blocks hold a few each. */
  async encode(fields: Readonly<Record<string, string>>, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
    const asked = `${JSON.stringify(fields)} ${String(most)}`;
    const known = this.#encoded.get(asked) ?? (await this.#encode(fields, most));
    this.#encoded.set(asked, known);
    return known;
  }

  async #encode(fields: Readonly<Record<string, string>>, most: number): Promise<Buffer> {
    const sent = this.select(fields).slice(0, most);
    const parts = [encodeMetadata(this.#metadata(fields)), ...sent.map(encodeRecord)];
    return fields["compression"] === "zstd" ? compressed(parts) : Buffer.concat(parts);
  }

  #metadata(fields: Readonly<Record<string, string>>): Partial<Metadata> & { readonly dataset: string } {
    return {
      dataset: fields["dataset"] ?? "",
      schema: nameIn(SCHEMA_IDS, fields["schema"]),
      start: nanosOf(fields["start"] ?? "", "start"),
      end: fields["end"] === undefined ? null : nanosOf(fields["end"], "end"),
      limit: fields["limit"] === undefined ? null : BigInt(fields["limit"]),
      stypeIn: nameIn(STYPE_IDS, fields["stype_in"]),
      stypeOut: nameIn(STYPE_IDS, fields["stype_out"]) ?? "instrument_id",
      symbols: (fields["symbols"] ?? "").split(","),
      ...this.#told,
    };
  }
}

/** The time that the service filters by. */
export function timeOf(record: DbnRecord): bigint {
  return "tsRecv" in record ? record.tsRecv : record.tsEvent;
}

async function compressed(parts: readonly Uint8Array[]): Promise<Buffer> {
  const stream = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const out: Buffer[] = [];
  stream.on("data", (bytes: Buffer) => out.push(bytes));
  const flush = promisify((done: () => void) => stream.flush(done));
  for (const [at, part] of parts.entries()) {
    // cut inside of records: blocks know nothing of them
    const middle = part.length >> 1;
    stream.write(part.subarray(0, middle));
    if (at % 3 === 1) await flush();
    stream.write(part.subarray(middle));
  }
  const ended = new Promise((done) => stream.once("end", done));
  stream.end();
  await ended;
  return Buffer.concat(out);
}

function nameIn<Name extends string>(
  ids: Readonly<Record<Name, number>>,
  text: string | undefined,
): Name | null {
  return text !== undefined && Object.hasOwn(ids, text) ? (text as Name) : null;
}
