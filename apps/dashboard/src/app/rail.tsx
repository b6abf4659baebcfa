import {
  ArrowLeftRight,
  Grid3x3,
  LayoutDashboard,
  Pause,
  Play,
  SlidersHorizontal,
  type LucideIcon,
} from "lucide-react";
import { NavLink } from "react-router";
import { useClock, useDesk, useDeskState } from "../socket/desk-context.ts";
import { useTicker } from "../ui/desk-location.ts";
import { cn } from "../ui/cn.ts";
import { useShortcut } from "../ui/use-shortcut.ts";

const PLACE =
  "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-dense text-text2 hover:bg-bg2 hover:text-text tablet:w-14 tablet:flex-none";
const HERE =
  "bg-bg2 font-semibold text-text shadow-[inset_0_2px_0_var(--accent)] tablet:shadow-[inset_2px_0_0_var(--accent)]";

/** The pages that exist: a rail at the left, a bar at the bottom of a phone. */
export function Rail() {
  const [ticker] = useTicker();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-bg1 tablet:sticky tablet:top-[88px] tablet:h-[calc(100dvh-88px)] tablet:w-14 tablet:shrink-0 tablet:flex-col tablet:border-t-0 tablet:border-r desk:top-12 desk:h-[calc(100dvh-48px)]"
    >
      <Place to={`/desk?sym=${ticker}`} word="Desk" icon={LayoutDashboard} />
      <Place to={`/chain/${ticker}`} word="Chain" icon={Grid3x3} />
      <Place to="/trade/positions" word="Trade" icon={ArrowLeftRight} at="/trade" />
      <div className="hidden border-t border-line tablet:block" />
      <Place to="/settings/parameters" word="Settings" icon={SlidersHorizontal} at="/settings" />
      <Freeze />
    </nav>
  );
}

interface PlaceProps {
  readonly to: string;
  readonly word: string;
  readonly icon: LucideIcon;
  /** Every address below this is the same place. */
  readonly at?: string;
}

function Place({ to, word, icon: Icon }: PlaceProps) {
  return (
    <NavLink to={to} end={false} className={({ isActive }) => cn(PLACE, isActive && HERE)}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      {word}
    </NavLink>
  );
}

/** Holds the panels still; the bar, alarms, positions and orders stay live. */
function Freeze() {
  const { socket } = useDesk();
  const frozen = useDeskState(({ link }) => link.frozenAt !== null);
  const now = useClock((view) => view.now);
  const Icon = frozen ? Play : Pause;
  const toggle = () => {
    if (now !== null) socket.freeze(frozen ? null : now);
  };
  useShortcut({ keys: ["f"], words: "freeze or resume the panels", act: toggle });
  return (
    <button
      type="button"
      aria-pressed={frozen}
      disabled={now === null}
      onClick={toggle}
      className={cn(PLACE, "tablet:mt-auto", frozen && "font-semibold text-warn")}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      {frozen ? "Resume" : "Freeze"}
    </button>
  );
}
