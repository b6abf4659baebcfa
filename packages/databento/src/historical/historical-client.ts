import { ApiCaller } from "./api-caller.ts";
import { BatchQuestions } from "./batch-questions.ts";
import type { HistoricalOptions, RetryLimits, Surroundings } from "./historical-options.ts";
import { MetadataQuestions } from "./metadata-questions.ts";
import { SymbologyQuestions } from "./symbology-questions.ts";
import { TimeseriesQuestions } from "./timeseries-questions.ts";

/** Databento's historical service, group by group as the service names them. */
export class HistoricalClient {
  readonly metadata: MetadataQuestions;
  readonly symbology: SymbologyQuestions;
  readonly timeseries: TimeseriesQuestions;
  readonly batch: BatchQuestions;
  /** How often and how patiently questions are asked again. */
  readonly terms: { readonly retry: RetryLimits; readonly surroundings: Surroundings };

  constructor(options: HistoricalOptions) {
    const caller = new ApiCaller(options);
    this.metadata = new MetadataQuestions(caller);
    this.symbology = new SymbologyQuestions(caller);
    this.timeseries = new TimeseriesQuestions(caller);
    this.batch = new BatchQuestions(caller);
    const { retry, surroundings } = caller.options;
    this.terms = { retry, surroundings };
  }
}
