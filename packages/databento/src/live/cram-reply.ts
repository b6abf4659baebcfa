import { createHash } from "node:crypto";
import { LiveError } from "./live-error.ts";

const KEY_LENGTH = 32;
const BUCKET_LENGTH = 5;

/** The answer to a challenge: SHA-256 of challenge and key in lower-case hex, and the key's last five characters. */
export function cramReply(challenge: string, key: string): string {
  const hex = createHash("sha256").update(`${challenge}|${key}`, "utf8").digest("hex");
  return `${hex}-${key.slice(-BUCKET_LENGTH)}`;
}

/** @throws LiveError without the key in it. */
export function checkedKey(key: string): string {
  if (key.length !== KEY_LENGTH)
    throw new LiveError(
      "badKey",
      `An API key has ${String(KEY_LENGTH)} characters; this one has ${String(key.length)}`,
    );
  if (!/^[\x21-\x7e]+$/.test(key) || key.includes("|"))
    throw new LiveError("badKey", "An API key is printable ASCII; this one has another character in it");
  return key;
}
