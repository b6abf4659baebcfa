import type { AccountKind } from "@smart0dte/domain";
import type { StampSide } from "@smart0dte/feeds";
import type { FeedDatasets } from "@smart0dte/feeds/databento";
import type { TwsSettings } from "../broker/tws-settings.ts";
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

/** Who carries orders out. */
export type BrokerChoice =
  /** The desk itself. */
  { readonly kind: "paper" } | OutsideBroker;

export type OutsideBroker =
  /** The TWS that the demo's own exchange brings along. */
  | { readonly kind: "own" }
  /** An account at a TWS that somebody names. */
  | {
      readonly kind: "tws";
      readonly host: string;
      readonly port: number;
      readonly account: string;
      readonly clientId: number;
      /** The port is our own simulator's. */
      readonly isSimulator: boolean;
      readonly settings?: TwsSettings;
      /** Paper unless said otherwise. */
      readonly accountKind?: AccountKind;
    };

export interface DeskOptions {
  readonly source: SourceChoice;
  readonly broker: BrokerChoice;
  readonly speed: Speed;
  readonly port: number;
  /** The data folder. */
  readonly folder: string;
  /** Gives an unfinished run of the source up instead of taking it over. */
  readonly abandon: boolean;
  /** Records what arrives on live lines into the data folder. */
  readonly record: boolean;
}

/** Whose money orders move: paper unless account and port both say otherwise. */
export const accountKindOf = (broker: BrokerChoice): AccountKind =>
  broker.kind === "tws" ? (broker.accountKind ?? "paper") : "paper";
