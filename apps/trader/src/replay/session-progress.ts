import { epochMicros } from "@smart0dte/domain";
import type { DeskRun } from "../sequencer/desk-run.ts";

const EVERY_MS = 2_000;

/** Says every two seconds how far a session has come. */
export function progressOf(run: DeskRun, say: (line: string) => void): { stop(): void } {
  const { open, optionClose } = run.pipeline.start.session;
  const timer = setInterval(() => {
    const share = (epochMicros(run.at) - open) / (optionClose - open);
    say(
      `${Math.min(100, Math.floor(share * 100))} %  ${new Date(run.at / 1_000).toISOString().slice(11, 19)}Z  input ${run.seq}`,
    );
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
