import type { CommandId, DeskReply } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { expect, it } from "vitest";
import { CommandDesk, type Asked, type CommandPorts } from "./command-desk.ts";

const ID = "command-1" as CommandId;
const TRADER = { name: "trader-1", role: "trader" } as Asked["user"];

const halt = (): Asked => ({
  id: ID,
  user: TRADER,
  request: { route: "/api/halt", body: { reason: "news" } },
  act: () => ({ kind: "halt", flatten: false, reason: "news" }),
});

it("an act asked for again is never asked of the desk anew, however late its claim is answered", async () => {
  const late: (() => void)[] = [];
  let claims = 0;
  let requests = 0;
  const desk = new CommandDesk({
    store: {
      commands: {
        // the first is known at once; what others read before it was answered arrives after that
        claim: () => {
          claims += 1;
          if (claims === 1) return Promise.resolve({ kind: "new" });
          return new Promise((resolve) => late.push(() => resolve({ kind: "unanswered" })));
        },
        answer: () => Promise.resolve(),
      },
    } as unknown as CommandPorts["store"],
    desk: {
      request: () => {
        requests += 1;
        return Promise.resolve({ kind: "done", at: minute(60) } as DeskReply);
      },
    },
    mirror: { outcomeOf: () => null },
    audit: () => Promise.resolve(),
  });

  const answers = [desk.carryOut(halt()), desk.carryOut(halt()), desk.carryOut(halt())];
  const first = await answers[0];
  for (const arrive of late) arrive();

  expect(await Promise.all(answers)).toEqual([first, first, first]);
  expect(requests).toBe(1);
});
