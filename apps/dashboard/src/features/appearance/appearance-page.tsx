import { useState } from "react";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { Panel } from "../../ui/panel.tsx";
import {
  choosePnlColours,
  chooseTheme,
  chosenPnlColours,
  chosenTheme,
  PNL_COLOURS,
  THEMES,
} from "../../ui/theme.ts";
import { Triangle } from "../../ui/triangle.tsx";

const PNL_WORDS = { blue: "Blue / orange", classic: "Classic green / red" } as const;

/** How the screen looks; kept in this browser. */
export function AppearancePage() {
  const [theme, setTheme] = useState(chosenTheme);
  const [colours, setColours] = useState(chosenPnlColours);
  return (
    <Panel title="Appearance" foot="Kept in this browser." bodyClassName="flex flex-col gap-4 p-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="w-40 text-body text-text2">Theme</h3>
        <ChoiceRow
          label="Theme"
          choices={THEMES}
          value={theme}
          onChoose={(next) => {
            chooseTheme(next);
            setTheme(next);
          }}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="w-40 text-body text-text2">Gain and loss</h3>
        <ChoiceRow
          label="Colours of gain and loss"
          choices={PNL_COLOURS}
          value={colours}
          wordOf={(one) => PNL_WORDS[one]}
          onChoose={(next) => {
            choosePnlColours(next);
            setColours(next);
          }}
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
    </Panel>
  );
}
