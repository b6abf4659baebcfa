export {
  downloadBatch,
  type BatchDownloaded,
  type BatchListener,
  type BatchOrder,
} from "./batch-download.ts";
export { downloadBatchFile, type FetchedFile, type FileOrder } from "./batch-file-download.ts";
export type { BatchFile, BatchJob } from "./batch-job.ts";
export type { BatchRequest, FileStream } from "./batch-questions.ts";
export { HistoricalClient } from "./historical-client.ts";
export { HistoricalError, type HistoricalErrorCode } from "./historical-error.ts";
export {
  DEFAULT_BASE_URL,
  type HistoricalOptions,
  type RetryLimits,
  type Surroundings,
} from "./historical-options.ts";
export type {
  DatasetCondition,
  DatasetRange,
  DayCondition,
  Publisher,
  UnitPrices,
} from "./metadata-questions.ts";
export {
  downloadRange,
  type Downloaded,
  type DownloadListener,
  type DownloadOrder,
  type DownloadProgress,
} from "./range-download.ts";
export { usdText, type RangeQuote } from "./range-quote.ts";
export type { RangeRequest } from "./range-request.ts";
export type { ClosedRange } from "./range-rest.ts";
export { dayOf, nanosOf, type RequestTime } from "./request-time.ts";
export type { Resolution, ResolvedInterval, SymbologyRequest } from "./symbology-questions.ts";
export type { RangeOptions, RangeStream } from "./timeseries-questions.ts";
