import { useEffect, useState, type ReactNode } from "react";
import { useDesk, useHello } from "../../socket/desk-context.ts";
import { ModeBadge, type ModeWord } from "../../ui/mode-badge.tsx";

/** The page before the desk: name, mode, and one form. */
export function SignInFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const word = useModeWord();
  useEffect(() => {
    document.title = word === null ? "Smart-0DTE" : `${word} · Smart-0DTE`;
  }, [word]);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center justify-between">
          <p className="flex items-center gap-2 text-title font-semibold tracking-tight">
            <img src="/favicon.svg" alt="" width="24" height="24" />
            Smart-0DTE
          </p>
          <ModeBadge word={word} />
        </div>
        <FormCard title={title}>{children}</FormCard>
      </div>
    </main>
  );
}

/** One form under its title; a page of the desk shows it without the door's frame. */
export function FormCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="rounded border border-line bg-bg1 p-6" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title" className="mb-4 text-title font-semibold">
        {title}
      </h1>
      {children}
    </section>
  );
}

/** From the desk's hello where there is one, else from its open status. */
function useModeWord(): ModeWord | null {
  const { api } = useDesk();
  const hello = useHello();
  const [word, setWord] = useState<ModeWord | null>(null);
  useEffect(() => {
    let here = true;
    void api.status().then((answer) => {
      if (here && answer.ok) setWord(answer.value.word);
    });
    return () => {
      here = false;
    };
  }, [api]);
  return hello?.word ?? word;
}
