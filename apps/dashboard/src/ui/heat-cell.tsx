import { cn } from "./cn.ts";
import { correlation, correlationInterval } from "./format/number-format.ts";

interface HeatCellProps {
  /** −1 to 1; null until the window is full. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly label: string;
  readonly why: string;
}

// whole class names, so that the style sheet holds them
const STEPS = [
  "bg-(--heat0)",
  "bg-(--heat1)",
  "bg-(--heat2)",
  "bg-(--heat3)",
  "bg-(--heat4)",
  "bg-(--heat5)",
  "bg-(--heat6)",
] as const;

/** A correlation as colour and always as a number, with its interval below. */
export function HeatCell({ value, low, high, label, why }: HeatCellProps) {
  if (value === null) {
    return (
      <div
        className="grid h-11 place-items-center rounded-sm border border-dashed border-line text-text3"
        title={why}
      >
        <span aria-hidden="true">—</span>
        <span className="sr-only">{`${label}: ${why}`}</span>
      </div>
    );
  }
  const text = correlation(value);
  const interval = low === null || high === null ? "" : correlationInterval(low, high);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={-1}
      aria-valuemax={1}
      aria-valuenow={value}
      aria-valuetext={interval === "" ? text : `${text}, 95% interval ${interval}`}
      className={cn(
        "flex h-11 flex-col items-center justify-center rounded-sm text-(--heat-ink)",
        STEPS[heatStep(value)],
      )}
    >
      <span className="text-control leading-[18px] font-semibold">{text}</span>
      {interval !== "" && (
        <span className="text-dense leading-[14px] whitespace-nowrap desk:max-[1399px]:hidden">
          {interval}
        </span>
      )}
    </div>
  );
}

/** 0 is the most positive (blue), 6 the most negative (orange), 3 about none. */
export function heatStep(value: number): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  const size = Math.abs(value);
  const far = size >= 0.8 ? 3 : size >= 0.5 ? 2 : size >= 0.15 ? 1 : 0;
  const steps = value >= 0 ? ([3, 2, 1, 0] as const) : ([3, 4, 5, 6] as const);
  return steps[far];
}
