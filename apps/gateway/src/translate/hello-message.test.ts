import type { SessionStart } from "@smart0dte/domain";
import { expect, it } from "vitest";
import { wordOf } from "./hello-message.ts";

type Facts = readonly [SessionStart["mode"], SessionStart["provenance"]["src"], SessionStart["accountKind"]];

it.each<readonly [...Facts, string]>([
  ["demo", "simulated", "paper", "SIMULATED"],
  ["replay", "recorded", "paper", "REPLAY"],
  ["paper", "live", "paper", "PAPER"],
  ["paper", "simulated", "paper", "SIMULATED"],
  ["paper", "simulated", "live", "LIVE"],
  ["live", "live", "live", "LIVE"],
])("mode %s on a %s market with a %s account is called %s", (mode, src, accountKind, word) => {
  expect(wordOf({ mode, provenance: { src, options: "quoted" }, accountKind })).toBe(word);
});
