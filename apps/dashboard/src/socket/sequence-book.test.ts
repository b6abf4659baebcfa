import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SequenceBook } from "./sequence-book.ts";

describe("the numbering of a topic", () => {
  it("applies changes that follow the snapshot one by one", () => {
    const book = new SequenceBook();

    expect([book.snapshot("risk", 7), book.change("risk", 8), book.change("risk", 9)]).toEqual([
      "apply",
      "apply",
      "apply",
    ]);
  });

  it("asks once for a snapshot after a hole and ignores changes until it comes", () => {
    const book = new SequenceBook();
    book.snapshot("risk", 1);

    expect([book.change("risk", 3), book.change("risk", 4), book.change("risk", 5)]).toEqual([
      "resync",
      "ignore",
      "ignore",
    ]);
    expect([book.snapshot("risk", 5), book.change("risk", 6)]).toEqual(["apply", "apply"]);
  });

  it("asks for a snapshot when a change comes first", () => {
    expect(new SequenceBook().change("risk", 1)).toBe("resync");
  });

  it("takes a repeat for old news, not for a hole", () => {
    const book = new SequenceBook();
    book.snapshot("risk", 4);

    expect([book.change("risk", 4), book.change("risk", 2), book.change("risk", 5)]).toEqual([
      "ignore",
      "ignore",
      "apply",
    ]);
  });

  it("keeps topics apart", () => {
    const book = new SequenceBook();
    book.snapshot("risk", 1);
    book.snapshot("day", 9);
    book.change("risk", 5);

    expect(book.change("day", 10)).toBe("apply");
  });

  it("never applies a change that does not follow what was applied last", () => {
    const step = fc.record({
      kind: fc.constantFrom("snapshot" as const, "change" as const),
      seq: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const book = new SequenceBook();
        let last: number | null = null;
        for (const { kind, seq } of steps) {
          const verdict = book[kind]("risk", seq);
          if (verdict !== "apply") continue;
          if (kind === "change") expect(seq).toBe((last ?? Number.NaN) + 1);
          last = seq;
        }
      }),
    );
  });
});
