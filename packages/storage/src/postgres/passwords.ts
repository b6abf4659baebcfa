import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Without letters and digits that are mistaken for one another. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const AT_ONCE = 2;

/**
 * Argon2id with the recommended cost, at most two at a time: it shares the thread pool with files and names.
 */
export class Passwords {
  #running = 0;
  readonly #queue: (() => void)[] = [];

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }));
  }

  verify(argon2id: string, password: string): Promise<boolean> {
    return this.#inTurn(() => verify(argon2id, password));
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      // the place is handed on, so that nobody slips in between
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** A password to be read from a screen and typed once: 20 symbols, 99 bits. */
export function randomPassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
