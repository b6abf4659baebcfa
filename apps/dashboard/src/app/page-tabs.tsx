import { NavLink } from "react-router";
import { cn } from "../ui/cn.ts";

interface PageTabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly word: string }[];
}

/** Parts of a page, each with an address. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  return (
    <nav aria-label={label} className="flex gap-1 border-b border-line">
      {tabs.map(({ to, word }) => (
        <NavLink
          key={to}
          to={to}
          className={({ isActive }) =>
            cn(
              "px-3 py-2 text-control text-text2 hover:text-text",
              isActive && "font-semibold text-text shadow-[inset_0_-2px_0_var(--accent)]",
            )
          }
        >
          {word}
        </NavLink>
      ))}
    </nav>
  );
}
