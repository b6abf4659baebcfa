import type { Problem } from "@smart0dte/gateway/contract";
import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { PaletteEntry } from "../features/palette/palette-entries.ts";
import { useDesk, useDeskState } from "../socket/desk-context.ts";
import { useOpenDetail } from "../ui/desk-location.ts";
import type { ShortcutBook } from "../ui/shortcut-book.ts";
import { chooseTheme } from "../ui/theme.ts";
import { useShortcut } from "../ui/use-shortcut.ts";

const fetchPalette = () => import("../features/palette/palette.tsx");
const Palette = lazy(() => fetchPalette().then(({ Palette: palette }) => ({ default: palette })));
const ShortcutList = lazy(() =>
  import("../features/palette/shortcut-list.tsx").then(({ ShortcutList: list }) => ({ default: list })),
);

/** The page comes first; then the palette, so that the first words typed after its keys are not lost. */
const FETCH_AFTER_MS = 2_000;

export type CommandDialog = "palette" | "shortcuts";

interface CommandDialogsProps {
  readonly shown: CommandDialog | null;
  readonly show: (dialog: CommandDialog | null) => void;
  readonly book: ShortcutBook;
  /** All of them ask; none halts, resumes or arms. */
  readonly onHalt: (flatten: boolean) => void;
  readonly onResume: () => void;
  readonly onArm: () => void;
}

/** The palette and the list of keys: not part of what the first page needs. */
export function CommandDialogs(props: CommandDialogsProps) {
  const { shown, show, book } = props;
  const { api } = useDesk();
  const perform = useDeed(props);
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = () => {
    setProblem(null);
    show(null);
  };
  const choose = async ({ deed }: PaletteEntry) => {
    // the desk decides about its speed: a refusal is read where it was asked
    const answer = deed.kind === "speed" ? await api.setSpeed(deed.speed) : null;
    if (answer?.ok === false) {
      setProblem(answer.problem);
      return;
    }
    close();
    perform(deed);
  };
  useEffect(() => {
    const timer = setTimeout(() => {
      // what fails here is tried again, and shown, when the palette is asked for
      fetchPalette().catch(() => {});
    }, FETCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  useShortcut({
    keys: ["?"],
    words: "shortcuts of this page",
    act: () => {
      show("shortcuts");
    },
  });
  return (
    <Suspense fallback={null}>
      {shown === "palette" && (
        <Palette problem={problem} onClose={close} onChoose={(entry) => void choose(entry)} />
      )}
      {shown === "shortcuts" && <ShortcutList shortcuts={book.list()} onClose={close} />}
    </Suspense>
  );
}

function useDeed({
  show,
  onHalt,
  onResume,
  onArm,
}: CommandDialogsProps): (deed: PaletteEntry["deed"]) => void {
  const { socket, clock } = useDesk();
  const navigate = useNavigate();
  const [, open] = useOpenDetail();
  const frozen = useDeskState(({ link }) => link.frozenAt !== null);
  return (deed) => {
    switch (deed.kind) {
      case "go":
        void navigate(deed.to);
        break;
      case "open":
        open(deed.detail);
        break;
      case "theme":
        chooseTheme(deed.theme);
        break;
      case "freeze":
        socket.freeze(frozen ? null : clock.view().now);
        break;
      case "speed":
        break;
      case "shortcuts":
        show("shortcuts");
        break;
      case "askHalt":
      case "askFlatten":
        onHalt(deed.kind === "askFlatten");
        break;
      case "askResume":
        onResume();
        break;
      case "askArm":
        onArm();
        break;
    }
  };
}
