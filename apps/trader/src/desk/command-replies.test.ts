import type { CommandId, Decision } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { expect, it } from "vitest";
import { CommandReplies } from "./command-replies.ts";

const ID = "c-12345678" as CommandId;
const done: Decision = { type: "commandDone", at: minute(60), commandId: ID };
const repeated: Decision = {
  type: "refused",
  at: minute(61),
  subject: { command: ID },
  code: "DUPLICATE",
  numbers: { command: ID },
};
const told = (seq: number, ...decisions: Decision[]) => ({ seq, at: minute(60), decisions });

it("answers a command with what it led to", async () => {
  const replies = new CommandReplies();
  const answer = replies.expect(ID);

  replies.hear(told(7, done));

  expect(await answer).toEqual({ kind: "done", seq: 7, at: minute(60) });
});

it("answers the second of two alike with its own refusal", async () => {
  const replies = new CommandReplies();
  const [first, second] = [replies.expect(ID), replies.expect(ID)];

  replies.hear(told(7, done));
  replies.hear(told(8, repeated));

  expect(await first).toMatchObject({ kind: "done" });
  expect(await second).toMatchObject({ kind: "refused", code: "DUPLICATE", commandId: ID });
});

it("does not mistake another's answer for one's own", async () => {
  const replies = new CommandReplies();
  const answer = replies.expect(ID);

  replies.hear(told(7, { ...done, commandId: "c-other-one" as CommandId }));

  expect(await Promise.race([answer, Promise.resolve("nothing")])).toBe("nothing");
});
