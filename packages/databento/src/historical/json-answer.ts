import { HistoricalError } from "./historical-error.ts";

/** A value of an answer with the path to it, read field by field; what is not as announced is refused by its path. */
export class JsonAnswer {
  readonly value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.#path = path;
  }

  /** A field of an object; an absent one reads as null. */
  field(name: string): JsonAnswer {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.#unlike("an object");
    return new JsonAnswer(
      Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null,
      `${this.#path}.${name}`,
    );
  }

  /** Names and values of an object. */
  entries(): readonly (readonly [name: string, answer: JsonAnswer])[] {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.#unlike("an object");
    return Object.keys(value).map((name) => [name, this.field(name)] as const);
  }

  list(): readonly JsonAnswer[] {
    if (!Array.isArray(this.value)) throw this.#unlike("a list");
    return this.value.map((one: unknown, at) => new JsonAnswer(one, `${this.#path}[${String(at)}]`));
  }

  text(): string {
    if (typeof this.value !== "string") throw this.#unlike("a text");
    return this.value;
  }

  textOrNull(): string | null {
    return this.value === null ? null : this.text();
  }

  number(): number {
    if (typeof this.value !== "number" || !Number.isFinite(this.value)) throw this.#unlike("a number");
    return this.value;
  }

  numberOrNull(): number | null {
    return this.value === null ? null : this.number();
  }

  /** A whole number that is not negative. */
  count(): number {
    const value = this.number();
    if (!Number.isSafeInteger(value) || value < 0) throw this.#unlike("a count");
    return value;
  }

  texts(): readonly string[] {
    return this.list().map((one) => one.text());
  }

  #unlike(wanted: string): HistoricalError {
    return new HistoricalError("badAnswer", `The server's ${this.#path} is not ${wanted}.`);
  }
}
