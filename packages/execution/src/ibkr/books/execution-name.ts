import type { ExecutionId, OrderId } from "@smart0dte/domain";

/** So many contracts of one execution of the broker, counted from `from`. */
export interface ExecutionPart {
  /** The broker's execution id without the number that corrections raise. */
  readonly base: string;
  readonly from: number;
  readonly count: number;
}

/**
 * Names a package execution by the parts of leg executions that it is made of.
 *
 * The same parts have the same name in every run, and the name tells after a restart what is booked already.
 */
export const nameExecution = (order: OrderId, parts: readonly ExecutionPart[]): ExecutionId =>
  `${order}.${parts.map(({ base, from, count }) => `${base}@${from}*${count}`).join("+")}` as ExecutionId;

/** The parts in a name that {@link nameExecution} made for this order; null for any other name. */
export function readExecutionName(order: OrderId, id: ExecutionId): readonly ExecutionPart[] | null {
  if (!id.startsWith(`${order}.`)) return null;
  const parts: ExecutionPart[] = [];
  for (const text of id.slice(order.length + 1).split("+")) {
    const match = /^(.+)@(\d+)\*(\d+)$/.exec(text);
    if (match === null) return null;
    const [, base = "", from = "", count = ""] = match;
    parts.push({ base, from: Number(from), count: Number(count) });
  }
  return parts;
}

/** A correction has the same id up to the last period, and a higher number behind it. */
export function revisionOf(execId: string): { readonly base: string; readonly revision: number } {
  const at = execId.lastIndexOf(".");
  const revision = Number(execId.slice(at + 1));
  return at <= 0 || !Number.isSafeInteger(revision)
    ? { base: execId, revision: 0 }
    : { base: execId.slice(0, at), revision };
}
