import { parseUsd, type UsdE4 } from "@smart0dte/domain";

/** A request that cannot be read or is not served, with the code and text that its client is told. */
export class RequestFault extends Error {
  override readonly name = "RequestFault";
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

/** Text of error 321, as the gateway begins it; clients go by the code. */
export const invalid = (cause: string): RequestFault =>
  new RequestFault(321, `Error validating request.-'bW' : cause - ${cause}`);

const UNSET_INT = 2_147_483_647;

/** Walks over the fields of a request; what is missing or not of its kind is error 321. */
export class FieldCursor {
  readonly #fields: readonly string[];
  #at = 0;

  constructor(fields: readonly string[], at = 0) {
    this.#fields = fields;
    this.#at = at;
  }

  get left(): number {
    return this.#fields.length - this.#at;
  }

  text(): string {
    const field = this.#fields[this.#at];
    if (field === undefined) throw invalid(`field ${this.#at} of ${this.#fields.length} is missing`);
    this.#at += 1;
    return field;
  }

  /** Empty and unset are null. */
  wholeOrNull(): number | null {
    const text = this.text();
    if (text === "") return null;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw invalid(`${JSON.stringify(text)} is not a whole number`);
    return value === UNSET_INT ? null : value;
  }

  whole(): number {
    return this.wholeOrNull() ?? 0;
  }

  /** Empty and unset are null. */
  decimalOrNull(): number | null {
    const text = this.text();
    if (text === "") return null;
    const value = Number(text);
    if (!Number.isFinite(value) && !/^infinity$/i.test(text))
      throw invalid(`${JSON.stringify(text)} is not a number`);
    return Math.abs(value) >= 1e307 ? null : value;
  }

  decimal(): number {
    return this.decimalOrNull() ?? 0;
  }

  /** A price in the desk's money; one finer than a ten-thousandth conforms to no tick: error 110. */
  priceOrNull(): UsdE4 | null {
    const text = this.text();
    if (text === "" || Math.abs(Number(text)) >= 1e307) return null;
    const price = parseUsd(text);
    if (price.ok) return price.value;
    if (price.error === "NOT_A_PRICE" && !Number.isFinite(Number(text)))
      throw invalid(`${JSON.stringify(text)} is not a price`);
    throw new RequestFault(110, NOT_ON_TICK);
  }

  flag(): boolean {
    return this.whole() !== 0;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i += 1) this.text();
  }
}

export const NOT_ON_TICK = "The price does not conform to the minimum price variation for this contract.";
