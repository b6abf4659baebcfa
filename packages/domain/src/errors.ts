/**
 * A broken promise inside our own code: the state is no longer trustworthy.
 *
 * Never caught below the composition root, which stops the process;
 * the next start recovers from the journal before it trades.
 * Expected refusals (a limit, a closed market) are values, not this class.
 */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly context: Readonly<Record<string, unknown>>;

  constructor(message: string, context: Readonly<Record<string, unknown>> = {}) {
    super(`${message} ${JSON.stringify(context)}`);
    this.context = context;
  }
}

/**
 * Input from outside that cannot be used: a file, a header, a date, a flag.
 *
 * One sentence that names where and why; the command line prints it and exits with 2.
 */
export class BadInputError extends Error {
  override readonly name = "BadInputError";
}

/** Closes a `switch` over a union; a new variant then fails to compile here. */
export function unreachable(value: never): never {
  throw new InvariantError("Unreachable variant", { value });
}
