import { useLatest, useMayAct } from "../../socket/desk-context.ts";
import { StateBand } from "../../ui/state-band.tsx";
import { haltSentence } from "../../ui/halt-words.ts";

/** Every halt that stands, and the way to resume. */
export function HaltBand({ onResume }: { readonly onResume: () => void }) {
  const halts = useLatest("risk")?.halts ?? [];
  const mayAct = useMayAct();
  const [first] = halts;
  if (first === undefined) return null;
  return (
    <StateBand
      tone="danger"
      act={
        <button
          type="button"
          disabled={!mayAct}
          onClick={onResume}
          className="ml-auto h-6 rounded border border-white px-2 text-dense font-semibold hover:bg-white/15 disabled:opacity-80"
        >
          {mayAct ? "Resume…" : "Resume… (your role, viewer, cannot)"}
        </button>
      }
    >
      {halts.map((halt) => (
        <span key={`${halt.kind}-${halt.at}-${halt.sentence}`} className="mr-3">
          {haltSentence(halt)}
        </span>
      ))}
    </StateBand>
  );
}
