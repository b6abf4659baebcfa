import { BadInputError, InvariantError } from "@smart0dte/domain";
import { JournalWriteError } from "@smart0dte/storage/journal";
import { describe, expect, it } from "vitest";
import { asFailure, DeskFailure, rootOf } from "./desk-failure.ts";
import { DeskEnding } from "./desk-ending.ts";

const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe("what ends a desk", () => {
  it("is one sentence where the cause lies outside: the system's, the database's, the disk's", () => {
    const failed = new Error("Failed query: insert\nparams: 1", {
      cause: withCode("57P01", "terminating\n connection."),
    });

    expect(asFailure(failed)).toEqual(new DeskFailure("The desk cannot go on: terminating connection."));
    expect(asFailure(withCode("ENOSPC", "no space left"))).toBeInstanceOf(DeskFailure);
    expect(asFailure(new Error("Connection terminated unexpectedly"))).toBeInstanceOf(DeskFailure);
    expect(String(asFailure(new JournalWriteError("The journal x cannot be written: ENOSPC")))).toMatch(
      /cannot be written: ENOSPC\. Nothing that it does not hold was shown or sent\. Make room and start again\.$/,
    );
  });

  it.each([
    new InvariantError("A broken promise"),
    new TypeError("undefined is not a function"),
    new BadInputError("A date is none."),
    withCode("ERR_INVALID_ARG_TYPE", "our own bug"),
  ])("stays as it is where it is a bug or bad input: $message", (error) => {
    expect(asFailure(error)).toBe(error);
  });

  it("comes down to its innermost cause", () => {
    expect(rootOf(new Error("a", { cause: new AggregateError([new Error("b."), new Error("c")]) }))).toBe(
      "b",
    );
    expect(rootOf("words")).toBe("words");
  });

  it("is told as the first that broke, and a stop alone is no failure", async () => {
    const ending = new DeskEnding();
    ending.stop();
    expect(() => ending.throwFailure()).not.toThrow();

    expect(ending.fail(new Error("first"))).toBe(true);
    expect(ending.fail(new Error("second"))).toBe(false);

    await ending.ended();
    expect(() => ending.throwFailure()).toThrow("first");
  });
});
