import type { EpochMicros } from "../units.ts";

/** One data set's connection as the desk knows it. */
export interface FeedConnection {
  readonly dataset: string;
  /** `waiting`: between two attempts. `failed`: given up; nobody tries again. */
  readonly state: "connecting" | "authenticated" | "streaming" | "waiting" | "stopped" | "failed";
  /** Desk time at which the state began. */
  readonly since: EpochMicros;
  readonly why: string | null;
}

/** What a person must mend, told again as long as it lasts. */
export interface FeedAlarm {
  readonly code: string;
  readonly text: string;
  readonly at: EpochMicros;
}

/** What a source found in its own data: nobody can mend it, and whoever reads the results has to know it. */
export interface SourceNote {
  readonly text: string;
  /** Desk time that had been reached when it was found. */
  readonly at: EpochMicros;
}

/** The way from the market to the desk where it is a line that can break. */
export interface FeedLine {
  readonly connections: readonly FeedConnection[];
  readonly alarms: readonly FeedAlarm[];
  /** Each is told once; they only become more. */
  readonly notes?: readonly SourceNote[];
  /** Desk time by which a simulated market is behind what the speed asks, microseconds; null for a real one. */
  readonly lagMicros: number | null;
  /** Quotes of this run that a newer one of their instrument replaced before the desk took them. */
  readonly conflated: number;
  /** 99th percentile of the event-loop delay of the feed's thread and of the simulated exchange's, milliseconds. */
  readonly loopDelayMs: { readonly feed: number | null; readonly exchange: number | null };
}
