import { join } from "node:path";
import { orderId, type BrokerEvent, type OrderCommand, type OutsideInput, usdE4 } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { openExchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor } from "@smart0dte/simulator/tws-door";
import { createJournal } from "@smart0dte/storage/journal";
import { describe, expect, it } from "vitest";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, aRun, MORNING, playTo } from "../testing/simulated-morning.ts";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { BrokerPort } from "./broker-port.ts";
import { openTwsPort } from "./tws-port.ts";

const ACCOUNT = "DU1000001";
const PLACE: OrderCommand = {
  type: "orderCommand",
  action: "place",
  at: minute(60),
  orderId: orderId(5, 0),
  purpose: "open",
  legs: [],
  quantity: 1,
  limit: usdE4(100),
  validUntil: minute(66),
};

interface Ends {
  readonly failures: unknown[];
  readonly port: BrokerPort;
}

function aPort(run: DeskRun, put: (what: OutsideInput, at: DeskRun["at"] | null) => void): Ends {
  const failures: unknown[] = [];
  let highest = 0;
  // desk time stands for the port: a test plays hours in seconds
  let opened: DeskRun["at"] | null = null;
  const port = openTwsPort({
    run,
    put,
    now: () => (opened ??= run.at),
    deskAt: () => run.at,
    orderNumbers: { highest: () => highest, raise: (to) => void (highest = Math.max(highest, to)) },
    onFailure: (error) => void failures.push(error),
    log: () => {},
  });
  return { failures, port };
}

describe("the way to a TWS", () => {
  it("tells an order that comes before there is anybody as rejected, a changed limit as refused", () => {
    const said: OutsideInput[] = [];
    const { port } = aPort(aRun("tws"), (what) => void said.push(what));
    const { at, orderId: id, limit } = { ...PLACE, limit: PLACE.limit };
    port.follow({ decisions: [], commands: [PLACE] });
    port.follow({
      decisions: [],
      commands: [
        { type: "orderCommand", action: "replace", at, orderId: id, purpose: "open", limit },
        { type: "orderCommand", action: "cancel", at, orderId: id },
      ],
    });

    expect(port.line()).toBeNull();
    expect(said).toMatchObject([
      { kind: "broker", event: { kind: "rejected", orderId: id, why: "SESSION_NOT_READY" } },
      { kind: "broker", event: { kind: "replaceRefused", orderId: id } },
    ]);
  });

  it("puts nothing in once it is closed", () => {
    const said: OutsideInput[] = [];
    const { port } = aPort(aRun("tws"), (what) => void said.push(what));
    port.close();
    port.follow({ decisions: [], commands: [PLACE] });

    expect(said).toEqual([]);
  });

  it("ends the desk by its own hand where something in it breaks", async () => {
    const broken = new Error("the journal is full");
    const { port, failures } = aPort(aRun("tws"), ({ kind }) => {
      if (kind === "brokerLink" && port.line()?.state === "backingOff") throw broken;
    });
    // nobody listens there
    port.open({ host: "127.0.0.1", port: 1, account: ACCOUNT, clientId: 1, isSimulator: true });

    await expect.poll(() => failures).toEqual([broken]);
    expect(port.line()?.state).toBe("disconnected");
  });

  it("compares anew at once when a person has accepted a holding", async () => {
    const run = aRun("tws");
    const { port } = aPort(run, () => {});
    const exchange = openExchange({ ...MORNING, speed: 1, startAt: run.at, paused: true });
    const door = await openTwsDoor({ exchange, account: ACCOUNT, port: 0, log: () => {} });
    try {
      port.open({ host: "127.0.0.1", port: door.port, account: ACCOUNT, clientId: 1, isSimulator: true });
      await expect.poll(() => port.line()?.state, { timeout: 10_000 }).toBe("ready");
      const type = "holdingAccepted";
      port.follow({
        decisions: [{ type, at: run.at, by: "trader-1", contract: "STK SPY", quantity: 100 }],
        commands: [],
      });

      expect(port.line()?.notices).toContainEqual(
        expect.objectContaining({ code: "resynchronise", text: "a person accepted a holding" }),
      );
      expect(port.line()?.state).toBe("synchronising");
    } finally {
      port.close();
      exchange.close();
      await door.close();
    }
  }, 60_000);

  it("keeps an order from the broker's comparison while its intent is being committed, and sends it then", async () => {
    const run = aRun("tws");
    const journal = createJournal(join(aFolder(), "held.journal"));
    const events: BrokerEvent[] = [];
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const { port, failures } = aPort(run, (what, at) => {
      if (what.kind === "broker") events.push(what.event);
      recording.sequencer.put(what, at);
    });
    const recording = aRecording(run, journal, {
      commitIntents: () => {
        held.resolve();
        return released.promise;
      },
      brokerPort: port,
    });
    const market = aMarket();
    await playTo(1, recording, market);
    recording.sequencer.put({ kind: "brokerLink", link: { state: "ready", why: "a test" } }, null);
    let isHeld = false;
    let playing = Promise.resolve();
    // the market would go on during the commit
    for (let minutes = 2; !isHeld && minutes <= 60; minutes += 1) {
      playing = playTo(minutes, recording, market);
      isHeld = await Promise.race([held.promise.then(() => true), playing.then(() => false)]);
    }

    const opened = { ...MORNING, speed: 1, startAt: run.at, paused: true } as const;
    const exchange = openExchange(opened);
    const door = await openTwsDoor({ exchange, account: ACCOUNT, port: 0, log: () => {} });
    try {
      port.open({ host: "127.0.0.1", port: door.port, account: ACCOUNT, clientId: 1, isSimulator: true });
      await expect
        .poll(() => port.line(), { timeout: 10_000 })
        .toMatchObject({
          state: "ready",
          isReconciled: true,
          differences: [],
        });
      expect(events).toEqual([]);

      released.resolve();
      await expect.poll(() => events.map(({ kind }) => kind), { timeout: 10_000 }).toContain("working");
      expect(failures).toEqual([]);
      const refs = door.snapshot().orders.map(({ ticket }) => ticket.orderRef);
      expect(refs.map((ref) => ref.replace(/@.*/, ""))).toEqual(
        run.pipeline.execution.orders.slice(0, refs.length).map(({ id }) => id),
      );
    } finally {
      released.resolve();
      port.close();
      exchange.close();
      await door.close();
      // what broke before is what is told
      await playing.catch(() => {});
      await journal.close();
    }
  }, 60_000);
});
