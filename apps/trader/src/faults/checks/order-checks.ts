import type { Evidence, Violation } from "./evidence.ts";

/** The broker was given each order once, and none that the desk knows nothing of. */
export function orderViolations({ desk, broker, wire }: Evidence): readonly Violation[] {
  const refs = broker.orders.map(({ orderRef }) => orderRef);
  const doubled = [...new Set(refs.filter((ref, n) => refs.indexOf(ref) !== n))];
  const strangers = broker.orders.filter(({ orderId }) => orderId === null || !desk.orders.has(orderId));
  const numbers = new Map<string, Set<number>>();
  for (const { orderId, number } of wire)
    if (orderId !== null) numbers.set(orderId, (numbers.get(orderId) ?? new Set()).add(number));
  const renumbered = [...numbers].filter(([, known]) => known.size > 1);
  return [
    ...doubled.map((ref) => said("orders", `the broker has the order ${ref} more than once`)),
    ...strangers.map(({ orderRef }) =>
      said("orders", `the broker has ${orderRef}, which the desk does not know`),
    ),
    ...renumbered.map(([id, known]) => said("orders", `${id} was sent under ${known.size} numbers`)),
  ];
}

/** Whatever the broker had when the desk was killed had been committed. */
export const commitViolations = ({ sentAtKill }: Evidence): readonly Violation[] =>
  sentAtKill
    .filter(({ isCommitted }) => !isCommitted)
    .map(({ orderRef }) =>
      said("commits", `${orderRef} was with the broker and its intent not in the database`),
    );

/** Nothing that adds risk was decided or sent by a desk that is halted, disarmed or not reconciled, or by a later life. */
export function openingViolations({ desk, wire, lives }: Evidence): readonly Violation[] {
  const openings = new Map(
    desk.placed.filter(({ purpose }) => purpose === "open").map((placed) => [placed.orderId, placed]),
  );
  const decided = [...openings.values()].flatMap(({ orderId, isHalted, link, isDisarmed }) => [
    ...(isHalted ? [said("openings", `${orderId} opens although the desk is halted`)] : []),
    ...(isDisarmed ? [said("openings", `${orderId} opens by itself although automation is off`)] : []),
    ...(link === "ready" ? [] : [said("openings", `${orderId} opens although the broker is ${link}`)]),
  ]);
  const seen = new Set<string>();
  const sent = wire.flatMap(({ orderId, life, unanswered }) => {
    const opening = orderId === null ? undefined : openings.get(orderId);
    // a changed limit goes out as the same order again
    if (opening === undefined || seen.has(opening.orderId)) return [];
    seen.add(opening.orderId);
    const own = lifeOf(lives, opening.seq);
    return [
      ...(unanswered.length === 0
        ? []
        : [said("openings", `${orderId} was sent before ${unanswered.join(", ")} on its connection`)]),
      ...(own === life
        ? []
        : [said("openings", `${orderId} was decided in life ${own} and sent in life ${life}`)]),
    ];
  });
  return [...decided, ...sent];
}

/** The life that an input was taken in. */
const lifeOf = (lives: Evidence["lives"], seq: number): number =>
  lives.reduce((found, { life, seq: before }) => (before < seq ? life : found), 0);

const said = (check: Violation["check"], sentence: string): Violation => ({ check, sentence });
