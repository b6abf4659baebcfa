import { createHash } from "node:crypto";
import {
  canonicalJson,
  isTicker,
  MULTIPLIER,
  parseIsoDate,
  usdE4,
  type OptionContract,
} from "@smart0dte/domain";
import type { DetailsRow, TickStep } from "../words/tws-heard.ts";
import type { Definitions, DefinitionsOf, MarketRule } from "./definition-store.ts";

const FORMAT = "smart0dte-definitions-1";

/** Definitions as one line of their digest and one of JSON: a bit that has turned would trade another contract. */
export function writeDefinitions(of: DefinitionsOf, { details, rules }: Definitions): string {
  const body = canonicalJson({ format: FORMAT, of, details, rules });
  return `${digestOf(body)}\n${body}\n`;
}

/** Reads what {@link writeDefinitions} wrote; null where it is of another day, account or server. Throws what is wrong. */
export function readDefinitions(text: string, of: DefinitionsOf): Definitions | null {
  const [digest = "", body = "", ...rest] = text.split("\n");
  if (rest.join("") !== "" || digest !== digestOf(body)) throw new Error("its digest is of another text");
  const { format, of: kept, details, rules } = objectOf(JSON.parse(body), "the whole");
  if (format !== FORMAT) throw new Error(`of another format: ${String(format)}`);
  if (canonicalJson(kept) !== canonicalJson(of)) return null;
  return {
    details: listOf(details, "details").map(detailsOf),
    rules: listOf(rules, "rules").map(ruleOf),
  };
}

const digestOf = (body: string): string => createHash("sha256").update(body).digest("hex");

function detailsOf(value: unknown): DetailsRow {
  const row = objectOf(value, "a definition");
  const { marketRuleId } = row;
  if (row["multiplier"] !== MULTIPLIER) throw new Error(`a multiplier of ${String(row["multiplier"])}`);
  return {
    conId: wholeOf(row["conId"], "conId"),
    option: optionOf(row["option"]),
    multiplier: MULTIPLIER,
    marketRuleId: marketRuleId === null ? null : wholeOf(marketRuleId, "marketRuleId"),
    minTick: usdE4(wholeOf(row["minTick"], "minTick")),
    timeZone: textOf(row["timeZone"], "timeZone"),
    tradingHours: textOf(row["tradingHours"], "tradingHours"),
    liquidHours: textOf(row["liquidHours"], "liquidHours"),
  };
}

function optionOf(value: unknown): OptionContract {
  const { root, expiry, right, strike } = objectOf(value, "an option");
  const day = parseIsoDate(textOf(expiry, "expiry"));
  if (typeof root !== "string" || !isTicker(root) || !day.ok || (right !== "C" && right !== "P"))
    throw new Error(`no option of the desk's: ${JSON.stringify(value)}`);
  return { kind: "option", root, expiry: day.value, right, strike: usdE4(wholeOf(strike, "strike")) };
}

function ruleOf(value: unknown): MarketRule {
  const { ruleId, steps } = objectOf(value, "a market rule");
  return { ruleId: wholeOf(ruleId, "ruleId"), steps: listOf(steps, "steps").map(stepOf) };
}

function stepOf(value: unknown): TickStep {
  const { from, step } = objectOf(value, "a step");
  return { from: usdE4(wholeOf(from, "from")), step: usdE4(wholeOf(step, "step")) };
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new Error(`${name} is no object`);
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} is no list`);
  return value;
}

function wholeOf(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value))
    throw new Error(`${name} is no whole number`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Error(`${name} is no text`);
  return value;
}
