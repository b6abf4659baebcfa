import type { IncomingMessage } from "node:http";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly endpoint: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The form or the address's query, as it was sent. */
  readonly sent: string;
  readonly headers: IncomingMessage["headers"];
}

interface Endpoint {
  readonly method: "GET" | "POST";
  readonly needs: readonly string[];
  readonly mayHave: readonly string[];
}

const SIZED: Endpoint = {
  method: "POST",
  needs: ["dataset", "schema", "start", "stype_in", "symbols"],
  mayHave: ["end", "limit"],
};
const RANGE = [...SIZED.needs, "compression", "encoding", "stype_out"];

/** What the specification lets a client send to each endpoint. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "timeseries.get_range": { method: "POST", needs: RANGE, mayHave: ["end", "limit"] },
  "metadata.get_cost": SIZED,
  "metadata.get_billable_size": SIZED,
  "metadata.get_record_count": SIZED,
  "metadata.get_dataset_range": { method: "GET", needs: ["dataset"], mayHave: [] },
  "metadata.get_dataset_condition": {
    method: "GET",
    needs: ["dataset"],
    mayHave: ["start_date", "end_date"],
  },
  "metadata.list_datasets": { method: "GET", needs: [], mayHave: [] },
  "metadata.list_schemas": { method: "GET", needs: ["dataset"], mayHave: [] },
  "metadata.list_publishers": { method: "GET", needs: [], mayHave: [] },
  "metadata.list_fields": { method: "GET", needs: ["encoding", "schema"], mayHave: [] },
  "metadata.list_unit_prices": { method: "GET", needs: ["dataset"], mayHave: [] },
  "symbology.resolve": {
    method: "POST",
    needs: ["dataset", "symbols", "stype_in", "stype_out", "start_date"],
    mayHave: ["end_date"],
  },
  "batch.submit_job": {
    method: "POST",
    needs: [...RANGE, "delivery", "split_symbols", "split_duration"],
    mayHave: ["end", "limit", "split_size"],
  },
  "batch.list_jobs": { method: "GET", needs: [], mayHave: ["states", "since"] },
  "batch.list_files": { method: "GET", needs: ["job_id"], mayHave: [] },
  "batch.get_job_details": { method: "GET", needs: ["job_id"], mayHave: [] },
};

/** What a request does that no client should; empty if nothing. */
export function faultsOf(request: SeenRequest, key: string): readonly string[] {
  const { method, endpoint, headers, fields, sent } = request;
  const known = ENDPOINTS[endpoint];
  const faults: string[] = [];
  const credentials = Buffer.from(`${key}:`).toString("base64");
  if (headers.authorization !== `Basic ${credentials}`)
    faults.push("the key is not sent as the specification says");
  if ((headers["user-agent"] ?? "") === "") faults.push("no user agent");
  if (known === undefined)
    return endpoint.startsWith("files/") ? faults : [...faults, `no endpoint ${endpoint}`];
  if (headers.accept !== "application/json") faults.push(`accepts ${String(headers.accept)}`);
  if (method !== known.method) faults.push(`asked by ${method}`);
  if (method === "POST" && headers["content-type"] !== "application/x-www-form-urlencoded")
    faults.push("no form");
  const names = sent === "" ? [] : sent.split("&").map((pair) => pair.split("=", 1)[0] ?? "");
  if (names.join() !== [...new Set(names)].sort().join()) faults.push(`fields in the order ${names.join()}`);
  const strange = names.filter((name) => !known.needs.includes(name) && !known.mayHave.includes(name));
  if (strange.length > 0) faults.push(`strange fields ${strange.join()}`);
  const missing = known.needs.filter((name) => !names.includes(name));
  if (missing.length > 0) faults.push(`missing fields ${missing.join()}`);
  if (names.includes("encoding") && fields["encoding"] !== "dbn") faults.push("an encoding that is not dbn");
  return faults;
}
