import type { Me, Problem } from "@smart0dte/gateway/contract";
import { useState, type SyntheticEvent } from "react";
import { useDesk, useDeskState } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { SignInFrame } from "./sign-in-frame.tsx";

/** The door. Passwords may be pasted and filled in by a manager. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: (me: Me, password: string) => void }) {
  const { api } = useDesk();
  const why = useDeskState(({ session }) => (session.status === "out" ? session.why : null));
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const signIn = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await api.signIn(user.trim(), password);
    const me = answer.ok ? await api.me() : answer;
    setBusy(false);
    if (me.ok) onSignedIn(me.value, password);
    else setProblem(me.problem);
  };

  return (
    <SignInFrame title="Sign in">
      {why !== null && problem === null && <p className="mb-4 text-body text-warn">{why}</p>}
      <form onSubmit={(event) => void signIn(event)} className="flex flex-col gap-4">
        <Field
          label="User"
          name="username"
          autoComplete="username"
          autoFocus
          required
          value={user}
          onChange={(event) => {
            setUser(event.target.value);
          }}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
        {problem !== null && <ProblemNote problem={problem} />}
        <Button kind="lead" size="large" type="submit" aria-disabled={busy}>
          {busy ? "Signing in" : "Sign in"}
        </Button>
      </form>
    </SignInFrame>
  );
}
