import type { OpenTwsCodec, TwsCodec } from "@smart0dte/execution/ibkr";

type Say = Parameters<TwsCodec["say"]>[0];
type Heard = Parameters<Parameters<OpenTwsCodec>[1]>[0];

/**
 * A codec whose orders carry the run's name beside their own.
 *
 * Order ids are unique within a run only, and an account shows all orders of its day: without it an order of a run
 * that was given up could be taken for one of the next.
 */
export const withRunNames =
  (open: OpenTwsCodec, run: string): OpenTwsCodec =>
  (address, hear) => {
    const suffix = `@${run.slice(run.lastIndexOf("-") + 1)}`;
    const codec = open(address, (heard) => hear(ownNames(heard, suffix)));
    return { say: (words) => codec.say(named(words, suffix)), close: () => codec.close() };
  };

function named(words: Say, suffix: string): Say {
  if (words.say !== "placeOrder") return words;
  const { order } = words;
  return { ...words, order: { ...order, orderRef: order.orderRef + suffix } };
}

function ownNames(heard: Heard, suffix: string): Heard {
  if (heard.hear === "openOrder" || heard.hear === "completedOrder")
    return { ...heard, row: { ...heard.row, orderRef: ownName(heard.row.orderRef, suffix) } };
  if (heard.hear === "execution")
    return { ...heard, row: { ...heard.row, orderRef: ownName(heard.row.orderRef, suffix) } };
  return heard;
}

/** Another's name stays another's, even where it is written like one of the desk's. */
function ownName(orderRef: string, suffix: string): string {
  if (orderRef.endsWith(suffix)) return orderRef.slice(0, -suffix.length);
  return orderRef === "" || orderRef.includes("@") ? orderRef : `${orderRef}@`;
}
