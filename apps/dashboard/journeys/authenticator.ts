import { createHmac } from "node:crypto";

const STEP_MS = 30_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app, made from RFC 6238 alone; shows a code that was not shown before. */
export class Authenticator {
  readonly #secret: Buffer;
  #shown = 0;

  constructor(secret: string) {
    const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
    this.#secret = Buffer.from((bits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /** Codes of one step before and after now are good: three can be used at once, for a fourth time must pass. */
  async next(): Promise<string> {
    const step = Math.max(this.#shown + 1, this.#now - 1);
    while (step > this.#now + 1) await new Promise((later) => setTimeout(later, 200));
    this.#shown = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hmac = createHmac("sha1", this.#secret).update(counter).digest();
    const number = hmac.readUInt32BE((hmac.at(-1) ?? 0) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }

  get #now(): number {
    return Math.floor(Date.now() / STEP_MS);
  }
}
