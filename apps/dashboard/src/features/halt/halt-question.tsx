import { useEffect, useRef, useState, type Dispatch, type ReactNode } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { Field } from "../../ui/field.tsx";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { FlattenList } from "./flatten-list.tsx";
import { ACT_AFTER_MS, type HaltEvent, type HaltState } from "./halt-step.ts";
import { haltCounts } from "../../ui/halt-words.ts";

interface HaltQuestionProps {
  readonly state: HaltState;
  readonly tell: Dispatch<HaltEvent>;
  readonly onReason: (text: string) => void;
  readonly onResume: () => void;
}

/** Inside the popover: what will happen, the acts, and what the desk answered. */
export function HaltQuestion({ state, tell, onReason, onResume }: HaltQuestionProps) {
  const day = useLatest("day");
  const manual = useLatest("risk")?.halts.find(({ kind }) => kind === "manual");
  const close = () => {
    tell({ kind: "close" });
  };
  const back = (
    <Button size="large" onClick={close}>
      Back
    </Button>
  );
  switch (state.phase) {
    case "closed":
      return null;
    case "asking":
      return (
        <Asking title={manual === undefined ? "Halt the desk?" : "The desk is halted"} text={haltCounts(day)}>
          <Reason onReason={onReason} />
          <div className="mt-4 flex flex-wrap justify-between gap-4">
            <ActButton label="Halt now" focus onAct={tell} key="now" />
            <Button
              size="large"
              onClick={() => {
                tell({ kind: "askFlatten", commandId: newCommandId(), at: performance.now() });
              }}
            >
              Halt and flatten…
            </Button>
            {back}
          </div>
          {manual !== undefined && (
            <Button
              kind="quiet"
              className="mt-3"
              onClick={() => {
                close();
                onResume();
              }}
            >
              Resume…
            </Button>
          )}
        </Asking>
      );
    case "askingFlatten":
      return (
        <Asking
          title="Halt and flatten?"
          text="Stops new risk, cancels opening orders and closes every position with limit orders:"
        >
          <FlattenList />
          <div className="mt-4 flex flex-wrap justify-between gap-4">
            <ActButton label="Halt and flatten" focus onAct={tell} key="flatten" />
            {back}
          </div>
        </Asking>
      );
    case "sending":
      return <Told title="Sending" text="The halt is on its way to the desk." />;
    case "accepted":
      return (
        <Told
          title={manual === undefined ? "Accepted" : `HALTED ${timeWithZone(manual.at)}`}
          text={
            state.flatten
              ? "Opening is stopped; positions are being closed."
              : "Opening is stopped; exits keep running."
          }
        >
          {back}
        </Told>
      );
    case "notConfirmed":
      return (
        <Told
          title="NOT CONFIRMED"
          danger
          text="Orders may still go out. If trying again does not help, stop the desk where it was started: it trades on paper in its own process."
        >
          <Button
            kind="danger"
            size="large"
            onClick={() => {
              tell({ kind: "retry" });
            }}
          >
            Try again
          </Button>
          {back}
        </Told>
      );
    case "refused":
      return (
        <Told title="Not halted" danger text={state.sentence}>
          {back}
        </Told>
      );
  }
}

function Asking({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <h2 className="text-title font-semibold">{title}</h2>
      <p className="mt-1 text-body text-text2">{text}</p>
      {children}
    </div>
  );
}

interface ToldProps {
  readonly title: string;
  readonly text: string;
  readonly danger?: boolean;
  readonly children?: ReactNode;
}

function Told({ title, text, danger, children }: ToldProps) {
  return (
    <div role="alert">
      <h2 className={`text-title font-semibold ${danger === true ? "text-danger" : ""}`}>{title}</h2>
      <p className="mt-1 text-body text-text2">{text}</p>
      <div className="mt-4 flex justify-between gap-4">{children}</div>
    </div>
  );
}

/** Takes the focus at once and acts only after the question has been open long enough; a held key does nothing. */
function ActButton({
  label,
  focus,
  onAct,
}: {
  readonly label: string;
  readonly focus: boolean;
  readonly onAct: Dispatch<HaltEvent>;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [live, setLive] = useState(false);
  useEffect(() => {
    if (focus) button.current?.focus();
    const timer = setTimeout(() => {
      setLive(true);
    }, ACT_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [focus]);
  return (
    <Button
      ref={button}
      kind="danger"
      size="large"
      aria-disabled={!live}
      onKeyDown={(event) => {
        if (event.repeat) event.preventDefault();
      }}
      onClick={() => {
        onAct({ kind: "press", at: performance.now() });
      }}
    >
      {label}
    </Button>
  );
}

function Reason({ onReason }: { readonly onReason: (text: string) => void }) {
  return (
    <div className="mt-3">
      <Field
        label="Reason (may be left empty)"
        maxLength={200}
        onChange={(event) => {
          onReason(event.target.value);
        }}
      />
    </div>
  );
}
