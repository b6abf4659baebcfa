import type { StampSide } from "@smart0dte/feeds";
import type { Speed } from "../source/desk-clock.ts";

export type SourceChoice =
  | {
      readonly kind: "simulated";
      readonly seed: number;
      readonly market: "planted" | "null";
      readonly date: string | null;
    }
  | {
      readonly kind: "minutes";
      readonly dir: string;
      readonly date: string;
      readonly zone: string | undefined;
      readonly stamp: StampSide | undefined;
      readonly vixDaily: string | undefined;
    };

export interface DeskOptions {
  readonly source: SourceChoice;
  readonly speed: Speed;
  readonly port: number;
  /** The data folder. */
  readonly folder: string;
  /** Gives an unfinished run of the source up instead of taking it over. */
  readonly abandon: boolean;
}
