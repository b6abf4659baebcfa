export { openDatabentoFeed, type DatabentoFeed, type FeedHandlers } from "./databento-feed.ts";
export type { ExpiringContract } from "./desk-instruments.ts";
export {
  DEFAULT_DATASETS,
  type FeedAlarm,
  type FeedCounts,
  type FeedDatasets,
  type FeedMessage,
  type FeedOptions,
} from "./feed-messages.ts";
export type { PrintChoice, PrintSchema } from "./market-records.ts";
export { MarketTranslator, type TranslatorOptions } from "./market-translator.ts";
export type { TranslatorCounts } from "./translator-counts.ts";
