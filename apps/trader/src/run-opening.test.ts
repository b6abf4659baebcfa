import { defaultParameters } from "@smart0dte/domain";
import { aSessionStart } from "@smart0dte/domain/testing";
import { expect, it } from "vitest";
import { sessionStart } from "./run-opening.ts";

const opening = { run: "r-1", parameters: defaultParameters({ automation: "AUTO" }), halts: [] };
const facts = aSessionStart();

it("a run of a live account begins with automation OFF, whatever people set before; one of paper does not", () => {
  expect(sessionStart(facts, { ...opening, accountKind: "live" })).toMatchObject({
    accountKind: "live",
    parameters: { automation: "OFF" },
  });
  expect(sessionStart(facts, opening)).toMatchObject({
    accountKind: "paper",
    parameters: { automation: "AUTO" },
  });
});
