import { ToggleGroup } from "radix-ui";
import { cn } from "./cn.ts";

interface ChoiceRowProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly wordOf?: (choice: Choice) => string;
  readonly className?: string;
}

/** One of few, all of them visible. */
export function ChoiceRow<Choice extends string>(props: ChoiceRowProps<Choice>) {
  const { label, choices, value, onChoose, wordOf, className } = props;
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const choice = choices.find((known) => known === next);
        if (choice !== undefined) onChoose(choice);
      }}
      className={cn("flex gap-px rounded border border-line bg-bg0 p-px", className)}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice}
          value={choice}
          className="h-6 min-w-8 rounded-sm px-2 text-dense font-semibold text-text2 hover:text-text data-[state=on]:bg-bg2 data-[state=on]:text-text data-[state=on]:shadow-[inset_0_-2px_0_var(--accent)]"
        >
          {wordOf === undefined ? choice : wordOf(choice)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
