import type { Arming, DeskRequest } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import type { SignedIn } from "@smart0dte/storage/postgres";
import { expect, it } from "vitest";
import { ArmingWatch } from "./arming-watch.ts";

const ARMED: Arming = {
  kind: "armed",
  by: "ada",
  account: "U1234567",
  since: minute(1),
  until: minute(405),
  actedAt: minute(1),
};
const ADA: SignedIn = {
  user: { id: 1, name: "ada", role: "admin", mustChange: false, disabled: false },
  tokenSha256: Buffer.alloc(32, 1),
};

function aWatch() {
  const state: { arming: Arming; stands: boolean } = {
    arming: { kind: "disarmed", why: "start", since: minute(0) },
    stands: true,
  };
  const asked: DeskRequest[] = [];
  const watch = new ArmingWatch({
    mirror: {
      get arming() {
        return state.arming;
      },
    },
    store: { sessions: { findHash: async () => (state.stands ? ADA : null) } },
    desk: {
      request: async (request) => {
        asked.push(request);
        return "noAnswer";
      },
    },
    audit: async () => {},
    now: () => 0,
  });
  const disarmings = () =>
    asked.flatMap((request) =>
      request.kind === "command" && request.command.act.kind === "disarm" ? [request.command.act.why] : [],
    );
  return { watch, state, disarmings };
}

it("an armed account that nobody here armed is disarmed, again and again until the desk has done it", async () => {
  const { watch, state, disarmings } = aWatch();
  state.arming = ARMED;

  await watch.check();
  await watch.check();

  expect(disarmings()).toEqual(["restart", "restart"]);
});

it("an account stays armed while the session of its armer stands, whoever else asks for it meanwhile", async () => {
  const { watch, state, disarmings } = aWatch();
  watch.asks(ADA);
  state.arming = ARMED;
  watch.asks({ ...ADA, tokenSha256: Buffer.alloc(32, 2) });

  await watch.check();
  await watch.signedOut(Buffer.alloc(32, 2));
  expect(disarmings()).toEqual([]);

  state.stands = false;
  await watch.check();
  expect(disarmings()).toEqual(["signedOut"]);
});
