import { oneTimeCode } from "../one-time-code.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app shows that was given the secret, wall milliseconds. */
export function codeOf(secret: string, nowMs: number): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/[01]{8}/g) ?? [];
  return oneTimeCode(Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))), nowMs);
}
