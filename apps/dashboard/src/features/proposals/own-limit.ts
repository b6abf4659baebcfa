import type { ProposalRow } from "@smart0dte/gateway/contract";
import { parsePrice } from "../../ui/format/input-parse.ts";
import { fromE4, toE4 } from "../../ui/format/number-format.ts";

type Plan = Pick<NonNullable<ProposalRow["plan"]>, "entryLimit" | "maxLoss">;

export type OwnLimit =
  | {
      readonly ok: true;
      /** Package price, debit positive. */
      readonly limit: string;
      /** Of one package at that price, positive dollars before costs. */
      readonly maxLoss: string;
    }
  | { readonly ok: false; readonly sentence: string };

/** A plan that fetches nothing pays. */
export const planPays = ({ entryLimit }: Pick<Plan, "entryLimit">): boolean => toE4(entryLimit) >= 0;

/** The plan's limit as a person would type it: without a sign. */
export const limitEntry = ({ entryLimit }: Pick<Plan, "entryLimit">): string =>
  fromE4(Math.abs(toE4(entryLimit)));

/** Reads a limit for a plan. It is asked as a positive figure and sent debit positive; the desk judges it. */
export function readOwnLimit(entry: string, plan: Plan): OwnLimit {
  const price = parsePrice(entry);
  if (price === null || price.startsWith("-"))
    return {
      ok: false,
      sentence: `A limit is a price from 0; you entered ${entry === "" ? "nothing" : entry}.`,
    };
  const limit = (planPays(plan) ? 1 : -1) * toE4(price);
  const isOwn = limit !== toE4(plan.entryLimit);
  if (isOwn && limit % 100 !== 0)
    return { ok: false, sentence: `A package is priced in whole cents; you entered ${entry}.` };
  const maxLoss = toE4(plan.maxLoss) + (limit - toE4(plan.entryLimit)) * 100;
  if (maxLoss <= 0)
    return { ok: false, sentence: `At ${entry} it could lose nothing: nobody trades it there.` };
  return { ok: true, limit: fromE4(limit === 0 ? 0 : limit), maxLoss: fromE4(maxLoss) };
}
