import { Popover } from "radix-ui";
import { OctagonX } from "lucide-react";
import { useEffect, useImperativeHandle, useReducer, useRef, type Ref } from "react";
import { useDesk, useLatest, useMayAct } from "../../socket/desk-context.ts";
import { cn } from "../../ui/cn.ts";
import { newCommandId } from "../../ui/command-id.ts";
import { HaltQuestion } from "./halt-question.tsx";
import { haltStep, type HaltState } from "./halt-step.ts";
import { isHalted } from "../../ui/halt-words.ts";

/** Opens the question from elsewhere; only the question itself halts. */
export interface HaltAsking {
  readonly ask: (flatten: boolean) => void;
}

interface HaltControlProps {
  readonly onResume: () => void;
  readonly ref?: Ref<HaltAsking>;
}

/** The red button of every page, and `Ctrl+.` from any field. Step one opens the question, step two halts. */
export function HaltControl({ onResume, ref }: HaltControlProps) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const halted = isHalted(useLatest("risk")?.halts ?? []);
  const [state, tell] = useReducer(haltStep, { phase: "closed" });
  const reason = useRef("");
  const red = useRef<HTMLButtonElement>(null);

  useImperativeHandle(
    ref,
    () => ({
      ask: (flatten) => {
        const kind = flatten ? "openFlatten" : "open";
        if (mayAct) tell({ kind, commandId: newCommandId(), at: performance.now() });
      },
    }),
    [mayAct],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "." || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (mayAct && !event.repeat) tell({ kind: "open", commandId: newCommandId(), at: performance.now() });
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
    };
  }, [mayAct]);

  useSending(state, async (sent) => {
    const answer = await api.halt(sent.commandId, { flatten: sent.flatten, reason: reason.current });
    if (answer.ok) tell({ kind: "answer", reply: answer.value });
    else if (answer.problem.code === "NO_ANSWER") tell({ kind: "noAnswer" });
    else tell({ kind: "forbidden", sentence: answer.problem.detail });
  });

  return (
    <Popover.Root
      open={state.phase !== "closed"}
      onOpenChange={(open) => {
        if (!open) tell({ kind: "close" });
      }}
    >
      <Popover.Anchor asChild>
        <button
          ref={red}
          type="button"
          aria-haspopup="dialog"
          aria-keyshortcuts="Control+."
          disabled={!mayAct}
          title={mayAct ? "Ctrl+." : "Your role (viewer) cannot halt."}
          onClick={() => {
            tell({ kind: "open", commandId: newCommandId(), at: performance.now() });
          }}
          className={cn(
            "flex h-9 w-[76px] items-center justify-center gap-1.5 rounded border border-ctl bg-live text-control tablet:w-24 font-semibold tracking-wide text-white hover:brightness-110 disabled:opacity-70",
            halted && "outline-2 -outline-offset-4 outline-white/80",
          )}
        >
          <OctagonX size={16} aria-hidden="true" className="hidden tablet:block" />
          {halted ? "HALTED" : "HALT"}
          {!mayAct && <span className="sr-only">: your role (viewer) cannot halt</span>}
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          aria-label="Halt"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={(event) => {
            // the second half of a double click falls on the red button itself
            if (event.target instanceof Node && red.current?.contains(event.target) === true)
              event.preventDefault();
            if (state.phase === "sending" || state.phase === "notConfirmed") event.preventDefault();
          }}
          className="z-50 w-[min(400px,calc(100vw-16px))] rounded border border-ctl bg-bg1 p-4 shadow-[0_16px_48px_var(--shade)]"
        >
          <HaltQuestion
            state={state}
            tell={tell}
            onReason={(text) => {
              reason.current = text;
            }}
            onResume={onResume}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Sending = Extract<HaltState, { readonly flatten: boolean }>;

/** Sends once for each time the state becomes `sending`. */
function useSending(state: HaltState, send: (sent: Sending) => Promise<void>): void {
  // a new state object is made for each sending, also for a retry
  useEffect(() => {
    if (state.phase === "sending") void send(state);
  }, [state]);
}
