import { usdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { ACCOUNT } from "../testing/spoken-tws.ts";

const refusal = (trial: BrokerTrial): string => {
  const { session } = trial.broker.view();
  return session.state === "refused" ? session.why : session.state;
};

describe("a session is refused", () => {
  it("with an account that is not there", () => {
    const trial = new BrokerTrial();
    trial.broker.start();
    trial.tws.greet(1, ["DU999"]);

    expect(refusal(trial)).toContain("ACCOUNT_NOT_MANAGED");
    expect(trial.tws.isClosed).toBe(true);
  });

  it("with a paper account on a live port, and says so", () => {
    const trial = new BrokerTrial({ address: { host: "127.0.0.1", port: 4001, clientId: 7 } });
    trial.broker.start();
    trial.tws.greet();

    expect(refusal(trial)).toContain("KIND_NOT_CLEAR");
  });

  it("hazard 11: with a server whose completed orders would be misread", () => {
    const trial = new BrokerTrial();
    trial.broker.start();
    trial.tws.greet(1, [ACCOUNT], 176);

    expect(refusal(trial)).toContain("176");
  });

  it("while another desk holds the client id, and tried again later", () => {
    const trial = new BrokerTrial();
    trial.broker.start();
    trial.tws.tell({ hear: "opened", serverVersion: 193 });
    trial.tws.tell({ hear: "notice", code: 326, text: "client id is already in use", about: null });
    expect(refusal(trial)).toContain("326");

    trial.pass(30_025);

    expect(trial.connections).toHaveLength(2);
  });
});

describe("hazard 15: an old connection's late words", () => {
  it("do nothing to the new one", () => {
    const trial = new BrokerTrial().ready();
    const old = trial.tws;
    old.tell({ hear: "closed", why: "gone" });
    trial.pass(1_000);
    trial.tws.greet();
    trial.pass(500);

    old.tell({ hear: "closed", why: "late" }, { hear: "notice", code: 326, text: "late", about: null });

    expect(trial.state).toBe("ready");
    expect(trial.connections).toHaveLength(2);
  });
});

describe("a frozen connection", () => {
  it("is noticed within seconds, and nothing new is said on it", () => {
    const trial = new BrokerTrial().ready();
    trial.tws.isFrozen = true;
    trial.pass(4_100);
    expect(trial.state).toBe("halfOpen");
    const said = trial.tws.said.length;
    trial.place();
    expect(trial.events.at(-1)).toMatchObject({ kind: "rejected", why: "SESSION_NOT_READY" });
    expect(trial.tws.said).toHaveLength(said);

    trial.pass(3_000);

    expect(trial.connections[0]?.isClosed).toBe(true);
  });
});

describe("an order is refused, and the desk goes on,", () => {
  it("where the broker names a number beyond all that orders may have", () => {
    const trial = new BrokerTrial().ready(1_000_000_000).place();

    expect(trial.events.at(-1)).toMatchObject({
      kind: "rejected",
      why: expect.stringContaining("orderNumbersUsedUp"),
    });
    expect(trial.state).toBe("ready");
  });

  it("where the broker's rule of prices has no increment", () => {
    const trial = new BrokerTrial();
    trial.holdings.steps.splice(0, 1, { from: usdE4(0), step: usdE4(0) });
    trial.ready().place();

    expect(trial.events.at(-1)).toMatchObject({
      kind: "rejected",
      why: expect.stringContaining("market rule 26 has an increment of nothing"),
    });
    expect(trial.state).toBe("ready");
  });
});
