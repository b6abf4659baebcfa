import type { FillRow } from "@smart0dte/gateway/contract";
import type { ReactNode } from "react";
import { priceChange } from "../../ui/format/number-format.ts";
import { age } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";

type Quality = FillRow["quality"];

/** How well an execution went, each against something else; a share, plus where it was worse. */
export const QUALITY: readonly {
  readonly name: string;
  readonly Reading: (props: { readonly quality: Quality }) => ReactNode;
}[] = [
  {
    name: "to mid",
    Reading: ({ quality }) => (
      <Num value={quality.toPlacedMid} format={priceChange} why="no middle when the order was placed" />
    ),
  },
  {
    name: "to plan",
    Reading: ({ quality }) => (
      <Num value={quality.toPlan} format={priceChange} why="no price of the plan to hold it against" />
    ),
  },
  { name: "after", Reading: ({ quality }) => <Num value={quality.sinceIntent} format={age} /> },
];
