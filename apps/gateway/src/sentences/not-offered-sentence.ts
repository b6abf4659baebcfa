import type { Numbers } from "./number-words.ts";

/** What the desk itself says of something that it does not do, or not now. */
export const notOfferedSentence = ({ sentence }: Numbers): string =>
  typeof sentence === "string" ? sentence : "This desk does not offer that. Nothing was done.";
