import { armedUntil, unreachable, type Arming } from "@smart0dte/domain";
import type { ArmingFrame } from "../contract/index.ts";
import { disarmedSentence } from "../sentences/arming-sentence.ts";

const NOTHING = { since: null, by: null, account: null, until: null, idleAt: null, why: null } as const;

export function armingFrame(arming: Arming): ArmingFrame {
  switch (arming.kind) {
    case "notNeeded":
      return { ...NOTHING, state: "notNeeded" };
    case "disarmed": {
      const { since, why } = arming;
      return { ...NOTHING, state: "disarmed", since, why: disarmedSentence(why) };
    }
    case "armed": {
      const { since, by, account, until } = arming;
      return { ...NOTHING, state: "armed", since, by, account, until, idleAt: armedUntil(arming) };
    }
    default:
      return unreachable(arming);
  }
}
