import { checkedKey } from "./cram-reply.ts";
import { LiveError } from "./live-error.ts";

export interface LiveOptions {
  /** 32 ASCII characters. */
  readonly key: string;
  /** As the gateway calls it: `OPRA.PILLAR`. */
  readonly dataset: string;
  /** Default: port 13000 of the dataset's own host. */
  readonly gateway?: { readonly host: string; readonly port: number };
  /** Each record carries the time at which the gateway sent it. */
  readonly tsOut?: boolean;
  readonly compression?: "none" | "zstd";
  /** Whole seconds 5 to 1800 after which a silent gateway shows that it lives; its own default is 30. */
  readonly heartbeatSeconds?: number;
  /** What the gateway does when records are not taken fast enough; its own default is to skip. */
  readonly slowReader?: "skip" | "warn";
  readonly clientName?: string;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly limits?: Partial<LiveLimits>;
}

/** Milliseconds and bytes. */
export interface LiveLimits {
  readonly connectMs: number;
  /** From the connection to the gateway's answer to the key. */
  readonly authMs: number;
  /** Without heartbeat option: what the gateway does by itself. */
  readonly heartbeatMs: number;
  /** Added to the heartbeat interval before a silent gateway is dead. */
  readonly heartbeatGraceMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** After "too many connections": an old session of ours may still be counted. */
  readonly firstLaterRetryMs: number;
  readonly longestLaterRetryMs: number;
  /** A connection that streamed this long makes the next retry a first one. */
  readonly healthyMs: number;
  readonly textBytes: number;
  readonly metadataBytes: number;
}

export const LIVE_LIMITS: LiveLimits = {
  connectMs: 10_000,
  authMs: 30_000,
  heartbeatMs: 30_000,
  heartbeatGraceMs: 5_000,
  firstRetryMs: 250,
  longestRetryMs: 30_000,
  firstLaterRetryMs: 30_000,
  longestLaterRetryMs: 300_000,
  healthyMs: 60_000,
  textBytes: 65_536,
  metadataBytes: 67_108_864,
};

const GATEWAY_PORT = 13_000;

/** @throws LiveError that names the option and never shows the key. */
export function checkedOptions(options: LiveOptions): LiveOptions {
  checkedKey(options.key);
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(options.dataset) || options.dataset.length > 16)
    throw new LiveError("badOption", `"${options.dataset}" is not the name of a dataset such as OPRA.PILLAR`);
  const beat = options.heartbeatSeconds;
  if (beat !== undefined && !(Number.isInteger(beat) && beat >= 5 && beat <= 1_800))
    throw new LiveError(
      "badOption",
      `heartbeatSeconds is a whole number from 5 to 1800, not ${String(beat)}`,
    );
  if (options.clientName !== undefined && !/^[\x20-\x7b\x7d\x7e]+$/.test(options.clientName))
    throw new LiveError("badOption", "clientName is printable ASCII without |");
  return options;
}

/** The dataset's own gateway, where no other is given. */
export function gatewayOf(options: LiveOptions): { readonly host: string; readonly port: number } {
  const name = options.dataset.toLowerCase().replaceAll(".", "-");
  return options.gateway ?? { host: `${name}.lsg.databento.com`, port: GATEWAY_PORT };
}
