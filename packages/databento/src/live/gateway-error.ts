/**
 * What follows from an error: the session goes on, or ends and is tried again soon, after a second at least, much later
 * or not at all.
 */
export type AfterError =
  "goOn" | "retry" | "retryAfterASecond" | "retryLater" | "retryWithoutReplay" | "fail";

export interface GatewayError {
  readonly after: AfterError;
  /** A sentence for who operates the desk. */
  readonly remedy: string;
}

/** What an error code means; one that is not known ends nothing. */
export function gatewayError(code: number): GatewayError {
  return BY_CODE[code] ?? { after: "goOn", remedy: "The session goes on." };
}

/** The code that the text of a refused authentication stands for. */
export function refusalCode(text: string): number {
  if (/connection limit|too many connections|open connections/i.test(text)) return 3;
  if (/deactivated/i.test(text)) return 2;
  return /internal error/i.test(text) ? 6 : 1;
}

/** Code of a key that is not taken. */
export const AUTH_FAILED = 1;
/** Code of records that were dropped because they were not taken fast enough. */
export const SKIPPED = 7;
/** Code of the system message that ends the replay of a schema. */
export const REPLAY_COMPLETED = 3;

const BY_CODE: Readonly<Record<number, GatewayError>> = {
  1: { after: "fail", remedy: "Check the API key and its licence for this dataset." },
  2: { after: "fail", remedy: "Ask for a new API key; this one, or its user, is deactivated." },
  3: {
    after: "retryLater",
    remedy: "Close other sessions of this account, or wait until they are released.",
  },
  4: { after: "goOn", remedy: "Check the symbol; its data come if it resolves later." },
  5: { after: "fail", remedy: "Correct the subscription; the gateway refuses it as it is." },
  6: { after: "retry", remedy: "The gateway failed; it is tried again." },
  7: { after: "goOn", remedy: "Records were skipped; take them faster or subscribe less." },
  8: {
    after: "retryWithoutReplay",
    remedy: "The replay asked for is too old; the session goes on without it.",
  },
};
