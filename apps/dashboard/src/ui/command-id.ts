/** A fresh id for one act of a person; every retry of that act reuses it. */
export const newCommandId = (): string => crypto.randomUUID();
