import { describe, expect, it } from "vitest";
import { decodeServerFrame, type StrictMessage } from "./decode-frame.ts";
import { COMBO, openOrderFrame, SINGLE } from "./testing/order-frames.ts";
import { specFields } from "./testing/spec-frame.ts";

/** What was recorded at a gateway, as the description tells it, read frame by frame at version 193. */

const LEG_1 = "700000001 SPY OPT 20261122 590 C 100 CBOE USD SPY~~~261122C00590000 _";
const LEG_2 = "700000002 SPY OPT 20261122 591 C 100 ISE USD SPY~~~261122C00591000 _";
const BAG = "28812380 SPY BAG _ 0 ? _ SMART USD SPY COMB";
const FILLED = openOrderFrame(193, COMBO).map((field) => (field === "PreSubmitted" ? "Filled" : field));
const STATUS = "7 Filled 2 0 0.55 1234567890 0 0.55 1 _ 0";

function execution(contract: string, execId: string, rest: string): readonly string[] {
  return specFields(
    `11 -1 7 ${contract} ${execId} 20261122~09:30:01~US/Eastern DU1234567 ${rest}`,
    "1234567890 1 0 2 0.55 intent-1 _ _ _ 2 0",
  );
}

function read(frames: readonly (readonly string[])[]): readonly StrictMessage[] {
  return frames.map((fields) => decodeServerFrame(fields, 193));
}

describe("a recorded sequence", () => {
  it("begins a session with accounts, the next id and the farms' states, 2107 for one that sleeps", () => {
    const messages = read([
      specFields("15 1 DU1234567"),
      specFields("9 1 7"),
      specFields("4 2 -1 2104 Market~data~farm~connection~is~OK:usfarm _"),
      specFields("4 2 -1 2107 HMDS~data~farm~connection~is~inactive:ushmds _"),
      specFields("4 2 -1 2158 Sec-def~data~farm~connection~is~OK:secdefil _"),
    ]);

    expect(messages.map(({ name }) => name)).toEqual([
      "managedAccounts",
      "nextValidId",
      "error",
      "error",
      "error",
    ]);
  });

  it("tells a package's fill as one execution of its own without commission and one for each leg with it", () => {
    const messages = read([
      execution(BAG, "000225ed.6abc8e73.01.01", "SMART BOT 2 0.55"),
      FILLED,
      specFields(`3 ${STATUS}`),
      execution(LEG_1, "00025b49.6abe16db.01.01.01", "CBOE BOT 2 1.25"),
      FILLED,
      specFields(`3 ${STATUS}`),
      execution(LEG_2, "00025b49.6abe16dc.01.01.01", "ISE SLD 2 0.7"),
      FILLED,
      specFields(`3 ${STATUS}`),
      specFields("59 1 00025b49.6abe16db.01.01.01 1.3 USD MAX MAX _"),
      specFields("59 1 00025b49.6abe16dc.01.01.01 1.3 USD 12.5 MAX _"),
    ]);

    const executions = messages.filter(({ name }) => name === "execution");
    expect(executions.map(({ values }) => values["secType"])).toEqual(["BAG", "OPT", "OPT"]);
    expect(new Set(executions.map(({ values }) => values["orderRef"]))).toEqual(new Set(["intent-1"]));
    const money = messages.filter(({ name }) => name === "commissionReport");
    expect(money.map(({ values }) => values["realizedPNL"])).toEqual([null, 12.5]);
  });

  it("cancels with the status before error 202", () => {
    const pending = specFields("3 7 PendingCancel 0 2 0 1234567890 0 0 1 _ 0");
    const position = openOrderFrame(193, SINGLE).indexOf("PreSubmitted");
    const messages = read([
      openOrderFrame(193, SINGLE).with(position, "PendingCancel"),
      pending,
      specFields("3 7 Cancelled 0 2 0 1234567890 0 0 1 _ 0"),
      specFields("4 2 7 202 Order~Canceled~-~reason: _"),
    ]);

    expect(messages.map(({ values }) => values["status"] ?? values["errorCode"])).toEqual([
      "PendingCancel",
      "PendingCancel",
      "Cancelled",
      202,
    ]);
  });

  it.each([
    {
      what: "an order message of several lines",
      frame: specFields("4 2 7 399 x _").with(4, "Order Message:\nBUY 2 SPY\nWarning: later"),
    },
    {
      what: "a rejection with its reasons",
      frame: specFields('4 2 7 201 Order~rejected {"rejects":[{"category":"margin"}]}'),
    },
    {
      what: "a child that waits for its parent",
      frame: specFields("3 8 PreSubmitted 0 2 0 1234567891 7 0 1 child,trigger 0"),
    },
    {
      what: "an order bound from the screen",
      frame: specFields("3 -5 Submitted 0 2 0 1234567892 0 0 0 _ 0"),
    },
    { what: "no quote", frame: specFields("1 6 1001 1 -1 0 0") },
    { what: "greeks that are not computed", frame: specFields("21 1001 10 0 -1 -2 -1 -1 -2 -2 -2 -1") },
    { what: "a row of a closed position", frame: specFields(`61 3 DU1234567 ${LEG_1} 0 0`) },
  ])("has $what", ({ frame }) => {
    expect(() => decodeServerFrame(frame, 193)).not.toThrow();
  });
});
