import { join } from "node:path";
import {
  epochMicros,
  orderId,
  usdE4,
  type Leg,
  type OrderCommand,
  type OutsideInput,
} from "@smart0dte/domain";
import { aCommand } from "@smart0dte/domain/testing";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor, type TwsDoor } from "@smart0dte/simulator/tws-door";
import { createJournal } from "@smart0dte/storage/journal";
import { expect, it } from "vitest";
import type { DeskRun } from "../sequencer/desk-run.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, aRun, MORNING, playTo } from "../testing/simulated-morning.ts";
import { openTwsPort } from "./tws-port.ts";

const ACCOUNT = "U1000001";
const PATIENT = { timeout: 15_000 };

/** A cheap call of SPY: what is bought far below the market rests. */
function aLeg(): Leg {
  const listed = aMarket().listings.find(
    ({ instrument }) => instrument.kind === "option" && instrument.root === "SPY",
  );
  if (listed?.instrument.kind !== "option") return expect.unreachable("no option");
  return { instrument: listed.number, contract: listed.instrument, ratio: 1 };
}

const place = (n: number, purpose: "open" | "close", run: DeskRun): OrderCommand => ({
  type: "orderCommand",
  action: "place",
  at: run.at,
  orderId: orderId(n, 0),
  purpose,
  legs: [aLeg()],
  quantity: 1,
  limit: usdE4(100),
  validUntil: epochMicros(MORNING.session.close),
});

it("a live account at a simulated TWS gets exits while disarmed, openings only once armed, and none for another account", async () => {
  const run = aRun("tws", "live");
  const journal = createJournal(join(aFolder(), "live.journal"));
  const recording = aRecording(run, journal);
  const said: OutsideInput[] = [];
  let highest = 0;
  let opened: DeskRun["at"] | null = null;
  const port = openTwsPort({
    run,
    put: (what) => void said.push(what),
    now: () => (opened ??= run.at),
    deskAt: () => run.at,
    orderNumbers: { highest: () => highest, raise: (to) => void (highest = Math.max(highest, to)) },
    onFailure: (error) => expect.unreachable(String(error)),
    log: () => {},
  });
  await playTo(1, recording, aMarket());
  const exchange: Exchange = openExchange({ ...MORNING, speed: 1, startAt: run.at, paused: true });
  let door: TwsDoor = await openTwsDoor({ exchange, account: ACCOUNT, port: 0, log: () => {} });
  const atTheDoor = (): readonly string[] =>
    door.snapshot().orders.map(({ ticket }) => ticket.orderRef.replace(/@.*/, ""));
  try {
    const target = { host: "127.0.0.1", port: door.port, clientId: 1, isSimulator: true } as const;
    port.open({ ...target, account: ACCOUNT, accountKind: "live" });
    await expect
      .poll(() => port.line(), PATIENT)
      .toMatchObject({ state: "ready", isReconciled: true, accountKind: "live" });

    port.follow({ decisions: [], commands: [place(5, "open", run), place(6, "close", run)] });
    await expect.poll(atTheDoor, PATIENT).toEqual([orderId(6, 0)]);
    expect(said).toContainEqual(
      expect.objectContaining({
        kind: "broker",
        event: expect.objectContaining({ kind: "rejected", orderId: orderId(5, 0), why: "LIVE_NOT_ARMED" }),
      }),
    );

    recording.sequencer.put({ kind: "brokerLink", link: { state: "ready", why: "a test" } }, null);
    const arm = aCommand({ kind: "arm", account: ACCOUNT }, { role: "admin", user: "ada" });
    recording.sequencer.put({ kind: "command", command: arm }, null);
    await recording.sequencer.settled();
    expect(run.pipeline.book.arming).toMatchObject({ kind: "armed", by: "ada", account: ACCOUNT });
    port.follow({ decisions: [], commands: [place(7, "open", run)] });
    await expect.poll(atTheDoor, PATIENT).toEqual([orderId(6, 0), orderId(7, 0)]);

    const where = door.port;
    await door.close();
    door = await openTwsDoor({ exchange, account: "U2000002", port: where, log: () => {} });
    await expect.poll(() => port.line()?.state, PATIENT).toBe("refused");
    expect(said).toContainEqual(
      expect.objectContaining({
        kind: "command",
        command: expect.objectContaining({ act: { kind: "disarm", why: "account" } }),
      }),
    );
  } finally {
    port.close();
    exchange.close();
    await door.close();
    await journal.close();
  }
}, 60_000);
