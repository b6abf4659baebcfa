import { PARAMETER_SPECS, type ParameterName, type Role } from "@smart0dte/domain";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import type { GatewayRefusal } from "./command-desk.ts";

interface Staged {
  readonly name: string;
  readonly value: number | string;
  readonly from: number | string;
}

/** Why the gateway does not hand a change of parameters on: it was staged on a value that is no longer there, or it takes an admin. */
export function parameterObstacle(
  changes: readonly Staged[],
  { mirror, role }: { readonly mirror: Pick<DeskMirror, "parameters" | "session">; readonly role: Role },
): GatewayRefusal | null {
  const { parameters, session } = mirror;
  if (parameters === null || session === null) {
    throw new ProblemError(
      "DESK_STARTING",
      "The desk has not said its parameters yet. Nothing was changed. Try again.",
    );
  }
  for (const { name, value, from } of changes) {
    if (!isParameter(name)) continue;
    const now = parameters[name];
    if (now !== from) {
      const { label } = PARAMETER_SPECS[name];
      return {
        refused: "STALE_EDIT",
        sentence: `${label} is ${now} now, not ${from}. Nothing was changed. Look again.`,
      };
    }
    if (
      session.start.accountKind === "live" &&
      name === "expectancyGate" &&
      value === "off" &&
      role !== "admin"
    ) {
      return {
        refused: "ROLE",
        sentence: "Only an admin can switch the expectancy gate off in LIVE. Nothing was changed.",
      };
    }
  }
  return null;
}

const isParameter = (name: string): name is ParameterName => Object.hasOwn(PARAMETER_SPECS, name);
