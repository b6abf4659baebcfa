export { LiveClient } from "./live-client.ts";
export { LiveError, type LiveErrorCode } from "./live-error.ts";
export type { GapCause, GapEvent, LiveEvent, LiveHandlers, LiveState, StateEvent } from "./live-event.ts";
export { LIVE_LIMITS, type LiveLimits, type LiveOptions } from "./live-options.ts";
export { SeenRecords } from "./seen-records.ts";
export type { Subscription } from "./subscription-lines.ts";
export { cramReply } from "./cram-reply.ts";
