import { useState } from "react";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { Panel } from "../../ui/panel.tsx";
import { chosenShortcuts, chooseShortcuts, SHORTCUT_CHOICES } from "../../ui/shortcut-choice.ts";
import {
  choosePnlColours,
  chooseTheme,
  PNL_COLOURS,
  useChosenPnlColours,
  useChosenTheme,
} from "../../ui/theme.ts";
import { THEMES } from "../../ui/theme-names.ts";
import { Triangle } from "../../ui/triangle.tsx";

const PNL_WORDS = { blue: "Blue / orange", classic: "Classic green / red" } as const;

/** How the screen looks; kept in this browser. */
export function AppearancePage() {
  const theme = useChosenTheme();
  const colours = useChosenPnlColours();
  const [shortcuts, setShortcuts] = useState(chosenShortcuts);
  return (
    <Panel title="Appearance" foot="Kept in this browser." bodyClassName="flex flex-col gap-4 p-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="w-40 text-body text-text2">Theme</h3>
        <ChoiceRow label="Theme" choices={THEMES} value={theme} onChoose={chooseTheme} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="w-40 text-body text-text2">Gain and loss</h3>
        <ChoiceRow
          label="Colours of gain and loss"
          choices={PNL_COLOURS}
          value={colours}
          wordOf={(one) => PNL_WORDS[one]}
          onChoose={choosePnlColours}
        />
        <p className="flex items-center gap-2 text-control font-semibold">
          <Triangle of="up" />
          <span className="text-up">+$12.00</span>
          <Triangle of="down" />
          <span className="text-down">−$8.00</span>
        </p>
      </div>
      <p className="max-w-prose text-dense text-text3">
        Blue and orange stay apart for every kind of colour vision. Sign, triangle and hollow or solid candles
        say the same in both.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="w-40 text-body text-text2">Single-key shortcuts</h3>
        <ChoiceRow
          label="Single-key shortcuts"
          choices={SHORTCUT_CHOICES}
          value={shortcuts}
          onChoose={(next) => {
            chooseShortcuts(next);
            setShortcuts(next);
          }}
        />
      </div>
      <p className="max-w-prose text-dense text-text3">
        Keys such as 1, c or j act on the page in view; none sends an order and none acts while you type. Off,
        only Ctrl K and Ctrl . remain. The palette lists those of each page.
      </p>
    </Panel>
  );
}
