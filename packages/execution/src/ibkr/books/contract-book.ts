import { formatCompactOsi, type IsoDate, type OptionContract } from "@smart0dte/domain";
import { endsRequest } from "../orders/error-codes.ts";
import { optionWish, type KnownContract } from "../orders/order-translation.ts";
import type { DetailsRow, TickStep, TwsHeard } from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";
import type { KeptDefinitions } from "./kept-definitions.ts";

interface Question {
  readonly contract: OptionContract;
  readonly deadline: number;
}

/** How long a definition may take. A question without an answer is not asked again by itself. */
const ANSWER_MS = 5_000;

/**
 * Contracts by definition: what the broker says they are, kept for one day, over restarts too.
 *
 * An order waits here for its legs; a contract that the broker does not define is `unknown` and trades nothing.
 */
export class ContractBook {
  readonly #nextRequestId: () => number;
  readonly #kept: KeptDefinitions;
  #day: IsoDate | null = null;
  readonly #details = new Map<string, DetailsRow>();
  readonly #rules = new Map<number, readonly TickStep[]>();
  readonly #rulesAsked = new Map<number, number>();
  readonly #questions = new Map<number, Question>();
  readonly #unknown = new Map<string, string>();

  constructor(nextRequestId: () => number, kept: KeptDefinitions) {
    this.#nextRequestId = nextRequestId;
    this.#kept = kept;
  }

  /** Forgets the definitions of another day, and takes up what is kept of this one. */
  beginDay(day: IsoDate): void {
    if (this.#day === day) return;
    this.keep();
    this.#day = day;
    const { details, rules } = this.#kept.read(day);
    fill(this.#details, details, (row) => [formatCompactOsi(row.option), row]);
    fill(this.#rules, rules, ({ ruleId, steps }) => [ruleId, steps]);
    this.#unknown.clear();
    this.#forgetQuestions();
  }

  /** Writes down what is new, once it has been for a while. */
  rest(at: number): void {
    if (this.#kept.isDue(at)) this.keep();
  }

  /** Writes down what is new. */
  keep(): void {
    if (this.#day === null || !this.#kept.hasNews) return;
    this.#kept.keep(this.#day, {
      details: [...this.#details.values()],
      rules: [...this.#rules].map(([ruleId, steps]) => ({ ruleId, steps })),
    });
  }

  /** On a new connection answers to old questions will not come. */
  reconnected(): void {
    this.#unknown.clear();
    this.#forgetQuestions();
  }

  /** What must be asked before orders in these contracts can go out; nothing is asked twice. */
  ask(contracts: readonly OptionContract[], at: number): readonly TwsSay[] {
    return contracts.flatMap((contract) => this.#askOne(contract, at));
  }

  hear(heard: TwsHeard, at: number): readonly TwsSay[] {
    if (heard.hear === "details") return this.#learn(heard.requestId, heard.row, at);
    if (heard.hear === "detailsEnd") this.#end(heard.requestId, "the broker does not list it");
    if (heard.hear === "marketRule") {
      this.#rules.set(heard.ruleId, heard.steps);
      this.#kept.changed(at);
    }
    if (heard.hear === "notice" && heard.about !== null && endsRequest(heard.code)) {
      this.#end(heard.about, `${heard.code}: ${heard.text}`);
    }
    return [];
  }

  /** Known, still asked for (null), or why it is not to be known. */
  find(contract: OptionContract, at: number): KnownContract | null | string {
    const key = formatCompactOsi(contract);
    const row = this.#details.get(key);
    if (row === undefined) return this.#unknown.get(key) ?? this.#late(key, at);
    const steps = row.marketRuleId === null ? null : this.#rules.get(row.marketRuleId);
    if (steps !== undefined && steps !== null && steps.length > 0) {
      return steps.every(({ step }) => step > 0)
        ? { conId: row.conId, steps }
        : `${key}: market rule ${row.marketRuleId} has an increment of nothing`;
    }
    if (row.marketRuleId === null) return `${key}: the broker names no market rule`;
    const askedAt = this.#rulesAsked.get(row.marketRuleId) ?? at;
    return at - askedAt < ANSWER_MS ? null : `${key}: market rule ${row.marketRuleId} was not answered`;
  }

  /** The broker's own definition, with its trading hours; undefined before it is known. */
  details(contract: OptionContract): DetailsRow | undefined {
    return this.#details.get(formatCompactOsi(contract));
  }

  #askOne(contract: OptionContract, at: number): readonly TwsSay[] {
    const key = formatCompactOsi(contract);
    const isAsked = [...this.#questions.values()].some((asked) => formatCompactOsi(asked.contract) === key);
    const known = this.#details.get(key);
    // its rule may have been asked for on a connection that was lost
    if (known !== undefined) return this.#askRule(known, at);
    if (isAsked) return [];
    this.#unknown.delete(key);
    const requestId = this.#nextRequestId();
    this.#questions.set(requestId, { contract, deadline: at + ANSWER_MS });
    return [{ say: "contractDetails", requestId, wish: optionWish(contract) }];
  }

  #learn(requestId: number, row: DetailsRow, at: number): readonly TwsSay[] {
    const question = this.#questions.get(requestId);
    if (question === undefined || formatCompactOsi(row.option) !== formatCompactOsi(question.contract))
      return [];
    this.#details.set(formatCompactOsi(row.option), row);
    this.#kept.changed(at);
    return this.#askRule(row, at);
  }

  #askRule({ marketRuleId }: DetailsRow, at: number): readonly TwsSay[] {
    if (marketRuleId === null || this.#rules.has(marketRuleId) || this.#rulesAsked.has(marketRuleId))
      return [];
    this.#rulesAsked.set(marketRuleId, at);
    return [{ say: "marketRule", ruleId: marketRuleId }];
  }

  #end(requestId: number, why: string): void {
    const question = this.#questions.get(requestId);
    if (question === undefined) return;
    this.#questions.delete(requestId);
    const key = formatCompactOsi(question.contract);
    if (!this.#details.has(key)) this.#unknown.set(key, `${key}: ${why}`);
  }

  #late(key: string, at: number): null | string {
    for (const [requestId, { contract, deadline }] of this.#questions) {
      if (formatCompactOsi(contract) !== key) continue;
      if (at < deadline) return null;
      this.#end(requestId, "the broker did not answer");
      return this.#unknown.get(key) ?? null;
    }
    return `${key}: not asked for`;
  }

  #forgetQuestions(): void {
    this.#questions.clear();
    this.#rulesAsked.clear();
  }
}

function fill<Row, Key, Value>(
  map: Map<Key, Value>,
  rows: readonly Row[],
  entryOf: (row: Row) => readonly [Key, Value],
): void {
  map.clear();
  for (const row of rows) map.set(...entryOf(row));
}
