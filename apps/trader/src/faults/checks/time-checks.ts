import type { Evidence, Violation } from "./evidence.ts";

/** What was to be closed is closed or being closed; what was to be flat is flat. */
export function exitViolations({ desk, broker, unclosed, isFlatDue }: Evidence): readonly Violation[] {
  const live = new Set(broker.orders.filter(({ isLive }) => isLive).map(({ orderId }) => orderId));
  const open = [...desk.positions.values()].filter(({ quantity }) => quantity > 0);
  const due = new Set(desk.exits.map(({ positionId }) => positionId));
  // a stop that rests closes nothing by itself
  const closing = [...desk.orders.values()].filter(
    ({ id, purpose, reason }) => purpose === "close" && reason !== "restingStop" && live.has(id),
  );
  const underWay = new Set(closing.map(({ positionId }) => positionId));
  const left = open.filter(({ id }) => due.has(id) && !underWay.has(id) && unclosed.includes(id));
  return [
    ...left.map(({ id }) =>
      said("exits", `${id} was to be closed, is open and has no order for it at the broker`),
    ),
    ...(isFlatDue && open.length > 0
      ? [said("exits", `a flat book was asked for, and ${open.map(({ id }) => id).join(", ")} stayed open`)]
      : []),
  ];
}

/** Nothing stayed unknown, the desk came to rest with its broker, and it died only where it was killed. */
export const lifeViolations = ({ tooLongUnknown, unrest, deaths }: Evidence): readonly Violation[] => [
  ...tooLongUnknown.map((what) => said("unknown", what)),
  ...(unrest === null ? [] : [said("rest", unrest)]),
  ...deaths.map((why) => said("deaths", `the desk ended by itself: ${why}`)),
];

const said = (check: Violation["check"], sentence: string): Violation => ({ check, sentence });
