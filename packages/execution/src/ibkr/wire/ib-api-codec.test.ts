import { aContract } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWireTrial, type WireTrial } from "../testing/wire-trial.ts";
import type { TwsHeard } from "../words/tws-heard.ts";

let trial: WireTrial;

beforeEach(async () => {
  trial = await openWireTrial();
});
afterEach(async () => trial.close());

describe("an end of account values, whose id the library leaves a text", () => {
  it("is heard with its number", async () => {
    await trial.connected();
    trial.tws.tell([74, 1, 1_000_000_002]);

    expect(await trial.hears("accountValuesEnd")).toEqual({
      hear: "accountValuesEnd",
      requestId: 1_000_000_002,
    });
  });
});

describe("a codec that is closed by what it says", () => {
  it("says nothing of what came in the same chunk", async () => {
    const times: TwsHeard[] = [];
    trial.open((words, codec) => {
      if (words.hear !== "currentTime") return;
      times.push(words);
      codec.close();
    });
    await trial.hears("nextValidId");
    trial.tws.tell([49, 1, 1], [49, 1, 2]);
    await trial.hears("currentTime");
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(times).toHaveLength(1);
  });
});

describe("a connection that cannot be made", () => {
  it("is heard as closed with the reason", async () => {
    const { port } = trial.tws;
    await trial.tws.close();
    trial.open(undefined, port);

    expect(await trial.hears("closed")).toMatchObject({ why: expect.stringContaining("ECONNREFUSED") });
  });
});

describe("executions and commissions", () => {
  it("are read with their signs, names and exact money", async () => {
    await trial.connected();
    trial.tws.tell(EXECUTION, [
      59,
      1,
      "00025b49.6abe16db.01.01",
      "1.3012",
      "USD",
      "1.7976931348623157E308",
      "",
      "",
    ]);

    await trial.hears("commission");
    expect(trial.heard.slice(-2)).toMatchObject([
      {
        hear: "execution",
        requestId: null,
        row: { orderRef: "o-1-0", quantity: -2, price: 9_100, contract: { option: aContract(660, "P") } },
      },
      { hear: "commission", commission: 13_012 },
    ]);
  });
});

// prettier-ignore
const EXECUTION = [
  11, -1, 50, 4711, "SPY", "OPT", "20260313", 660, "P", 100, "CBOE", "USD", "SPY   260313P00660000", "",
  "00025b49.6abe16db.01.01", "20260313 10:31:00 US/Eastern", "DU1234567", "CBOE", "SLD", "2", 0.91, 9001, 7, 0, 2, 0.91,
  "o-1-0", "", "", "", 2, 0,
];
