import { Beat, Hello, LATEST, LISTS, CandleFrame } from "@smart0dte/gateway/contract";
import type { LatestTopic, ListTopic } from "@smart0dte/gateway/contract";
import { z } from "zod";

// a strict content policy forbids compiled validators, and probing for them is reported as an error
z.config({ jitless: true });

const Frame = z.object({
  type: z.enum(["snapshot", "change"]),
  topic: z.string(),
  seq: z.number().int(),
  body: z.unknown(),
});
const Bye = z.object({ type: z.literal("bye"), reason: z.enum(["signedOut", "slow", "idle", "shutdown"]) });
const Message = z.union([Frame, Beat, Hello, Bye]);

export type DeskMessage = z.infer<typeof Message>;
export type DeskFrame = z.infer<typeof Frame>;
export type ByeReason = z.infer<typeof Bye>["reason"];

/** Reads one text of the socket; null for what this screen does not know. The body is read later, by its topic. */
export function parseMessage(text: string): DeskMessage | null {
  try {
    const message = Message.safeParse(JSON.parse(text));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}

export const isLatestTopic = (topic: string): topic is LatestTopic => Object.hasOwn(LATEST, topic);
export const isListTopic = (topic: string): topic is ListTopic => Object.hasOwn(LISTS, topic);

/** Topics whose newest body may wait for the next animation frame; the others are told at once and in order. */
const PACED: ReadonlySet<string> = new Set<LatestTopic>([
  "watch",
  "chain:SPY",
  "chain:QQQ",
  "chain:IWM",
  "analysis:SPY",
  "analysis:QQQ",
  "analysis:IWM",
  "correlation",
  "regime",
  "feed",
  "day",
  "positions",
]);
export const isPaced = (topic: LatestTopic): boolean => PACED.has(topic);

/** What `Freeze` holds still; the bar, alarms, positions and orders stay live. */
const FREEZABLE: ReadonlySet<string> = new Set<LatestTopic>([
  "watch",
  "chain:SPY",
  "chain:QQQ",
  "chain:IWM",
  "analysis:SPY",
  "analysis:QQQ",
  "analysis:IWM",
  "correlation",
  "regime",
]);
export const isFreezable = (topic: string): boolean => FREEZABLE.has(topic);

export type Reading<Body> =
  { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly why: string };

export function readLatest(topic: LatestTopic, body: unknown): Reading<unknown> {
  const schema: z.ZodType = LATEST[topic];
  return reading(schema.safeParse(body));
}

export function readRows(
  topic: ListTopic,
  body: unknown,
): Reading<{ readonly rows: readonly { readonly id: string }[] }> {
  return reading(z.object({ rows: z.array(LISTS[topic]) }).safeParse(body));
}

export function readCandles(body: unknown): Reading<z.infer<typeof CandleFrame>> {
  return reading(CandleFrame.safeParse(body));
}

function reading<Body>(result: z.ZodSafeParseResult<Body>): Reading<Body> {
  if (result.success) return { ok: true, body: result.data };
  const first = result.error.issues[0];
  return { ok: false, why: first === undefined ? "unreadable" : `${first.path.join(".")}: ${first.message}` };
}
