import type { SType } from "../codec/wire-ids.ts";
import type { ApiCaller } from "./api-caller.ts";
import { JsonAnswer } from "./json-answer.ts";
import { DEFAULT_STYPE_IN, DEFAULT_STYPE_OUT, inOrder, symbolsText } from "./range-request.ts";

export interface SymbologyRequest {
  readonly dataset: string;
  readonly symbols: readonly string[];
  readonly stypeIn?: SType | undefined;
  readonly stypeOut?: SType | undefined;
  readonly startDate: string;
  /** The first day no longer asked for; the day after `startDate` if none is given. */
  readonly endDate?: string | undefined;
}

/** `symbol` from `startDate` to before `endDate`. */
export interface ResolvedInterval {
  readonly startDate: string;
  readonly endDate: string;
  readonly symbol: string;
}

export interface Resolution {
  readonly mappings: ReadonlyMap<string, readonly ResolvedInterval[]>;
  /** Resolved for a part of the days. */
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
}

/** What symbols were called in another symbology, day by day. */
export class SymbologyQuestions {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  async resolve(request: SymbologyRequest, signal?: AbortSignal): Promise<Resolution> {
    const { dataset, symbols, stypeIn, stypeOut, startDate, endDate } = request;
    const fields = inOrder({
      dataset,
      symbols: symbolsText(symbols),
      stype_in: stypeIn ?? DEFAULT_STYPE_IN,
      stype_out: stypeOut ?? DEFAULT_STYPE_OUT,
      start_date: startDate,
      end_date: endDate,
    });
    const endpoint = "symbology.resolve";
    const said = await this.#caller.json({ method: "POST", endpoint, fields, idempotent: true, signal });
    const answer = new JsonAnswer(said, endpoint);
    return {
      mappings: new Map(
        answer
          .field("result")
          .entries()
          .map(([symbol, list]) => [symbol, intervalsOf(list)]),
      ),
      partial: answer.field("partial").texts(),
      notFound: answer.field("not_found").texts(),
    };
  }
}

function intervalsOf(list: JsonAnswer): readonly ResolvedInterval[] {
  return list.list().map((one) => ({
    startDate: one.field("d0").text(),
    endDate: one.field("d1").text(),
    symbol: one.field("s").text(),
  }));
}
