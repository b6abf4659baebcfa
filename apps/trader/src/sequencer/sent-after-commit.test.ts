import { orderId, type CommandId, type OrderCommand } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import type { Consequence } from "./desk-run.ts";
import { SentAfterCommit } from "./sent-after-commit.ts";

const cancelOf = (n: number): OrderCommand => ({
  type: "orderCommand",
  action: "cancel",
  at: minute(60),
  orderId: orderId(n, 0),
});

/** What an input led to: orders of these numbers, or a decision that sends none. */
const leadingTo = (seq: number, orders: readonly number[]): Consequence => ({
  input: { seq, at: minute(60), what: { kind: "timer" } },
  decisions: [{ type: "commandDone", at: minute(60), commandId: `c-${seq}` as CommandId }],
  commands: orders.map(cancelOf),
});

/** Commits that last when the test says so, and everything in the order in which it happened. */
function aBroker(flush = (): Promise<void> => Promise.resolve()) {
  const happened: string[] = [];
  const commits: { readonly resolve: () => void; readonly reject: (why: Error) => void }[] = [];
  const failures: unknown[] = [];
  const sent = new SentAfterCommit(
    {
      lasting: "disk",
      journal: {
        flush: () => {
          happened.push("flush");
          return flush();
        },
      } as never,
      commitIntents: (commands) => {
        happened.push(`commit ${commands.map((command) => command.orderId).join(" ")}`);
        return new Promise((resolve, reject) => commits.push({ resolve, reject }));
      },
    },
    {
      follow: ({ decisions: [decision] }) =>
        void happened.push(`follow ${decision?.type === "commandDone" ? decision.commandId : ""}`),
    },
    (error) => failures.push(error),
  );
  return { sent, happened, commits, failures };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("what goes to a broker outside", () => {
  it("waits for the journal and then for the commit of its intent", async () => {
    const { sent, happened, commits } = aBroker();
    sent.follow(leadingTo(1, [1]));
    await turn();
    expect(happened).toEqual(["flush", "commit o-1-0"]);
    expect(sent.isWaiting).toBe(true);

    commits[0]?.resolve();
    await sent.settled();

    expect(happened).toEqual(["flush", "commit o-1-0", "follow c-1"]);
  });

  it("shares the next commit with what was decided meanwhile, and keeps its order", async () => {
    const { sent, happened, commits } = aBroker();
    sent.follow(leadingTo(1, [1]));
    await turn();
    for (const [seq, orders] of [
      [2, [2]],
      [3, []],
      [4, [3, 4]],
    ] as const)
      sent.follow(leadingTo(seq, orders));
    commits[0]?.resolve();
    await turn();
    commits[1]?.resolve();
    await sent.settled();

    expect(happened).toEqual([
      "flush",
      "commit o-1-0",
      "follow c-1",
      "flush",
      "commit o-2-0 o-3-0 o-4-0",
      "follow c-2",
      "follow c-3",
      "follow c-4",
    ]);
  });

  it("is there at once where no order is to be committed", () => {
    const { sent, happened } = aBroker();
    sent.follow(leadingTo(1, []));
    expect(happened).toEqual(["follow c-1"]);
    expect(sent.isWaiting).toBe(false);
  });

  it.each([
    ["the intent cannot be committed", undefined],
    ["the journal cannot be written", () => Promise.reject(new Error("no space left"))],
  ] as const)("never arrives when %s, nor does what was decided after it", async (_why, flush) => {
    const { sent, happened, commits, failures } = aBroker(flush);
    sent.follow(leadingTo(1, [1]));
    sent.follow(leadingTo(2, []));
    await turn();
    commits[0]?.reject(new Error("the database is gone"));
    await sent.settled();

    expect(happened.filter((what) => what.startsWith("follow"))).toEqual([]);
    expect(failures).toHaveLength(1);
  });
});
