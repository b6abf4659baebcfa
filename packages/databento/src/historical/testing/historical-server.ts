import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DbnRecord } from "../../codec/dbn-record.ts";
import type { Metadata } from "../../codec/metadata.ts";
import { BatchShelf, type ShelvedFile } from "./batch-shelf.ts";
import { PRICE_USD, RangeShelf } from "./range-shelf.ts";
import type { ServerFault } from "./server-fault.ts";
import { faultsOf, type SeenRequest } from "./strict-request.ts";

export const SERVER_KEY = "db-unittestapikey1234567890FFFFF";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The historical service on a port of this machine: strict with requests, and faulty where it is told to be. */
export class HistoricalServer {
  readonly requests: SeenRequest[] = [];
  /** What requests did that they should not; those are answered with 400. */
  readonly offences: string[] = [];
  readonly batch = new BatchShelf();
  /** What each new batch job gives. */
  jobFiles: readonly ShelvedFile[] = [];
  shelf: RangeShelf;
  readonly #server: Server;
  readonly #faults = new Map<string, ServerFault[]>();

  private constructor(shelf: RangeShelf) {
    this.shelf = shelf;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async open(
    records: readonly DbnRecord[] = [],
    told: Partial<Metadata> = {},
  ): Promise<HistoricalServer> {
    const server = new HistoricalServer(new RangeShelf(records, told));
    await new Promise<void>((done) => server.#server.listen(0, "127.0.0.1", done));
    return server;
  }

  get baseUrl(): string {
    // an IP server has no path
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/v0`;
  }

  /** The next answers of an endpoint, one fault each. */
  fail(endpoint: string, ...faults: readonly ServerFault[]): void {
    this.#faults.set(endpoint, [...(this.#faults.get(endpoint) ?? []), ...faults]);
  }

  /** Forgets the faults that no answer has had. */
  heal(): void {
    this.#faults.clear();
  }

  asked(endpoint: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.endpoint === endpoint);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => {});
    const seen = await seenRequest(request);
    this.requests.push(seen);
    const offences = faultsOf(seen, SERVER_KEY);
    this.offences.push(...offences.map((offence) => `${seen.endpoint}: ${offence}`));
    const fault = this.#faults.get(seen.endpoint)?.shift();
    const answer = offences.length > 0 ? refusal(offences) : await this.#answer(seen, fault);
    send(response, answer, fault);
  }

  async #answer(seen: SeenRequest, fault: ServerFault | undefined): Promise<Answer> {
    const { endpoint, fields } = seen;
    const file = endpoint.startsWith("files/") ? this.batch.file(endpoint.slice(6)) : null;
    if (file !== null) return ranged(file, seen.headers.range);
    if (endpoint === "timeseries.get_range") {
      const most = fault?.kind === "fewer" ? fault.records : Number.POSITIVE_INFINITY;
      return { status: 200, headers: {}, body: await this.shelf.encode(fields, most) };
    }
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(this.#told(endpoint, fields))) };
  }

  #told(endpoint: string, fields: Readonly<Record<string, string>>): unknown {
    switch (endpoint) {
      case "metadata.get_cost":
        return this.shelf.select(fields).length * PRICE_USD;
      case "metadata.get_billable_size":
        return this.shelf.sizeOf(fields);
      case "metadata.get_record_count":
        return this.shelf.select(fields).length;
      case "batch.submit_job":
        return this.batch.submit(fields, this.jobFiles);
      case "batch.list_jobs":
        return this.batch.jobs.map((_, at) => this.batch.told(at));
      case "batch.get_job_details":
        return this.batch.details(fields["job_id"] ?? "");
      case "batch.list_files":
        return this.batch.files(fields["job_id"] ?? "", this.baseUrl);
      default:
        return [];
    }
  }
}

async function seenRequest(request: IncomingMessage): Promise<SeenRequest> {
  const url = new URL(request.url ?? "", "http://127.0.0.1");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = request.method ?? "";
  const sent = method === "POST" ? Buffer.concat(chunks).toString() : url.search.slice(1);
  return {
    method,
    endpoint: decodeURIComponent(url.pathname.replace(/^\/v0\//, "")),
    fields: Object.fromEntries(new URLSearchParams(sent)),
    sent,
    headers: request.headers,
  };
}

function refusal(offences: readonly string[]): Answer {
  return { status: 400, headers: {}, body: Buffer.from(JSON.stringify({ detail: offences.join("; ") })) };
}

function ranged(file: Buffer, range: string | undefined): Answer {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (range === undefined) return { status: 200, headers: {}, body: file };
  const told = `bytes ${String(from)}-${String(file.length - 1)}/${String(file.length)}`;
  return { status: 206, headers: { "content-range": told }, body: file.subarray(from) };
}

function send(response: ServerResponse, answer: Answer, fault: ServerFault | undefined): void {
  const head = (status: number, headers: Readonly<Record<string, string>> = {}): void =>
    void response.writeHead(status, { "request-id": "r-1", ...answer.headers, ...headers });
  switch (fault?.kind) {
    case undefined:
    case "fewer":
      head(answer.status);
      return void response.end(answer.body);
    case "status":
      head(fault.status, fault.headers);
      return void response.end(fault.body ?? "");
    case "hangUp":
      return void response.destroy();
    case "silence":
      return;
    case "cut":
      head(answer.status);
      response.flushHeaders();
      return void response.write(answer.body.subarray(0, fault.afterBytes), () => response.destroy());
    case "short":
      head(answer.status);
      return void response.end(answer.body.subarray(0, fault.bytes));
    case "stall":
      head(answer.status);
      return void response.write(answer.body.subarray(0, fault.afterBytes));
    case "flip":
      head(answer.status);
      return void response.end(answer.body.map((byte, at) => (at === fault.at ? byte ^ 0x55 : byte)));
    case "with":
      head(fault.status ?? answer.status, fault.headers);
      return void response.end(answer.body);
    case "body":
      head(answer.status);
      return void response.end(fault.body);
  }
}
