import {
  dayOf,
  HistoricalError,
  type DatasetCondition,
  type HistoricalClient,
} from "@smart0dte/databento/historical";
import type { FetchOrder } from "./fetch-words.ts";

/** The days of the range whose data are not all there, as the server tells; none where it does not tell. */
export async function poorDays(
  client: HistoricalClient,
  { request, from, until }: FetchOrder,
  on: { readonly signal: AbortSignal; say(line: string): void },
): Promise<readonly Pick<DatasetCondition, "date" | "condition">[]> {
  const days = { dataset: request.dataset, startDate: dayOf(from), endDate: dayOf(until - 1n) };
  try {
    const told = await client.metadata.getDatasetCondition(days, on.signal);
    const poor = told.filter(({ condition }) => condition !== "available");
    for (const { date, condition } of poor) on.say(`The data of ${date} are ${condition}.`);
    return poor.map(({ date, condition }) => ({ date, condition }));
  } catch (problem) {
    if (!(problem instanceof HistoricalError) || problem.code === "stopped") throw problem;
    on.say(`Whether the data of these days are all there could not be asked: ${problem.message}`);
    return [];
  }
}
