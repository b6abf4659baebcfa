import { InvariantError } from "@smart0dte/domain";

type Columns = Readonly<Record<string, ArrayLike<number>>>;

/** The count itself, when every column has it and every answer has room for it. */
export function requireLengths(count: number, columns: Columns, answers: Columns): number {
  for (const [name, { length }] of Object.entries(columns))
    if (length !== count)
      throw new InvariantError("A column is not as long as the strikes", { name, length, count });
  for (const [name, { length }] of Object.entries(answers))
    if (length < count) throw new InvariantError("No room for the answers", { name, length, count });
  return count;
}
