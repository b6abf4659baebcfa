import {
  API_MARK,
  decodeClientFrame,
  decodeServerFrame,
  FrameCutter,
  numberIn,
  payloadFields,
  textIn,
} from "@smart0dte/simulator/tws-strict";

/** An order's frame on its way to the gateway. */
export interface WireOrder {
  readonly orderRef: string;
  /** The desk's number of it. */
  readonly number: number;
  /** Which connection. */
  readonly connection: number;
  /** Questions of the comparison that had been answered on this connection since it last saw the broker again. */
  readonly answered: readonly string[];
}

export interface WireListeners {
  /** False: the frame, and all with it, goes nowhere. */
  readonly onOrder: (order: WireOrder) => boolean;
  /** An execution has just gone by. */
  readonly onExecution: () => void;
}

/** What must have been answered before anything may open. */
export const QUESTIONS = [
  "openOrderEnd",
  "completedOrdersEnd",
  "executionEnd",
  "positionEnd",
  "accountUpdateMultiEnd",
] as const;

const PLACE_ORDER = "3";
const EXECUTION = "11";
const ERROR = "4";
/** By the number of the message. */
const ENDS: Readonly<Record<string, (typeof QUESTIONS)[number]>> = {
  "53": "openOrderEnd",
  "102": "completedOrdersEnd",
  "55": "executionEnd",
  "62": "positionEnd",
  "74": "accountUpdateMultiEnd",
};
const BROKER_GONE = 1100;
const BROKER_BACK = [1101, 1102];

/** Reads one connection as it goes by. */
export class WireConversation {
  readonly #n: number;
  readonly #listeners: WireListeners;
  readonly #client = new FrameCutter();
  readonly #gateway = new FrameCutter();
  readonly #answered = new Set<string>();
  #markLeft = API_MARK.length;
  #version: number | null = null;
  #isDark = false;

  constructor(n: number, listeners: WireListeners) {
    this.#n = n;
    this.#listeners = listeners;
  }

  /** Greeted, and the gateway has not said that it lost the broker. */
  get seesBroker(): boolean {
    return this.#version !== null && !this.#isDark;
  }

  /** False: pass nothing of it on. */
  fromClient(chunk: Uint8Array): boolean {
    const rest = chunk.subarray(this.#markLeft);
    this.#markLeft = Math.max(0, this.#markLeft - chunk.length);
    if (rest.length === 0) return true;
    // a caller that is told to drop the bytes drops the connection too: what comes behind is not looked at
    return this.#client.push(rest).every((payload) => this.#passes(payload));
  }

  fromGateway(chunk: Uint8Array): void {
    for (const payload of this.#gateway.push(chunk)) this.#hear(payload);
  }

  #passes(payload: Uint8Array): boolean {
    if (this.#version === null) return true;
    const fields = payloadFields(payload);
    if (fields[0] !== PLACE_ORDER) return true;
    const { values } = decodeClientFrame(fields, this.#version);
    // a question about the margin, in an order's words
    if (values["whatIf"] === true) return true;
    return this.#listeners.onOrder({
      orderRef: textIn(values, "orderRef"),
      number: numberIn(values, "orderId"),
      connection: this.#n,
      answered: [...this.#answered],
    });
  }

  #hear(payload: Uint8Array): void {
    if (this.#version === null) {
      this.#version = Number(payloadFields(payload)[0]);
      return;
    }
    const id = idOf(payload);
    const end = ENDS[id];
    if (end !== undefined) this.#answered.add(end);
    else if (id === EXECUTION) this.#listeners.onExecution();
    else if (id === ERROR) this.#error(payload, this.#version);
  }

  #error(payload: Uint8Array, version: number): void {
    const code = codeIn(payloadFields(payload), version);
    if (code === BROKER_GONE) this.#isDark = true;
    if (code !== null && BROKER_BACK.includes(code)) this.#isDark = false;
    // what was compared before the dark says nothing of what was done in it
    if (code === BROKER_GONE || (code !== null && BROKER_BACK.includes(code))) this.#answered.clear();
  }
}

/** A payload that was broken on purpose has no code. */
function codeIn(fields: readonly string[], version: number): number | null {
  try {
    return numberIn(decodeServerFrame(fields, version).values, "errorCode");
  } catch {
    return null;
  }
}

function idOf(payload: Uint8Array): string {
  const end = payload.indexOf(0);
  return new TextDecoder().decode(payload.subarray(0, end === -1 ? 0 : end));
}
