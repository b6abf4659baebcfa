import { createHmac, timingSafeEqual } from "node:crypto";

/** RFC 6238 as authenticator apps make it: SHA-1, six digits, a step of thirty seconds. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after now whose codes are taken: clocks differ, people type slowly. */
const STEPS_APART = 1;

/** The step whose code this is, near now and after `after`; null where it is none. */
export function stepOfCode(
  secret: Buffer,
  code: string,
  { nowMs, after }: { readonly nowMs: number; readonly after: number },
): number | null {
  const now = Math.floor(nowMs / STEP_MS);
  for (let step = now - STEPS_APART; step <= now + STEPS_APART; step += 1) {
    if (step > after && isSame(codeAt(secret, step), code)) return step;
  }
  return null;
}

/** What an app shows at that moment. */
export const oneTimeCode = (secret: Buffer, nowMs: number): string =>
  codeAt(secret, Math.floor(nowMs / STEP_MS));

/** RFC 4226: four bytes of the HMAC from where its last half byte points. */
function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hmac = createHmac("sha1", secret).update(counter).digest();
  const offset = hmac.readUInt8(hmac.length - 1) & 0x0f;
  const number = hmac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 without padding: how a secret is typed into an app. */
export function base32(bytes: Buffer): string {
  let text = "";
  let bits = 0;
  let waiting = 0;
  for (const byte of bytes) {
    waiting = (waiting << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((waiting >> bits) & 31);
    }
    waiting &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32.charAt((waiting << (5 - bits)) & 31);
}
