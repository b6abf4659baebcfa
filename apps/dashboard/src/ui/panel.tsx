import { useId, type ReactNode, type Ref } from "react";
import { useDeskState } from "../socket/desk-context.ts";
import { cn } from "./cn.ts";
import { time } from "./format/time-format.ts";

export interface PanelProps {
  readonly title: string;
  /** Beside the title: a count, a symbol, an age, a provenance chip. */
  readonly aside?: ReactNode;
  /** At the right end: filters and links. */
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
  /** Values of the market inside: says FROZEN while a person holds them still. */
  readonly freezable?: boolean;
  /** The body scrolls and can be reached by keyboard for it. */
  readonly scrolls?: boolean;
  /** Takes the focus to the scrolling body from elsewhere on the page. */
  readonly bodyRef?: Ref<HTMLDivElement>;
  readonly className?: string;
  readonly bodyClassName?: string;
  readonly children: ReactNode;
}

/** A framed part of a page with one question to answer. */
export function Panel(props: PanelProps) {
  const { title, aside, actions, foot, freezable, scrolls, className, bodyClassName, bodyRef, children } =
    props;
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("flex min-h-0 min-w-0 flex-col rounded border border-line bg-bg1", className)}
    >
      <header className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
        <h2 id={id} className="text-dense font-semibold tracking-wide text-text2 uppercase">
          {title}
        </h2>
        {aside}
        {freezable === true && <FrozenWord />}
        <div className="ml-auto flex items-center gap-2">{actions}</div>
      </header>
      <div
        ref={bodyRef}
        className={cn("min-h-0 flex-1", scrolls === true && "overflow-auto -outline-offset-2", bodyClassName)}
        {...(scrolls === true ? { tabIndex: 0, role: "group", "aria-labelledby": id } : {})}
      >
        {children}
      </div>
      {foot !== undefined && (
        <footer className="border-t border-line px-3 py-1 text-dense text-text3">{foot}</footer>
      )}
    </section>
  );
}

function FrozenWord() {
  const frozenAt = useDeskState(({ link }) => link.frozenAt);
  if (frozenAt === null) return null;
  return (
    <span className="rounded-sm bg-amber px-1 text-dense leading-[16px] font-semibold text-ink-amber">
      FROZEN {time(frozenAt)}
    </span>
  );
}
