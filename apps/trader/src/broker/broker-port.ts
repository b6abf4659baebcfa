import type { AccountKind, BrokerLine, Exercised } from "@smart0dte/domain";
import type { Consequence } from "../sequencer/desk-run.ts";
import type { TwsSettings } from "./tws-settings.ts";

/** Which TWS takes the orders. */
export interface TwsTarget {
  readonly host: string;
  readonly port: number;
  readonly account: string;
  readonly clientId: number;
  /** The port is our own simulator's: its fills are of a simulated exchange. */
  readonly isSimulator: boolean;
  readonly settings?: TwsSettings;
  /** Paper unless said otherwise; a live one takes openings only while it is armed. */
  readonly accountKind?: AccountKind;
}

/** What an input led to, as far as a broker has to know. */
export type Followed = Pick<Consequence, "decisions" | "commands">;

/** The desk's way to a broker outside of it. What the broker says comes back as inputs. */
export interface BrokerPort {
  /** Connects, and stays connected until {@link close}; call once, when the market is about to be heard. */
  open(target: TwsTarget): void;
  /** Carries out what an input led to; call only after its intents last. */
  follow(consequence: Followed): void;
  /** What was settled before a take-over: it stays in the account until the broker settles too. */
  settled(exercised: readonly Exercised[]): void;
  /** How the way stands, the same object until something changes; null before {@link open}. */
  line(): BrokerLine | null;
  /** Lets go of the connection; orders stay at the broker. Nothing is put in after it. */
  close(): void;
}
