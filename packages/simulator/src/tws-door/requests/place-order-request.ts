import type { UsdE4 } from "@smart0dte/domain";
import type { ContractQuery } from "../contracts/contract-book.ts";
import { SINCE } from "../wire/server-versions.ts";
import { readContract, readLeg, type LegRequest } from "./contract-request.ts";
import { invalid, type FieldCursor } from "./field-cursor.ts";

/** A placeOrder as it was sent, before anything is known of its contract. */
export interface PlaceRequest {
  readonly contract: ContractQuery;
  readonly legs: readonly LegRequest[];
  readonly hasLegPrices: boolean;
  readonly routing: readonly (readonly [tag: string, value: string])[];
  readonly action: string;
  readonly quantity: number;
  readonly orderType: string;
  readonly limit: UsdE4 | null;
  readonly stop: UsdE4 | null;
  readonly tif: string;
  readonly ocaGroup: string;
  readonly ocaType: number;
  readonly account: string;
  readonly openClose: string;
  readonly orderRef: string;
  readonly transmit: boolean;
  readonly parentId: number;
  readonly triggerMethod: number;
  readonly displaySize: number;
  readonly outsideRth: boolean;
  readonly modelCode: string;
  readonly whatIf: boolean;
  /** Names of what it asks for and this broker does not have. */
  readonly unsupported: readonly string[];
}

/** Reads everything after the order id. */
export function readPlaceOrder(cursor: FieldCursor, version: number): PlaceRequest {
  const contract = readContract(cursor);
  cursor.skip(2);
  const head = readHead(cursor);
  const combo = contract.secType === "BAG" ? readCombo(cursor) : NO_COMBO;
  const unsupported: string[] = [];
  const note: Note = (name, isAsked) => {
    if (isAsked) unsupported.push(name);
  };
  cursor.skip(1);
  note("discretionaryAmt", cursor.decimal() !== 0);
  note("goodAfterTime", cursor.text() !== "");
  note("goodTillDate", cursor.text() !== "");
  note(
    "financial advisor groups",
    [cursor.text(), cursor.text(), cursor.text()].some((it) => it !== ""),
  );
  if (version < SINCE.noFaProfile) cursor.skip(1);
  const modelCode = cursor.text();
  cursor.skip(3);
  const ocaType = cursor.whole();
  cursor.skip(2);
  note("allOrNone", cursor.flag());
  note("minQty", (cursor.wholeOrNull() ?? 0) > 0);
  // percentOffset, three obsolete ones, auction, box and pegged prices, overridePct, volatility and its type
  cursor.skip(13);
  cursor.skip(cursor.text() === "" ? 1 : 9);
  cursor.skip(4);
  cursor.skip(2);
  const scaleIncrement = cursor.decimalOrNull() ?? 0;
  note("scale orders", scaleIncrement > 0);
  if (scaleIncrement > 0) cursor.skip(7);
  cursor.skip(3);
  const isHedge = cursor.text() !== "";
  note("hedge orders", isHedge);
  if (isHedge) cursor.skip(1);
  cursor.skip(3);
  note("notHeld", cursor.flag());
  const isDeltaNeutral = cursor.flag();
  note("a delta neutral contract", isDeltaNeutral);
  if (isDeltaNeutral) cursor.skip(3);
  const algo = cursor.text();
  note(`algo ${algo}`, algo !== "");
  if (algo !== "") cursor.skip(2 * cursor.whole());
  cursor.skip(1);
  const whatIf = cursor.flag();
  cursor.skip(2);
  note("randomizeSize and randomizePrice", [cursor.flag(), cursor.flag()].includes(true));
  for (const name of head.flags) note(name, true);
  note("exchange IBKRATS", contract.exchange === "IBKRATS");
  if (!isPegged(head.orderType)) {
    const conditions = cursor.whole();
    note("conditions", conditions > 0);
    // what follows them is not looked for: the order is refused already
    if (conditions <= 0) noteEnd(cursor, note);
  }
  return { contract, ...head, ...combo, ocaType, modelCode, whatIf, unsupported };
}

type Note = (name: string, isAsked: boolean) => void;

/** From the adjustment of a stop on. */
function noteEnd(cursor: FieldCursor, note: Note): void {
  const adjusted = cursor.text();
  note(`adjustedOrderType ${adjusted}`, adjusted !== "" && adjusted !== "None");
  // its prices and unit, who gave it, and soft dollars
  cursor.skip(9);
  note("cashQty", cursor.decimal() !== 0);
  // MiFID, hedges, discretion and price management
  cursor.skip(8);
  note("duration", cursor.whole() > 0);
}

const isPegged = (orderType: string): boolean => orderType.startsWith("PEG");

function readHead(cursor: FieldCursor) {
  const action = cursor.text();
  const quantity = cursor.decimal();
  const orderType = cursor.text();
  const limit = cursor.priceOrNull();
  const stop = cursor.priceOrNull();
  const tif = cursor.text();
  const ocaGroup = cursor.text();
  const account = cursor.text();
  const openClose = cursor.text();
  cursor.skip(1);
  const orderRef = cursor.text();
  const transmit = cursor.flag();
  const parentId = cursor.whole();
  const flags = asked(["blockOrder", cursor.flag()], ["sweepToFill", cursor.flag()]);
  const displaySize = cursor.whole();
  const triggerMethod = cursor.whole();
  const outsideRth = cursor.flag();
  flags.push(...asked(["hidden", cursor.flag()]));
  return {
    flags,
    action,
    quantity,
    orderType,
    limit,
    stop,
    tif,
    ocaGroup,
    account,
    openClose,
    orderRef,
    transmit,
    parentId,
    displaySize,
    triggerMethod,
    outsideRth,
  };
}

const asked = (...flags: readonly (readonly [name: string, isAsked: boolean])[]): string[] =>
  flags.filter(([, isAsked]) => isAsked).map(([name]) => name);

type Combo = Pick<PlaceRequest, "legs" | "hasLegPrices" | "routing">;

const NO_COMBO: Combo = { legs: [], hasLegPrices: false, routing: [] };
const MOST_LEGS = 50;

function readCombo(cursor: FieldCursor): Combo {
  const legs = Array.from({ length: countOf(cursor) }, () => {
    const leg = readLeg(cursor);
    cursor.skip(4);
    return leg;
  });
  const prices = Array.from({ length: countOf(cursor) }, () => cursor.priceOrNull());
  const routing = Array.from({ length: countOf(cursor) }, () => [cursor.text(), cursor.text()] as const);
  return { legs, hasLegPrices: prices.some((price) => price !== null), routing };
}

function countOf(cursor: FieldCursor): number {
  const count = cursor.whole();
  if (count < 0 || count > MOST_LEGS) throw invalid(`${count} legs`);
  return count;
}
