import { formatCompactOsi, type Leg, type Position } from "@smart0dte/domain";
import { heldOf } from "../../core/fill-booking.ts";
import type { ExecutionRow, HeardContract, PositionRow } from "../words/tws-heard.ts";
import type { Difference } from "./difference.ts";
import type { ToldExecution, UnjoinedLeg } from "./execution-join.ts";

export interface AcceptedHolding {
  /** As differences name it: `SPY260313P00660000`, `STK SPY`. */
  readonly contract: string;
  readonly quantity: number;
}

export interface PositionView {
  readonly positions: readonly Position[];
  readonly accepted: readonly AcceptedHolding[];
  /** Told to the desk and not in its book yet, with the legs of their orders. */
  readonly told: readonly { readonly fill: ToldExecution; readonly legs: readonly Leg[] }[];
  /** Executed and in no fill yet. */
  readonly unjoined: readonly UnjoinedLeg[];
  readonly broker: readonly PositionRow[];
  /** Today's executions that are of no order of the desk's. */
  readonly foreign: readonly ExecutionRow[];
}

/** Compares what is held, contract by contract. A row of nothing is a contract closed today. */
export function comparePositions(view: PositionView): readonly Difference[] {
  const desk = deskContracts(view);
  const broker = new Map<string, number>();
  for (const { contract, quantity } of view.broker) add(broker, nameOf(contract), quantity);
  return [...new Set([...desk.keys(), ...broker.keys()])].flatMap((contract) => {
    const ours = desk.get(contract) ?? 0;
    const theirs = broker.get(contract) ?? 0;
    return ours === theirs ? [] : [differenceOf(contract, { desk: ours, broker: theirs }, view)];
  });
}

function deskContracts({ positions, accepted, told, unjoined }: PositionView): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { contract, quantity } of accepted) add(sums, contract, quantity);
  for (const position of positions) {
    for (const leg of position.legs) add(sums, formatCompactOsi(leg.contract), heldOf(position, leg));
  }
  for (const { fill, legs } of told) {
    for (const { instrument, quantity } of fill.legs) {
      const leg = legs.find((own) => own.instrument === instrument);
      if (leg !== undefined) add(sums, formatCompactOsi(leg.contract), quantity);
    }
  }
  for (const { leg, quantity } of unjoined) add(sums, formatCompactOsi(leg.contract), quantity);
  return sums;
}

function add(sums: Map<string, number>, name: string, quantity: number): void {
  sums.set(name, (sums.get(name) ?? 0) + quantity);
}

function differenceOf(
  contract: string,
  { desk, broker }: { desk: number; broker: number },
  { foreign }: PositionView,
): Difference {
  const of = foreign.filter((row) => nameOf(row.contract) === contract);
  const traded = of.reduce((sum, { quantity }) => sum + quantity, 0);
  const isExplained = of.length > 0 && traded === broker - desk;
  const note = of.map(({ execId, quantity }) => `${execId} ${quantity}`).join(", ");
  if (isExplained && of.some(({ liquidation }) => liquidation)) {
    return { kind: "liquidated", halts: true, contract, desk, broker, note };
  }
  if (isExplained) return { kind: "positionByHand", halts: true, contract, desk, broker, note };
  const kind = desk === 0 ? "unknownPosition" : "quantityDiffers";
  return { kind, halts: true, contract, desk, broker, note };
}

/** The one name of a contract in comparisons. */
export function nameOf(contract: HeardContract): string {
  if (contract.kind === "option") return formatCompactOsi(contract.option);
  return contract.kind === "package" ? `package ${contract.symbol}` : contract.name;
}
