import type { Problem } from "@smart0dte/gateway/contract";
import { CircleAlert } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useDeskState } from "../socket/desk-context.ts";
import { Button } from "./button.tsx";

/** Before the first value: the shape of what comes, and after 5 s what it waits for. */
export function Loading({ what, rows }: { readonly what: string; readonly rows: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds((passed) => passed + 1);
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return (
    <div className="p-3" aria-busy="true">
      {seconds >= 5 ? (
        <p className="mb-2 text-body text-text2">{`Waiting for ${what}, ${seconds} s`}</p>
      ) : (
        <p className="sr-only">{`Waiting for ${what}`}</p>
      )}
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton mb-2 h-4" />
      ))}
    </div>
  );
}

/** Answered, and nothing is there: one sentence and the next step. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="max-w-prose px-3 py-4 text-body text-text2">{children}</p>;
}

/** A request failed or was refused: cause, code and request id, copyable. */
export function ProblemNote({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}) {
  return (
    <div role="alert" className="flex flex-wrap items-start gap-x-2 gap-y-1 py-1 text-body text-danger">
      <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <p className="min-w-0 flex-1">
        {problem.detail}{" "}
        <small className="text-dense text-text3 select-all">
          {problem.code}
          {problem.requestId === "" ? "" : ` ${problem.requestId}`}
        </small>
      </p>
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}

/** A topic whose body this screen cannot read keeps its panel and says so. */
export function Unreadable({ topic }: { readonly topic: string }) {
  const why = useDeskState(({ market }) => market.unreadable[topic]);
  if (why === undefined) return null;
  return (
    <p role="alert" className="px-3 py-2 text-body text-danger">
      {`The desk sent ${topic} in a form this screen cannot read (${why}).`}
    </p>
  );
}
