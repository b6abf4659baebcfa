import type { HistoricalError } from "@smart0dte/databento/historical";

/** What went wrong, what to do about it, and what support would ask for. */
export function failureLines({ message, remedy, requestId, code }: HistoricalError): readonly string[] {
  const flag = code === "tooCostly" ? " That is --max-cost-usd." : "";
  return [
    message,
    ...(remedy === null ? [] : [`${remedy}${flag}`]),
    ...(requestId === null ? [] : [`Request id ${requestId}.`]),
  ];
}

/** The same for programs. */
export function failureJson(problem: HistoricalError): string {
  const { code, httpStatus, message, requestId, remedy } = problem;
  return JSON.stringify({ error: { code, httpStatus, case: problem.case, message, requestId, remedy } });
}
