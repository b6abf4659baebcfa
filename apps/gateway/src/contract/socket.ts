import { z } from "zod";
import { AnalysisFrame } from "./analysis.ts";
import { ArmingFrame } from "./arming.ts";
import { BrokerFrame } from "./broker.ts";
import {
  type CandleFrame,
  ChainFrame,
  CorrelationFrame,
  FeedFrame,
  RegimeFrame,
  WatchFrame,
} from "./market.ts";
import {
  DayFrame,
  EventRow,
  FillRow,
  OrderRow,
  ParametersFrame,
  PositionRow,
  ProposalRow,
  RiskFrame,
  SignalRow,
} from "./trade.ts";
import { At, Src } from "./value.ts";

export const Role = z.enum(["viewer", "trader", "admin"]);
export type Role = z.infer<typeof Role>;

export const Hello = z.object({
  type: z.literal("hello"),
  mode: z.enum(["demo", "replay", "backtest", "paper", "live"]),
  /** SIMULATED, REPLAY, PAPER, LIVE: the word of the bar. */
  word: z.enum(["SIMULATED", "REPLAY", "PAPER", "LIVE"]),
  source: z.string(),
  src: Src,
  options: z.enum(["quoted", "modelled"]),
  /** The simulated market plants a lead-lag and a reverting divergence. */
  planted: z.boolean(),
  findings: z.array(z.string()),
  session: z.object({ date: z.string(), open: At, close: At, optionClose: At, early: z.boolean() }),
  /** Microseconds. The screen owns no limit of its own. */
  ageLimits: z.object({ underlying: z.number(), option: z.number(), index: z.number() }),
  /** Instrument numbers of the underlyings, for candles. */
  underlyings: z.array(z.object({ ticker: z.string(), instrument: z.number().int() })),
  user: z.object({ name: z.string(), role: Role }),
  build: z.string(),
});
export type Hello = z.infer<typeof Hello>;

/** Every second. Ages are `deskNow` of the screen's extrapolated clock minus `at`; at most 2 s beyond the last beat. */
export const Beat = z.object({
  type: z.literal("beat"),
  deskNow: At,
  wallNow: z.number(),
  /** Desk seconds per wall second; null at full speed. */
  speed: z.number().nullable(),
  seq: z.number().int(),
  phase: z.enum(["before", "open", "closing", "closed", "ended"]),
  loopDelayMs: z.object({ trading: z.number(), gateway: z.number() }),
});
export type Beat = z.infer<typeof Beat>;

/** Topics whose body replaces what was there (newest wins, conflated to the client's pace). */
export const LATEST = {
  watch: WatchFrame,
  "chain:SPY": ChainFrame,
  "chain:QQQ": ChainFrame,
  "chain:IWM": ChainFrame,
  "analysis:SPY": AnalysisFrame,
  "analysis:QQQ": AnalysisFrame,
  "analysis:IWM": AnalysisFrame,
  correlation: CorrelationFrame,
  regime: RegimeFrame,
  feed: FeedFrame,
  broker: BrokerFrame,
  arming: ArmingFrame,
  day: DayFrame,
  risk: RiskFrame,
  parameters: ParametersFrame,
  positions: z.object({ positions: z.array(PositionRow) }),
} as const;

/** Topics that are lists of rows with an id; a change carries the rows that are new or different. Never dropped. */
export const LISTS = {
  signals: SignalRow,
  proposals: ProposalRow,
  orders: OrderRow,
  fills: FillRow,
  events: EventRow,
} as const;

export type LatestTopic = keyof typeof LATEST;
export type ListTopic = keyof typeof LISTS;
/** Candles of one instrument: subscribed by number; snapshot then single-candle changes, keyed by time. */
export type CandleTopic = `candles:${number}`;
export type Topic = LatestTopic | ListTopic | CandleTopic;

export type BodyOf<T extends Topic> = T extends LatestTopic
  ? z.infer<(typeof LATEST)[T]>
  : T extends ListTopic
    ? { readonly rows: readonly z.infer<(typeof LISTS)[T]>[] }
    : z.infer<typeof CandleFrame>;

/** From the server. Per topic one snapshot, then changes with `seq` going up by one; after a hole ask again. */
export type ServerMessage =
  | Hello
  | Beat
  | { readonly type: "snapshot"; readonly topic: Topic; readonly seq: number; readonly body: unknown }
  | { readonly type: "change"; readonly topic: Topic; readonly seq: number; readonly body: unknown }
  | { readonly type: "bye"; readonly reason: "signedOut" | "slow" | "idle" | "shutdown" };

/** From the browser. Everything that acts goes over HTTP; the socket only reads. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("subscribe"), topics: z.array(z.string()).max(64) }),
  z.object({ type: z.literal("unsubscribe"), topics: z.array(z.string()).max(64) }),
  z.object({ type: z.literal("resync"), topic: z.string() }),
  /** A person did something: keeps the session from going idle. */
  z.object({ type: z.literal("active") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;
