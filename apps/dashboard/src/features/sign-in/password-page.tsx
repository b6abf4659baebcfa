import type { Me, Problem } from "@smart0dte/gateway/contract";
import { useState, type SyntheticEvent } from "react";
import { useDesk, useDeskState } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { passwordFault } from "./password-fault.ts";
import { FormCard, SignInFrame } from "./sign-in-frame.tsx";

interface PasswordPageProps {
  /** The first password was printed once and must go. */
  readonly forced: boolean;
  /** What was typed at sign-in a moment ago, in memory only; null after a reload, and then it is asked. */
  readonly known: string | null;
  readonly onChanged: (me: Me) => void;
  readonly onBack: () => void;
}

/** A new password; forced at the first sign-in. */
export function PasswordPage({ forced, known, onChanged, onBack }: PasswordPageProps) {
  const { api } = useDesk();
  const [entry, setEntry] = useState({ current: known ?? "", next: "", repeat: "" });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fault = passwordFault(entry);
  const user = useDeskState(({ session }) => (session.status === "in" ? session.me.name : ""));

  const change = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || fault !== null) return;
    setBusy(true);
    const changed = await api.changePassword(entry.current, entry.next);
    const me = changed.ok ? await api.me() : changed;
    setBusy(false);
    if (me.ok) onChanged(me.value);
    else setProblem(me.problem);
  };
  const field = (name: keyof typeof entry, label: string, complete: "current-password" | "new-password") => (
    <Field
      label={label}
      type="password"
      name={name}
      autoComplete={complete}
      required
      value={entry[name]}
      fault={tried && fault?.field === name ? fault.sentence : null}
      hint={name === "next" ? "At least 12 characters." : undefined}
      onChange={(event) => {
        setEntry({ ...entry, [name]: event.target.value });
      }}
    />
  );

  const form = (
    <>
      <p className="mb-4 text-body text-text2">
        {forced
          ? "The password that the desk printed is for the first sign-in only."
          : "Other sessions of yours end."}
      </p>
      <form onSubmit={(event) => void change(event)} className="flex flex-col gap-4" noValidate>
        {/* tells a password manager whose password this is */}
        <input type="text" name="username" autoComplete="username" value={user} readOnly hidden />
        {known === null && field("current", "Current password", "current-password")}
        {field("next", "New password", "new-password")}
        {field("repeat", "Repeat password", "new-password")}
        {problem !== null && <ProblemNote problem={problem} />}
        <Button kind="lead" size="large" type="submit" aria-disabled={busy}>
          Change password
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {forced ? "Sign out" : "Back"}
        </Button>
      </form>
    </>
  );
  return forced ? (
    <SignInFrame title="Change password">{form}</SignInFrame>
  ) : (
    <div className="mx-auto w-full max-w-[376px] p-2 pt-8">
      <FormCard title="Change password">{form}</FormCard>
    </div>
  );
}
