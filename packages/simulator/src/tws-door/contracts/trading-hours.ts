import {
  EXCHANGE_ZONE,
  InvariantError,
  localTimeOf,
  type EpochMicros,
  type LocalTime,
  type Session,
} from "@smart0dte/domain";
import type { ListedContract } from "./listed-contract.ts";

export const ZONE_NAME = "US/Eastern";

/** `20260313 09:30:00 US/Eastern`, as frames carry a moment. */
export function momentText(at: EpochMicros): string {
  const { year, month, day, hour, minute, second } = localOf(at);
  return `${year}${two(month)}${two(day)} ${two(hour)}:${two(minute)}:${two(second)} ${ZONE_NAME}`;
}

/** `09:30`, as account updates carry it. */
export function clockText(at: EpochMicros): string {
  const { hour, minute } = localOf(at);
  return `${two(hour)}:${two(minute)}`;
}

/** Today's hours of a contract: `20260313:0930-20260313:1600`. */
export function hoursOf({ secType }: ListedContract, session: Session): string {
  const until = secType === "OPT" ? session.optionClose : session.close;
  return `${hourText(session.open)}-${hourText(until)}`;
}

function hourText(at: EpochMicros): string {
  const { year, month, day, hour, minute } = localOf(at);
  return `${year}${two(month)}${two(day)}:${two(hour)}${two(minute)}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

function localOf(at: EpochMicros): LocalTime {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) throw new InvariantError("The exchange's zone is unknown", { zone: EXCHANGE_ZONE });
  return local.value;
}
