import type { PackageView } from "@smart0dte/domain";

const TRADED = "This desk trades verticals and iron condors, in plans of its own";

/** What a picked package is called, and why no order is made of it. */
export function ticketSentence({ name, isTraded, isNaked }: PackageView["shape"]): string {
  if (name === null) return `No structure that has a name here. ${TRADED}: this one is valued, not sent.`;
  const words = asWords(name);
  if (isNaked)
    return `${words}: what is sold stands uncovered, which is not offered. It is valued, not sent.`;
  if (!isTraded) return `${words}: not traded here. ${TRADED}: this one is valued, not sent.`;
  return `${words}. ${TRADED}: a package that you pick is valued, not sent.`;
}

/** `ironCondor` is `Iron condor`. */
const asWords = (name: string): string => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};
