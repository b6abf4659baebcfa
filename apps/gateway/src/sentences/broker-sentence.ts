import type { BrokerDifference, BrokerLine } from "@smart0dte/domain";

/** What is different, in words, with both counts where it is about a quantity. */
export function differenceSentence({
  kind,
  orderId,
  contract,
  desk,
  broker,
  note,
}: BrokerDifference): string {
  const what = WHAT[kind] ?? kind;
  const where = contract ?? orderId ?? "";
  const counts = desk === null || broker === null ? "" : `: desk ${signed(desk)}, broker ${signed(broker)}`;
  return `${what}${where === "" ? "" : ` ${where}`}${counts}${note === "" ? "" : ` (${note})`}.`;
}

/** What a person does about it; where the desk has put it right itself, that it has. */
export const differenceToDo = ({ kind, halts }: BrokerDifference): string =>
  TO_DO[kind] ??
  (halts ? "Compare both books in TWS. Nothing opens until they agree." : "The desk has put it right.");

/** Why an exit of the desk would not go out now; null while it would. A comparison under way lets it wait a moment. */
export function exitObstacleSentence(line: BrokerLine | null): string | null {
  if (line === null) return "The broker has not been heard of yet: exits wait for it.";
  const { state, isReconciled, why } = line;
  if (state !== "ready" && state !== "synchronising")
    return `No connection to the broker${why === null ? "" : ` (${why})`}: exits wait until it is back.`;
  return isReconciled
    ? null
    : "The books of broker and desk are not agreed: the desk sends no exit until they are. Close still works.";
}

/** As the adapter's comparison names them. */
const WHAT: Readonly<Record<string, string>> = {
  missingFill: "Fill that the desk had not booked",
  orderKnownAgain: "Order that the broker knows better",
  neverArrived: "Order that never arrived at the broker",
  aliveAfterEnd: "Order that still works at the broker",
  foreignOrder: "Order of somebody else",
  unknownOrder: "Order under this desk's client id that it never made",
  lostAtBroker: "Order that the broker shows no more",
  doubled: "Two orders under one name",
  fillWithoutExecution: "Order filled without executions that add up to it",
  orphanLegs: "Leg without the others of its package",
  overFilled: "More traded than was ordered",
  positionByHand: "Position changed by a person or another program",
  liquidated: "Position closed out by the broker",
  quantityDiffers: "Position of another size",
  unknownPosition: "Position that the desk does not know",
};

const TO_DO: Readonly<Record<string, string>> = {
  missingFill: "Booked now.",
  orderKnownAgain: "Taken over as the broker says.",
  neverArrived: "Told as rejected. What wanted it may ask again.",
  aliveAfterEnd: "The desk is cancelling it.",
  foreignOrder: "Nothing: it is shown only.",
  unknownOrder: "Cancel it in TWS unless it is wanted there. Do not resend anything meanwhile.",
  lostAtBroker: "Do not resend. Look for it among the trades and orders of the day in TWS.",
  doubled: "Cancel one of the two in TWS.",
  fillWithoutExecution: "Do not resend. Compare the day's trades in TWS with the executions here.",
  overFilled:
    "Booked. Openings are halted: compare with the day's trades in TWS, close what is not wanted, then resume.",
  orphanLegs: "Close the leg in TWS, or fill the others there.",
  positionByHand: "Undo it in TWS, or close the position there and here.",
  liquidated: "Read the broker's message in TWS. The desk cannot undo it.",
  quantityDiffers: "Bring the position in TWS to the desk's count.",
  unknownPosition:
    "Close it in TWS, or accept it as the account's own: the desk does not act on what it never opened.",
};

const signed = (count: number): string => (count > 0 ? `+${count}` : String(count));
