import type { Schema } from "../codec/wire-ids.ts";
import type { ApiCaller } from "./api-caller.ts";
import { JsonAnswer } from "./json-answer.ts";
import { inOrder, sizeFields, type Fields, type RangeRequest } from "./range-request.ts";

/** From when to when something is to be had, as the server writes it. */
export interface DatasetRange {
  readonly start: string;
  readonly end: string;
}

export type DayCondition = "available" | "degraded" | "pending" | "missing";

export interface DatasetCondition {
  readonly date: string;
  /** One of {@link DayCondition}, or a word this version does not know. */
  readonly condition: DayCondition | (string & {});
  readonly lastModifiedDate: string | null;
}

export interface Publisher {
  readonly publisherId: number;
  readonly dataset: string;
  readonly venue: string;
  readonly description: string;
}

/** US dollars a gigabyte, by schema, in one way of asking. */
export interface UnitPrices {
  readonly mode: string;
  readonly unitPrices: Readonly<Record<string, number>>;
}

/** What is there and what it costs. Questions only: asked again where they fail in passing. */
export class MetadataQuestions {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** US dollars. */
  async getCost(request: RangeRequest, signal?: AbortSignal): Promise<number> {
    return (await this.#post("get_cost", sizeFields(request), signal)).number();
  }

  /** Uncompressed bytes. */
  async getBillableSize(request: RangeRequest, signal?: AbortSignal): Promise<number> {
    return (await this.#post("get_billable_size", sizeFields(request), signal)).count();
  }

  async getRecordCount(request: RangeRequest, signal?: AbortSignal): Promise<number> {
    return (await this.#post("get_record_count", sizeFields(request), signal)).count();
  }

  async getDatasetRange(
    dataset: string,
    signal?: AbortSignal,
  ): Promise<DatasetRange & { readonly schema: Readonly<Record<string, DatasetRange>> }> {
    const answer = await this.#get("get_dataset_range", { dataset }, signal);
    const schema = answer.field("schema");
    const each = schema.value === null ? [] : schema.entries();
    return {
      ...rangeOf(answer),
      schema: Object.fromEntries(each.map(([name, one]) => [name, rangeOf(one)])),
    };
  }

  /** Day by day, both dates included. */
  async getDatasetCondition(
    days: { readonly dataset: string; readonly startDate?: string; readonly endDate?: string },
    signal?: AbortSignal,
  ): Promise<readonly DatasetCondition[]> {
    const { dataset, startDate, endDate } = days;
    const named = { dataset, start_date: startDate, end_date: endDate };
    const answer = await this.#get("get_dataset_condition", named, signal);
    return answer.list().map((day) => ({
      date: day.field("date").text(),
      condition: day.field("condition").text(),
      lastModifiedDate: day.field("last_modified_date").textOrNull(),
    }));
  }

  async listDatasets(signal?: AbortSignal): Promise<readonly string[]> {
    return (await this.#get("list_datasets", {}, signal)).texts();
  }

  async listSchemas(dataset: string, signal?: AbortSignal): Promise<readonly string[]> {
    return (await this.#get("list_schemas", { dataset }, signal)).texts();
  }

  async listPublishers(signal?: AbortSignal): Promise<readonly Publisher[]> {
    const answer = await this.#get("list_publishers", {}, signal);
    return answer.list().map((one) => ({
      publisherId: one.field("publisher_id").count(),
      dataset: one.field("dataset").text(),
      venue: one.field("venue").text(),
      description: one.field("description").text(),
    }));
  }

  /** Fields of a schema's records in DBN. */
  async listFields(
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<readonly { readonly name: string; readonly type: string }[]> {
    const answer = await this.#get("list_fields", { encoding: "dbn", schema }, signal);
    return answer.list().map((one) => ({ name: one.field("name").text(), type: one.field("type").text() }));
  }

  async listUnitPrices(dataset: string, signal?: AbortSignal): Promise<readonly UnitPrices[]> {
    const answer = await this.#get("list_unit_prices", { dataset }, signal);
    return answer.list().map((one) => {
      const prices = one.field("unit_prices").entries();
      const unitPrices = Object.fromEntries(prices.map(([name, price]) => [name, price.number()]));
      return { mode: one.field("mode").text(), unitPrices };
    });
  }

  async #post(method: string, fields: Fields, signal: AbortSignal | undefined): Promise<JsonAnswer> {
    const endpoint = `metadata.${method}`;
    const answer = await this.#caller.json({ method: "POST", endpoint, fields, idempotent: true, signal });
    return new JsonAnswer(answer, endpoint);
  }

  async #get(
    method: string,
    named: Readonly<Record<string, string | undefined>>,
    signal: AbortSignal | undefined,
  ): Promise<JsonAnswer> {
    const endpoint = `metadata.${method}`;
    const fields = inOrder(named);
    const answer = await this.#caller.json({ method: "GET", endpoint, fields, idempotent: true, signal });
    return new JsonAnswer(answer, endpoint);
  }
}

function rangeOf(answer: JsonAnswer): DatasetRange {
  return { start: answer.field("start").text(), end: answer.field("end").text() };
}
