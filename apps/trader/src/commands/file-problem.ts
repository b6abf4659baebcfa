/** The first line of what went wrong, without a trailing full stop. */
export const firstLineOf = (problem: unknown): string =>
  (problem instanceof Error ? problem.message : String(problem)).split("\n", 1)[0]?.replace(/\.$/, "") ?? "";
