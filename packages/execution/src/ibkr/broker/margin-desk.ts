import { orderId, type EpochMicros, type Leg, type UsdE4 } from "@smart0dte/domain";
import type { ContractBook } from "../books/contract-book.ts";
import { DefinedLegs, type ContractOf } from "../books/defined-legs.ts";
import { classOf } from "../orders/error-codes.ts";
import type { OrderNumbers } from "../orders/order-numbers.ts";
import { translateOrder, type PlaceCommand } from "../orders/order-translation.ts";
import { translationWords } from "../words/problem-words.ts";
import type { PreviewRow } from "../words/tws-heard.ts";
import type { Outbox } from "./outbox.ts";

/** A package whose margin is asked for, as it would be ordered. */
export interface MarginWish {
  readonly legs: readonly Leg[];
  /** Packages. */
  readonly quantity: number;
  /** UsdE4 a share, debit positive, credit negative. */
  readonly limit: UsdE4;
}

/** What the account's figures would change by, or why the broker does not say. */
export type MarginAnswer =
  | {
      readonly kind: "told";
      readonly at: EpochMicros;
      readonly initial: UsdE4;
      readonly maintenance: UsdE4;
      readonly equity: UsdE4;
    }
  | { readonly kind: "declined"; readonly at: EpochMicros; readonly why: string };

export type HearMargin = (answer: MarginAnswer) => void;

export interface MarginDeskParts {
  readonly account: string;
  readonly numbers: OrderNumbers;
  readonly contracts: Pick<ContractBook, "ask" | "find">;
  readonly outbox: Pick<Outbox, "ask" | "change" | "say">;
  isReady(): boolean;
  at(): number;
  now(): EpochMicros;
}

interface Question {
  readonly hear: HearMargin;
  readonly deadline: number;
}

/** From the wish to the answer, contracts included: a figure that comes later helps nobody to decide. */
const ANSWER_MS = 3_000;
/** Of a question that is no order: nothing is known again by it. */
const QUESTION_REF = "what-if";

/** Asks what an order would do to the margin. Behind everything else that leaves, and each wish is answered once. */
export class MarginDesk {
  readonly #parts: MarginDeskParts;
  readonly #legs: DefinedLegs;
  /** Waiting for contracts, for their turn and for an answer. */
  readonly #open = new Set<Question>();
  readonly #said = new Map<number, Question>();
  /** Numbers of all questions ever: what is said about them is about no order. */
  readonly #numbers = new Set<number>();

  constructor(parts: MarginDeskParts) {
    this.#parts = parts;
    const { contracts, outbox } = parts;
    this.#legs = new DefinedLegs({
      contracts,
      ask: (words) => outbox.ask(words, "query"),
      at: () => parts.at(),
    });
  }

  ask(wish: MarginWish, hear: HearMargin): void {
    const question: Question = { hear, deadline: this.#parts.at() + ANSWER_MS };
    this.#open.add(question);
    if (!this.#parts.isReady()) {
      this.#decline(question, "the broker cannot be asked now");
      return;
    }
    this.#legs.await(
      wish.legs,
      (contractOf) => this.#parts.outbox.change(() => this.#say(question, wish, contractOf), "query"),
      (why) => this.#decline(question, why),
    );
  }

  /** True for what is about one of the questions, which is nobody else's business. */
  hearPreview(orderNumber: number, { initial, maintenance, equity }: PreviewRow): boolean {
    const question = this.#said.get(orderNumber);
    if (question === undefined) return this.#numbers.has(orderNumber);
    if (initial === null || maintenance === null || equity === null) {
      this.#decline(question, "the broker answered without figures");
      return true;
    }
    this.#answer(question, { kind: "told", at: this.#parts.now(), initial, maintenance, equity });
    return true;
  }

  /** True for what is about one of the questions. */
  hearCode(about: number, code: number, text: string): boolean {
    if (!this.#numbers.has(about)) return false;
    const question = this.#said.get(about);
    const kind = classOf(code);
    if (question !== undefined && kind !== "warning" && kind !== "data")
      this.#decline(question, `${code}: ${text}`);
    return true;
  }

  advance(): void {
    this.#legs.advance();
    const at = this.#parts.at();
    for (const question of this.#open)
      if (at >= question.deadline) this.#decline(question, "the broker did not answer in time");
  }

  /** The connection is gone, and the answers with it. */
  dropped(): void {
    this.#legs.clear();
    for (const question of this.#open) this.#decline(question, "the connection was lost");
  }

  #say(question: Question, wish: MarginWish, contractOf: ContractOf): void {
    if (!this.#open.has(question)) return;
    const { account, numbers, outbox } = this.#parts;
    const ticket = translateOrder(this.#orderOf(wish), account, contractOf);
    if (!ticket.ok) {
      this.#decline(question, translationWords(ticket.error));
      return;
    }
    // a broker counts it among the numbers that orders have used
    const orderNumber = numbers.next();
    if (orderNumber === null) {
      this.#decline(question, "the order numbers are used up");
      return;
    }
    this.#numbers.add(orderNumber);
    this.#said.set(orderNumber, question);
    const { contract, order } = ticket.value;
    outbox.say({ say: "whatIf", orderNumber, contract, order: { ...order, orderRef: QUESTION_REF } });
  }

  #orderOf(wish: MarginWish): PlaceCommand {
    const at = this.#parts.now();
    const id = orderId(0, 0);
    return {
      ...wish,
      type: "orderCommand",
      action: "place",
      at,
      orderId: id,
      purpose: "open",
      validUntil: at,
    };
  }

  #decline(question: Question, why: string): void {
    this.#answer(question, { kind: "declined", at: this.#parts.now(), why });
  }

  #answer(question: Question, answer: MarginAnswer): void {
    if (!this.#open.delete(question)) return;
    for (const [orderNumber, one] of this.#said) if (one === question) this.#said.delete(orderNumber);
    question.hear(answer);
  }
}
