import { isAlive } from "../books/order-comparison.ts";
import type { OpenTwsCodec, TwsAddress, TwsCodec } from "../words/tws-codec.ts";
import type { OrderRow, TwsHeard } from "../words/tws-heard.ts";
import type { BrokerSurroundings } from "./broker-options.ts";

export interface GlobalCancelOptions {
  /** `clientId`: the first of those that are tried; one of its own, the desk's may be in use. */
  readonly address: TwsAddress;
  /** How long the broker may take in all, milliseconds. */
  readonly withinMs: number;
  readonly openCodec: OpenTwsCodec;
  readonly surroundings: Pick<BrokerSurroundings, "monotonic" | "every" | "later">;
}

/** What became of cancelling everything. */
export type GlobalCancelOutcome =
  /** Said, and the broker shows no order any more that could still fill. */
  | { readonly kind: "cancelled"; readonly orders: number }
  /** Said, and these could still fill when time was up. */
  | { readonly kind: "stillWorking"; readonly left: readonly OrderRow[] }
  /** Nobody heard it. */
  | { readonly kind: "notSaid"; readonly why: string };

const CLIENT_IDS = 8;
const CLIENT_ID_TAKEN = 326;
const ASK_EVERY_MS = 250;

/**
 * Cancels every order behind a TWS, orders by hand and of other programs included, over a connection of its own.
 *
 * Needs nothing of the desk. Success is what the broker shows afterwards, not that it was said.
 */
export async function cancelEverything(options: GlobalCancelOptions): Promise<GlobalCancelOutcome> {
  const { address, surroundings, withinMs } = options;
  const deadline = surroundings.monotonic() + withinMs;
  for (let tried = 0; ; tried += 1) {
    const clientId = address.clientId + tried;
    const outcome = await new GlobalCancel({ ...options, address: { ...address, clientId } }, deadline).done;
    if (outcome !== "clientIdTaken") return outcome;
    if (tried + 1 === CLIENT_IDS) {
      return { kind: "notSaid", why: `client ids ${address.clientId} to ${clientId} are all in use` };
    }
  }
}

/** One connection. */
class GlobalCancel {
  readonly done: Promise<GlobalCancelOutcome | "clientIdTaken">;
  readonly #options: GlobalCancelOptions;
  readonly #deadline: number;
  readonly #codec: TwsCodec;
  readonly #stopTicking: () => void;
  /** As the list that is being told now has them. */
  #told = new Map<number, OrderRow>();
  #working: readonly OrderRow[] | null = null;
  #isSaid = false;
  #isAsked = false;
  #before: number | null = null;
  #end: (outcome: GlobalCancelOutcome | "clientIdTaken") => void = () => {};

  constructor(options: GlobalCancelOptions, deadline: number) {
    this.#options = options;
    this.#deadline = deadline;
    this.done = new Promise((resolve) => {
      this.#end = resolve;
    });
    const { surroundings, openCodec, address } = options;
    this.#codec = openCodec(address, (heard) => {
      // the codec is not to be closed from within its own word
      surroundings.later(() => {
        this.#hear(heard);
      });
    });
    this.#stopTicking = surroundings.every(ASK_EVERY_MS, () => {
      this.#tick();
    });
  }

  #hear(heard: TwsHeard): void {
    switch (heard.hear) {
      case "nextValidId":
        if (!this.#isSaid) this.#ask();
        return;
      case "openOrder":
        this.#told.set(heard.row.permId, heard.row);
        return;
      case "openOrdersEnd":
        this.#take([...this.#told.values()].filter(isAlive));
        return;
      case "notice":
        if (heard.code === CLIENT_ID_TAKEN) this.#finish("clientIdTaken");
        return;
      case "closed":
        this.#finish(
          this.#isSaid
            ? { kind: "stillWorking", left: this.#working ?? [] }
            : { kind: "notSaid", why: heard.why },
        );
        return;
      default:
    }
  }

  #take(working: readonly OrderRow[]): void {
    this.#isAsked = false;
    this.#working = working;
    this.#before ??= working.length;
    if (!this.#isSaid) {
      this.#isSaid = true;
      this.#codec.say({ say: "globalCancel" });
    } else if (working.length === 0) {
      this.#finish({ kind: "cancelled", orders: this.#before });
    }
  }

  #ask(): void {
    this.#isAsked = true;
    this.#told = new Map();
    this.#codec.say({ say: "allOpenOrders" });
  }

  #tick(): void {
    if (this.#options.surroundings.monotonic() >= this.#deadline) {
      this.#finish(
        this.#isSaid
          ? { kind: "stillWorking", left: this.#working ?? [] }
          : { kind: "notSaid", why: "the broker did not answer in time" },
      );
    } else if (this.#isSaid && !this.#isAsked) this.#ask();
  }

  #finish(outcome: GlobalCancelOutcome | "clientIdTaken"): void {
    this.#stopTicking();
    this.#codec.close();
    this.#end(outcome);
  }
}
