import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { OVERLAY_WORDS, OVERLAYS, type Overlay } from "./overlay-choice.ts";

interface OverlayMenuProps {
  readonly chosen: readonly Overlay[];
  readonly onChoose: (chosen: readonly Overlay[]) => void;
  /** On an option's candles only VWAP has a meaning. */
  readonly onUnderlying: boolean;
}

/** What is drawn over the candles, each to be switched, with what it means. */
export function OverlayMenu({ chosen, onChoose, onUnderlying }: OverlayMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="flex h-7 items-center gap-1 rounded border border-line bg-bg0 px-1.5 text-dense text-text2 hover:text-text">
        overlays {chosen.length}
        <ChevronDown size={14} aria-hidden="true" className="text-text3" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-[min(340px,calc(100vw-16px))] rounded border border-ctl bg-bg1 p-1 shadow-[0_12px_32px_var(--shade)]"
        >
          {OVERLAYS.map((overlay) => {
            const { name, means } = OVERLAY_WORDS[overlay];
            const rests = !onUnderlying && overlay !== "vwap";
            return (
              <DropdownMenu.CheckboxItem
                key={overlay}
                checked={chosen.includes(overlay)}
                disabled={rests}
                // several are switched in one visit
                onSelect={(event) => {
                  event.preventDefault();
                }}
                onCheckedChange={(on) => {
                  onChoose(OVERLAYS.filter((one) => (one === overlay ? on : chosen.includes(one))));
                }}
                className="grid grid-cols-[16px_44px_1fr] items-baseline gap-2 rounded-sm px-2 py-1 text-body data-[disabled]:opacity-60 data-[highlighted]:bg-bg2"
              >
                <span className="self-center">
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden="true" className="text-accent" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <strong className="font-semibold">{name}</strong>
                <span className="text-dense text-text2">{rests ? "on the underlying's chart" : means}</span>
              </DropdownMenu.CheckboxItem>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
