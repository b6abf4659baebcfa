import { refusalSentence, type Statistic } from "../refusal.ts";

/** A statistic that must be had. */
export function had<Value>(statistic: Statistic<Value>): Value {
  if (statistic.ok) return statistic.value;
  throw new Error(refusalSentence(statistic.error));
}
