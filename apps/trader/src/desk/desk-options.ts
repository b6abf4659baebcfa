import type { StampSide } from "@smart0dte/feeds";
import type { FeedDatasets } from "@smart0dte/feeds/databento";
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
    }
  | {
      readonly kind: "dbn";
      /** Files, folders of files, or a folder of recordings. */
      readonly paths: readonly string[];
      readonly date: string | null;
    }
  | {
      readonly kind: "databento";
      readonly key: string;
      /** Null: Databento's own. */
      readonly gateway: { readonly host: string; readonly port: number } | null;
      readonly datasets: FeedDatasets;
      readonly date: string | null;
    };

export interface DeskOptions {
  readonly source: SourceChoice;
  readonly speed: Speed;
  readonly port: number;
  /** The data folder. */
  readonly folder: string;
  /** Gives an unfinished run of the source up instead of taking it over. */
  readonly abandon: boolean;
  /** Records what arrives on live lines into the data folder. */
  readonly record: boolean;
}
