import { useId, type ComponentProps } from "react";
import { cn } from "./cn.ts";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  /** What is wrong with the entry, as one sentence. */
  readonly fault?: string | null | undefined;
  readonly hint?: string | undefined;
}

/** One line to write in, with its label above and its fault below. */
export function Field({ label, fault, hint, className, ...rest }: FieldProps) {
  const id = useId();
  const told = fault ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-dense font-semibold text-text2">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={fault === null || fault === undefined ? undefined : true}
        aria-describedby={told === undefined ? undefined : `${id}-told`}
        className={cn(
          "h-9 rounded border border-ctl bg-bg0 px-3 text-control text-text placeholder:text-text3",
          className,
        )}
      />
      {told !== undefined && (
        <p id={`${id}-told`} className={cn("text-dense", fault ? "text-danger" : "text-text3")}>
          {told}
        </p>
      )}
    </div>
  );
}
