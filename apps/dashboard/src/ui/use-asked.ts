import type { Problem } from "@smart0dte/gateway/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer } from "../api/desk-api.ts";

/** Wall time between two questions; a desk that has refused is asked more slowly. */
const EVERY_MS = 2_000;
const REFUSED_EVERY_MS = 10_000;
const LOOK_MS = 500;

/** What was asked for, as far as it is known. */
export interface Asked<Frame> {
  /** The newest one; it stays, and ages, while a question fails. */
  readonly frame: Frame | null;
  readonly problem: Problem | null;
  readonly retry: () => void;
}

interface Heard<Frame> {
  readonly of: string;
  readonly frame: Frame | null;
  readonly problem: Problem | null;
}

interface Asking {
  readonly of: string;
  readonly since: number;
  readonly every: number;
  readonly open: boolean;
}

/**
 * Asks the desk the same again and again while its answer is shown, not in a hidden tab; null asks nothing.
 *
 * With a `pulse` it asks only when that has changed: right after the desk has said that it can answer.
 */
export function useAsked<Frame>(
  of: string | null,
  question: (of: string) => Promise<Answer<Frame>>,
  pulse: number | null = null,
): Asked<Frame> {
  const [heard, setHeard] = useState<Heard<Frame> | null>(null);
  const asking = useRef<Asking | null>(null);

  const ask = useCallback(
    async (wanted: string) => {
      asking.current = { of: wanted, since: performance.now(), every: EVERY_MS, open: true };
      const answer = await question(wanted);
      // another one has been asked for meanwhile
      const now = asking.current;
      if (now.of !== wanted) return;
      asking.current = { ...now, open: false, every: answer.ok ? EVERY_MS : REFUSED_EVERY_MS };
      setHeard((before) =>
        answer.ok
          ? { of: wanted, frame: answer.value, problem: null }
          : { of: wanted, frame: before?.of === wanted ? before.frame : null, problem: answer.problem },
      );
    },
    [question],
  );
  const askIfDue = useCallback(
    (wanted: string) => {
      if (!document.hidden && isDue(asking.current, wanted)) void ask(wanted);
    },
    [ask],
  );

  useEffect(() => {
    if (of !== null) askIfDue(of);
  }, [of, pulse, askIfDue]);
  useEffect(() => {
    if (of === null || pulse !== null) return;
    const timer = setInterval(() => {
      askIfDue(of);
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [of, pulse, askIfDue]);

  // what was heard of another one is not shown for this
  const known = heard?.of === of ? heard : null;
  return {
    frame: known?.frame ?? null,
    problem: known?.problem ?? null,
    retry: () => {
      if (of !== null) void ask(of);
    },
  };
}

function isDue(asking: Asking | null, of: string): boolean {
  if (asking === null || asking.of !== of) return true;
  return !asking.open && performance.now() - asking.since >= asking.every;
}
