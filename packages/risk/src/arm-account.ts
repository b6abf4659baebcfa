import type { Command } from "@smart0dte/domain";
import { stepArming, type ArmingEvent } from "./arming.ts";
import type { Denial } from "./denial.ts";
import { cancelOpenings } from "./halting.ts";
import { change, say, type Turn } from "./turn.ts";

/** An administrator's act, at a broker whose books agree; automation goes OFF with it. Ends when the options close. */
export function armAccount(turn: Turn, { by }: Command, account: string): Turn | Denial {
  const { at, book } = turn;
  const { session, brokerLink } = book;
  if (by.role !== "admin") return { code: "ROLE", numbers: { role: by.role, needs: "admin", act: "arm" } };
  if (book.arming.kind === "disarmed") {
    if (at >= session.optionClose)
      return { code: "NOT_OPEN", numbers: { at, open: session.open, close: session.close } };
    const { state, why } = brokerLink;
    if (state !== "ready") return { code: "BROKER_NOT_READY", numbers: { state, why } };
  }
  const armed = stepped(turn, { kind: "arm", by: by.user, account, until: session.optionClose });
  return "code" in armed ? armed : withoutAutomation(armed, by.user);
}

export const disarmAccount = (
  turn: Turn,
  event: Omit<Extract<ArmingEvent, { kind: "disarm" }>, "kind">,
): Turn => changed(turn, { kind: "disarm", ...event });

/** A person is there; what is disarmed stays so. */
export const noteAct = (turn: Turn): Turn => changed(turn, { kind: "act" });

/** An arming ends by time before anything else of an input happens. */
export const lapseArming = (turn: Turn): Turn => changed(turn, { kind: "time" });

/** Of everything but arming, which alone can be refused. */
function changed(turn: Turn, event: Exclude<ArmingEvent, { kind: "arm" }>): Turn {
  const next = stepped(turn, event);
  return "code" in next ? turn : next;
}

function stepped(turn: Turn, event: ArmingEvent): Turn | Denial {
  const step = stepArming(turn.book.arming, event, turn.at);
  if ("code" in step) return step;
  const { arming, said } = step;
  if (arming === turn.book.arming) return turn;
  const next = change(turn, { arming });
  if (said === null) return next;
  // an opening that still works adds risk when it fills
  return said.type === "disarmed" ? cancelOpenings(say(next, said), "disarmed", null) : say(next, said);
}

function withoutAutomation(turn: Turn, by: string): Turn {
  const { parameters } = turn.book;
  const { automation: from } = parameters;
  if (from === "OFF") return turn;
  return say(change(turn, { parameters: { ...parameters, automation: "OFF" } }), {
    type: "parametersChanged",
    at: turn.at,
    by,
    reason: "LIVE was armed",
    changes: [{ name: "automation", from, to: "OFF" }],
  });
}
