import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import type { DeskClient } from "@smart0dte/bus/memory";
import { buildApp } from "./app.ts";
import { AllowedNames } from "./auth/allowed-names.ts";
import { ArmingWatch } from "./commands/arming-watch.ts";
import { PACE, type GatewayOptions } from "./gateway-options.ts";
import { CandleDesk } from "./mirror/candle-desk.ts";
import { DeskMirror } from "./mirror/desk-mirror.ts";
import { auditTrail } from "./routes/audit-trail.ts";
import { SocketDesk } from "./socket/socket-desk.ts";
import { beatMessage } from "./translate/beat-message.ts";

export interface Gateway {
  readonly address: string;
  close(): Promise<void>;
}

const SNAPSHOT_WITHIN_MS = 2_000;
const BEAT_EVERY_MS = 900;
const DELAY_SAMPLE_MS = 10;

/** Signs people in, shows them what the desk says and brings it what they decide. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { host, port, store, desk, build, log } = options;
  const pace = { ...PACE, ...options.pace };
  const mirror = new DeskMirror();
  const names = new AllowedNames();
  const candles: CandleDesk = new CandleDesk({
    desk,
    src: () => mirror.session?.start.provenance.src ?? "simulated",
    onChange: (instrument, rows) => sockets.candlesChanged(instrument, rows),
  });
  const audit = auditTrail(store);
  const watch = new ArmingWatch({ store, desk, mirror, audit, now: pace.now });
  const sockets = new SocketDesk({
    mirror,
    candles,
    sessions: store.sessions,
    names,
    build,
    log,
    onActive: (signedIn) => {
      watch.active(signedIn).catch((error: unknown) => log.warn({ err: error }, "not said to be active"));
    },
  });
  const delay = monitorEventLoopDelay({ resolution: DELAY_SAMPLE_MS });

  let beaten = Number.NEGATIVE_INFINITY;
  mirror.listen({
    onBars: (bars) => candles.apply(bars),
    onSession: ({ start }) => {
      candles.restart();
      store
        .lastParameters({ mode: start.mode, src: start.provenance.src })
        .then((last) => mirror.inheritParameters(last))
        .catch((error: unknown) => log.warn({ err: error }, "who set the parameters is not known"));
    },
    onBeat: (frame) => {
      if (pace.now() - beaten < BEAT_EVERY_MS) return;
      beaten = pace.now();
      sockets.beat(beatMessage(frame, { wallNow: Date.now(), gatewayDelayMs: excess(delay.percentile(99)) }));
      delay.reset();
    },
  });
  desk.onFrame((frame) => mirror.apply(frame));
  delay.enable();

  const app = await buildApp({ ...options, pace, mirror, names, sockets, audit, watch });
  sockets.attach(app.server);
  const address = await app.listen({ host, port });
  names.listenOn(portOf(address));
  const timers = [
    setInterval(() => sockets.flush(), pace.flushMs),
    setInterval(() => candles.refresh(), 1_000),
    setInterval(() => sockets.probe(), 30_000),
    setInterval(() => {
      sockets.checkSessions().catch((error: unknown) => log.warn({ err: error }, "sessions not checked"));
      watch.check().catch((error: unknown) => log.error({ err: error }, "arming not checked"));
    }, pace.sessionCheckMs),
  ];
  let closing = false;
  void catchUp(desk, mirror, () => closing);

  return {
    address,
    close: async () => {
      closing = true;
      for (const timer of timers) clearInterval(timer);
      delay.disable();
      await app.close();
    },
  };
}

/**
 * A gateway that comes up beside a running desk asks for all that stands, until it is told.
 *
 * Frames that came before the answer are older than it or the same: the port keeps their order.
 */
async function catchUp(desk: DeskClient, mirror: DeskMirror, isClosing: () => boolean): Promise<void> {
  while (!isClosing()) {
    const reply = await desk.request({ kind: "snapshot" }, SNAPSHOT_WITHIN_MS);
    if (reply !== "noAnswer" && reply.kind === "snapshot") return mirror.applySnapshot(reply);
    await wait(1_000, undefined, { ref: false });
  }
}

/** Milliseconds beyond the sampling interval, of nanoseconds between samples. */
const excess = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - DELAY_SAMPLE_MS);

const portOf = (address: string): number => Number(new URL(address).port);
