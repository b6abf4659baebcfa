import { aSession } from "@smart0dte/domain/testing";
import { MarketTranslator, type TranslatorOptions } from "../market-translator.ts";
import { aDefinitionRecord, aMappingRecord, feed } from "./builders-record.ts";
import { readBatch, type ReadRecord } from "./read-batch.ts";

export const CALL = "SPY   260313C00660000";
export const SECOND = 1_000_000;

/** Knows one call as id 1 and SPY as id 2 of connection 0. */
export function aTranslator(over: Partial<TranslatorOptions> = {}): MarketTranslator {
  const translator = new MarketTranslator({ session: aSession(), ...over });
  feed(translator, [aDefinitionRecord({ symbol: CALL, at: 0 })]);
  feed(translator, [aMappingRecord({ id: 2, asked: "SPY", resolved: "SPY", at: 0 })]);
  return translator;
}

/** What waits, taken. */
export const told = (translator: MarketTranslator): ReadRecord[] => readBatch(translator.takeBatch()?.batch);
