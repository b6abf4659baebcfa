import { monitorEventLoopDelay } from "node:perf_hooks";
import {
  MICROS_PER_MINUTE,
  TICKERS,
  type BrokerLine,
  type DeskFrame,
  type EpochMicros,
  type FeedLine,
  type Position,
} from "@smart0dte/domain";
import type { DeskServer } from "@smart0dte/bus/memory";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { Speed } from "../source/desk-clock.ts";
import { AnalysisTurns } from "./analysis-turns.ts";

/** What the frames are made of; asked anew each time. */
export interface Shown {
  /** Resolves once the disk holds what the run stands on: nothing of it is shown before. Null: it does. */
  readonly lasting: Promise<void> | null;
  readonly run: DeskRun;
  /** Desk time as the clock drives it; ages on the screen run by it. */
  readonly deskNow: EpochMicros;
  readonly speed: Speed;
  readonly planted: boolean;
  readonly journalBytes: number;
  readonly ended: boolean;
  /** How the line to the market stands; null where there is none. */
  readonly line: FeedLine | null;
  /** How the way to the broker stands; null where orders stay in the desk. */
  readonly brokerLine: BrokerLine | null;
}

const FRAMES_EVERY_MS = 100;
const BEAT_EVERY_MS = 1_000;
const DELAY_SAMPLE_MS = 10;
/** A ticker at a time, so that none of them holds the thread for long: each is read about once a second. */
const ANALYSIS_EVERY_MS = 330;

/** Says what stands, ten times a second where something has changed, and beats every second. */
export class FramePublisher {
  readonly #server: DeskServer;
  readonly #shown: () => Shown | null;
  readonly #delay = monitorEventLoopDelay({ resolution: DELAY_SAMPLE_MS });
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #analyses = new AnalysisTurns();
  #saidSeq = -1;
  #saidLine: FeedLine | null = null;
  #saidBroker: BrokerLine | null = null;

  constructor(server: DeskServer, shown: () => Shown | null) {
    this.#server = server;
    this.#shown = shown;
    this.#delay.enable();
    this.#timers = [
      setInterval(() => this.#sayChanges(), FRAMES_EVERY_MS),
      setInterval(() => this.beat(), BEAT_EVERY_MS),
      setInterval(() => this.#sayAnalysis(), ANALYSIS_EVERY_MS),
    ];
  }

  /** Another run begins, or the speed has changed: said at once, before anything else of it. */
  session(): void {
    const shown = this.#shown();
    if (shown === null) return;
    this.#saidSeq = -1;
    this.#server.publish(sessionFrame(shown));
  }

  beat(): void {
    const shown = this.#shown();
    if (shown === null) return;
    const loopDelayMs = Math.max(0, this.#delay.percentile(99) / 1e6 - DELAY_SAMPLE_MS);
    this.#delay.reset();
    this.#server.publish(beatFrame(shown, loopDelayMs));
  }

  /** Everything that stands now. */
  async frames(): Promise<readonly DeskFrame[]> {
    const shown = this.#shown();
    if (shown === null) return [];
    const frames = [
      sessionFrame(shown),
      ...standing(shown),
      ...this.#analyses.of(shown.run),
      ...lineFrames(shown),
      ...brokerFrames(shown),
      beatFrame(shown, 0),
    ];
    await shown.lasting;
    return frames;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#delay.disable();
  }

  #sayChanges(): void {
    const shown = this.#shown();
    if (shown === null) return;
    this.#sayLines(shown);
    if (shown.run.seq === this.#saidSeq) return;
    this.#saidSeq = shown.run.seq;
    this.#sayOnceLasting(standing(shown), shown);
  }

  #sayAnalysis(): void {
    const shown = this.#shown();
    if (shown === null) return;
    this.#sayOnceLasting(this.#analyses.next(shown.run), shown);
  }

  #sayOnceLasting(frames: readonly DeskFrame[], { lasting }: Shown): void {
    const publish = (): void => {
      for (const frame of frames) this.#server.publish(frame);
    };
    if (lasting === null) return publish();
    // what cannot be written ends the desk by the sequencer's hand; here it only stays unsaid
    lasting.then(publish, () => {});
  }

  /** A line that is down moves no input: it is told by itself, and nothing that is decided rests on it. */
  #sayLines(shown: Shown): void {
    const frames = [
      ...(shown.line === this.#saidLine ? [] : lineFrames(shown)),
      ...(shown.brokerLine === this.#saidBroker ? [] : brokerFrames(shown)),
    ];
    this.#saidLine = shown.line;
    this.#saidBroker = shown.brokerLine;
    for (const frame of frames) this.#server.publish(frame);
  }
}

const lineFrames = ({ line }: Shown): readonly DeskFrame[] => (line === null ? [] : [{ kind: "line", line }]);

const brokerFrames = ({ brokerLine }: Shown): readonly DeskFrame[] =>
  brokerLine === null ? [] : [{ kind: "broker", line: brokerLine }];

const sessionFrame = ({ run, speed, planted }: Shown): DeskFrame => ({
  kind: "session",
  start: run.pipeline.start,
  speed,
  planted,
});

function beatFrame({ run, deskNow, speed, journalBytes, ended }: Shown, loopDelayMs: number): DeskFrame {
  const { session } = run.pipeline.start;
  const closingAt = session.close - run.pipeline.book.parameters.flatBeforeCloseMinutes * MICROS_PER_MINUTE;
  const phase = ended
    ? "ended"
    : deskNow < session.open
      ? "before"
      : deskNow < closingAt
        ? "open"
        : deskNow < session.close
          ? "closing"
          : "closed";
  return { kind: "beat", deskNow, speed, seq: run.seq, phase, loopDelayMs, journalBytes };
}

/** The newest of every newest-wins frame. */
function standing({ run }: Shown): readonly DeskFrame[] {
  const { pipeline, at } = run;
  const { market, book, execution, correlation, regime } = pipeline;
  const frames: DeskFrame[] = [
    { kind: "watch", at, tickers: market.watch(), vix: market.vix() },
    { kind: "bars", bars: market.recentBars() },
    { kind: "feed", health: market.health() },
  ];
  for (const ticker of TICKERS) {
    const view = market.chain(ticker);
    if (view !== null) frames.push({ kind: "chain", view });
  }
  if (correlation !== null) frames.push({ kind: "correlation", view: correlation });
  if (regime !== null) frames.push({ kind: "regime", view: regime });
  const { marks, orders, day, halts, breakers, parameters, arming } = book;
  const positions: readonly Position[] = execution.positions;
  frames.push({ kind: "book", at, positions, marks, orders, day, halts, breakers, parameters, arming });
  return frames;
}
