import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** A named value inside a `dl`: the word above, the value below. */
export function Fact({
  name,
  className,
  children,
}: {
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-dense text-text3">{name}</dt>
      <dd className="text-control">{children}</dd>
    </div>
  );
}
