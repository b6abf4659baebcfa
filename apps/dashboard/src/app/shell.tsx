import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useDispatch } from "react-redux";
import { Outlet } from "react-router";
import { AlarmVoice } from "../features/alarms/alarm-voice.tsx";
import { ArmingBand } from "../features/arming/arming-band.tsx";
import { DeskBar } from "../features/bar/desk-bar.tsx";
import { CalendarBand, LineBand } from "../features/bar/line-bands.tsx";
import { BrokerBand } from "../features/broker/broker-band.tsx";
import { HaltBand } from "../features/halt/halt-band.tsx";
import { HaltControl, type HaltAsking } from "../features/halt/halt-control.tsx";
import { ResumeDialog } from "../features/halt/resume-dialog.tsx";
import { useDesk } from "../socket/desk-context.ts";
import { sessionSlice } from "../socket/session-state.ts";
import { ShortcutBook } from "../ui/shortcut-book.ts";
import { ShortcutContext } from "../ui/use-shortcut.ts";
import { CommandDialogs, type CommandDialog } from "./command-dialogs.tsx";
import { DetailDrawer } from "./detail-drawer.tsx";
import { Rail } from "./rail.tsx";
import { useDeskKeys } from "./use-desk-keys.ts";
import { usePageTitle } from "./use-page-title.ts";

const ArmDialog = lazy(() =>
  import("../features/arming/arm-dialog.tsx").then(({ ArmDialog: dialog }) => ({ default: dialog })),
);

const SAY_ACTIVE_EVERY_MS = 30_000;

/** What every page of the desk has: the bar, the bands, the rail, the details, the keys and the red button. */
export function Shell() {
  const dispatch = useDispatch();
  const [resuming, setResuming] = useState(false);
  const resume = useCallback(() => {
    setResuming(true);
  }, []);
  const resumed = useCallback(() => {
    setResuming(false);
  }, []);
  const [arming, setArming] = useState(false);
  const arm = useCallback(() => {
    setArming(true);
  }, []);
  const armed = useCallback(() => {
    setArming(false);
  }, []);
  const [book] = useState(() => new ShortcutBook());
  const [dialog, show] = useState<CommandDialog | null>(null);
  const find = useCallback(() => {
    show((now) => (now === "palette" ? null : "palette"));
  }, []);
  const halt = useRef<HaltAsking>(null);
  usePageTitle();
  useActivity();
  useDeskKeys({ book, onFind: find, resting: dialog !== null });
  return (
    <ShortcutContext value={book}>
      <div className="flex min-h-dvh flex-col">
        <a
          href="#page"
          className="sr-only z-50 bg-bg1 px-3 py-2 focus:not-sr-only focus:fixed focus:top-1 focus:left-1"
        >
          Skip to the page
        </a>
        <div className="sticky top-0 z-40">
          <DeskBar
            halt={<HaltControl ref={halt} onResume={resume} />}
            onFind={find}
            onSignedOut={() => {
              dispatch(sessionSlice.actions.signedOut(null));
            }}
          />
          <LineBand />
          <ArmingBand onArm={arm} />
          <HaltBand onResume={resume} />
          <BrokerBand />
          <CalendarBand />
        </div>
        <div className="flex min-h-0 flex-1">
          <Rail />
          <main id="page" tabIndex={-1} className="min-w-0 flex-1 pb-16 outline-none tablet:pb-0">
            <Outlet />
          </main>
        </div>
        <DetailDrawer />
        {arming && (
          <Suspense fallback={null}>
            <ArmDialog onClose={armed} />
          </Suspense>
        )}
        {resuming && <ResumeDialog onClose={resumed} />}
        <CommandDialogs
          shown={dialog}
          show={show}
          book={book}
          onResume={resume}
          onArm={arm}
          onHalt={(flatten) => halt.current?.ask(flatten)}
        />
        <AlarmVoice />
      </div>
    </ShortcutContext>
  );
}

/** Tells the desk now and then that somebody is here. */
function useActivity(): void {
  const { socket } = useDesk();
  useEffect(() => {
    let last = -Infinity;
    const onAct = () => {
      if (performance.now() - last < SAY_ACTIVE_EVERY_MS) return;
      last = performance.now();
      socket.active();
    };
    window.addEventListener("pointerdown", onAct);
    window.addEventListener("keydown", onAct);
    return () => {
      window.removeEventListener("pointerdown", onAct);
      window.removeEventListener("keydown", onAct);
    };
  }, [socket]);
}
