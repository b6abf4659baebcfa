import type { Problem } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useDesk, useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { speed as speedWords } from "../../ui/format/time-format.ts";
import { SPEEDS } from "../../ui/speeds.ts";
import { ProblemNote } from "../../ui/state-note.tsx";

/** How fast desk time runs. The desk's next beat says what it is now. */
export function SpeedChoice({ now }: { readonly now: number | null }) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = async (speed: number) => {
    const answer = await api.setSpeed(speed);
    setProblem(answer.ok ? null : answer.problem);
  };
  return (
    <div className="mt-3 border-t border-line pt-3">
      <h3 className="mb-2 text-dense font-semibold text-text2">Speed</h3>
      <div className="flex flex-wrap gap-1">
        {SPEEDS.map((speed) => (
          <Button
            key={speed}
            size="small"
            aria-pressed={speed === now}
            disabled={!mayAct}
            className="min-w-11 aria-pressed:border-accent aria-pressed:text-accent"
            onClick={() => void choose(speed)}
          >
            {speedWords(speed)}
          </Button>
        ))}
      </div>
      {!mayAct && (
        <p className="mt-1 text-dense text-text3">Only a trader or an admin can change the speed.</p>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
