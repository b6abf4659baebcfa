import { usdE4 } from "@smart0dte/domain";
import { aPlan } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { BrokerTrial } from "../testing/broker-trial.ts";
import type { TwsSay } from "../words/tws-say.ts";
import type { MarginAnswer, MarginWish } from "./margin-desk.ts";

const WISH: MarginWish = { legs: aPlan().legs, quantity: 2, limit: usdE4(-6_000) };
const FIGURES = { initial: usdE4(10_000_000), maintenance: usdE4(9_000_000), equity: usdE4(1_200_000) };

/** Asks, and gives the answers time to come. */
function asking(trial: BrokerTrial): readonly MarginAnswer[] {
  const answers: MarginAnswer[] = [];
  trial.broker.margin(WISH, (answer) => answers.push(answer));
  trial.pass(200);
  return answers;
}

function questionOf(trial: BrokerTrial): Extract<TwsSay, { say: "whatIf" }> {
  const [question] = trial.tws.sayings("whatIf");
  if (question === undefined) throw new Error("nothing was asked");
  return question;
}

describe("what an order would do to the margin", () => {
  it("is asked of the package as it would be ordered, under a number of its own and no order's name", () => {
    const trial = new BrokerTrial().ready(40);
    asking(trial);

    expect(questionOf(trial)).toMatchObject({
      orderNumber: 40,
      contract: { kind: "package", symbol: "SPY", legs: [{ action: "SELL" }, { action: "BUY" }] },
      order: { action: "BUY", quantity: 2, limit: -6_000, orderRef: "what-if" },
    });
    trial.place();
    expect(trial.tws.sayings("placeOrder")).toMatchObject([{ orderNumber: 41 }]);
  });

  it("is what the broker says", () => {
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    const { orderNumber } = questionOf(trial);
    trial.tws.tell({ hear: "preview", orderNumber, row: FIGURES });
    trial.tws.tell({ hear: "preview", orderNumber, row: { ...FIGURES, initial: usdE4(1) } });

    expect(answers).toMatchObject([{ kind: "told", ...FIGURES }]);
    expect(trial.state).toBe("ready");
    expect(trial.events).toEqual([]);
  });

  it("is declined with the broker's reason, which puts no order in doubt", () => {
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    const text = "No whatif check support for smart combo order.";
    trial.tws.tell({ hear: "notice", code: 360, text, about: questionOf(trial).orderNumber });

    expect(answers).toMatchObject([{ kind: "declined", why: `360: ${text}` }]);
    expect(trial.pass(100).state).toBe("ready");
    expect(trial.notices.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it("is waited for where the broker only warns", () => {
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    const { orderNumber } = questionOf(trial);
    trial.tws.tell({ hear: "notice", code: 399, text: "not at once", about: orderNumber });
    trial.tws.tell({ hear: "preview", orderNumber, row: FIGURES });

    expect(answers).toMatchObject([{ kind: "told" }]);
  });

  it("is declined where the broker names no figure", () => {
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    const row = { ...FIGURES, maintenance: null };
    trial.tws.tell({ hear: "preview", orderNumber: questionOf(trial).orderNumber, row });

    expect(answers).toMatchObject([{ kind: "declined", why: "the broker answered without figures" }]);
  });

  it("is declined after three seconds; an answer that comes later is nobody's order", () => {
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    const { orderNumber } = questionOf(trial);
    trial.pass(2_700);
    expect(answers).toEqual([]);
    trial.pass(200);
    trial.tws.tell({ hear: "notice", code: 360, text: "late", about: orderNumber });

    expect(answers).toMatchObject([{ kind: "declined", why: "the broker did not answer in time" }]);
    expect(trial.pass(100).state).toBe("ready");
  });

  it("is declined where a leg is not to be known", () => {
    const trial = new BrokerTrial().ready();
    trial.tws.mute.add("contractDetails");
    const answers = asking(trial);
    trial.pass(3_000);

    expect(answers).toMatchObject([{ kind: "declined", why: "the broker did not answer in time" }]);
    expect(trial.tws.sayings("whatIf")).toEqual([]);
  });

  it("is declined without a connection, and when it is lost", () => {
    const early = asking(new BrokerTrial());
    const trial = new BrokerTrial().ready();
    const answers = asking(trial);
    trial.tws.tell({ hear: "closed", why: "reset by peer" });

    expect(early).toMatchObject([{ kind: "declined", why: "the broker cannot be asked now" }]);
    expect(answers).toMatchObject([{ kind: "declined", why: "the connection was lost" }]);
  });
});
