import { formatCompactOsi, usdE4 } from "@smart0dte/domain";
import { aContract } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { BrokerTrial } from "../testing/broker-trial.ts";
import type { QuoteTold } from "./quote-watch.ts";

const PUT = aContract(660, "P");
const CALL = aContract(665, "C");
const PUT_NAME = formatCompactOsi(PUT);

/** Watches and lets it be asked. */
function watching(lines: number, contracts = [PUT, CALL]): BrokerTrial {
  const trial = new BrokerTrial({ quoteLines: lines }).ready();
  trial.broker.watch(contracts);
  return trial.pass(500);
}

const asked = (trial: BrokerTrial): readonly string[] =>
  trial.tws
    .sayings("quotes")
    .map(({ of }) => (of.kind === "index" ? of.symbol : `${of.wish.strike}${of.wish.right}`));

function lineOf(trial: BrokerTrial, n: number): number {
  const requestId = trial.tws.sayings("quotes")[n]?.requestId;
  if (requestId === undefined) throw new Error("not asked");
  return requestId;
}

const toldOf = (trial: BrokerTrial, of: string): QuoteTold | undefined =>
  trial.broker.view().quotes.find((quote) => quote.of === of);

describe("quotes of the broker", () => {
  it("are of the VIX and of what matters, delayed ones too, each asked once", () => {
    const trial = watching(20);
    trial.broker.watch([PUT, CALL]);
    trial.pass(500);

    expect(asked(trial)).toEqual(["VIX", "6600000P", "6650000C"]);
    expect(trial.tws.sayings("delayedQuotesToo")).toHaveLength(1);
  });

  it("never take more lines than the budget, and say how many found no place", () => {
    const trial = watching(2);

    expect(asked(trial)).toEqual(["VIX", "6600000P"]);
    expect(trial.broker.view().quotesBeyondBudget).toBe(1);
  });

  it("take none where none are given", () => {
    expect(asked(watching(0))).toEqual([]);
  });

  it("give a line back for what matters no more before another is taken", () => {
    const trial = watching(2);
    trial.broker.watch([CALL]);
    trial.pass(500);
    const kinds = trial.tws.said
      .map(({ say }) => say)
      .filter((say) => say === "quotes" || say === "cancelQuotes");

    expect(kinds).toEqual(["quotes", "quotes", "cancelQuotes", "quotes"]);
    expect(trial.tws.sayings("cancelQuotes")).toEqual([{ say: "cancelQuotes", requestId: lineOf(trial, 1) }]);
    expect(trial.broker.view().quotes.map(({ of }) => of)).toEqual(["VIX", formatCompactOsi(CALL)]);
  });

  it("are the newest of each side, with their time and whether they are delayed", () => {
    const trial = watching(20);
    const requestId = lineOf(trial, 1);
    expect(toldOf(trial, PUT_NAME)).toMatchObject({ bid: null, at: null });
    trial.tws.tell(
      { hear: "tick", requestId, side: "bid", price: usdE4(9_000), isDelayed: true },
      { hear: "tick", requestId, side: "bid", price: usdE4(9_100), isDelayed: false },
      { hear: "tick", requestId, side: "ask", price: null, isDelayed: false },
    );

    expect(toldOf(trial, PUT_NAME)).toMatchObject({ bid: 9_100, ask: null, isDelayed: false, why: null });
    expect(toldOf(trial, PUT_NAME)?.at).not.toBeNull();
  });

  it.each([354, 10_197, 101, 200])("that are withheld (%i) say why and are not asked for again", (code) => {
    const trial = watching(20);
    trial.tws.tell({ hear: "notice", code, text: "not for you", about: lineOf(trial, 1) });
    trial.broker.watch([PUT, CALL]);
    trial.pass(500);

    expect(toldOf(trial, PUT_NAME)).toMatchObject({ bid: null, why: `${code}: not for you` });
    expect(asked(trial)).toHaveLength(3);
    expect(trial.state).toBe("ready");
  });

  it("are told again where delayed ones come in their place", () => {
    const trial = watching(20);
    const requestId = lineOf(trial, 1);
    trial.tws.tell({ hear: "notice", code: 10_167, text: "delayed data", about: requestId });

    expect(toldOf(trial, PUT_NAME)?.why).toBeNull();
  });

  it("are asked for anew on another connection, and where the broker has forgotten them", () => {
    const trial = watching(20);
    trial.tws.tell({ hear: "notice", code: 1101, text: "restored, data lost", about: null });
    expect(trial.broker.view().quotes).toEqual([]);
    trial.pass(500);
    trial.broker.watch([PUT]);
    trial.pass(500);

    expect(asked(trial)).toEqual(["VIX", "6600000P", "6650000C", "VIX", "6600000P"]);
  });
});
