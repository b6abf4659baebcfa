/** What to do about a refusal; null where nothing is known that the server did not say. */
export function remedyFor(refusal: { status: number; word: string | null; text: string }): string | null {
  const { status, word, text } = refusal;
  const last = /available up to '([^']+)'/.exec(text)?.[1];
  if (word === "data_end_after_available_end" && last !== undefined)
    return `Ask for an end of ${last} or before.`;
  return (word === null ? undefined : BY_CASE.get(word)) ?? BY_STATUS.get(status) ?? null;
}

const BY_CASE: ReadonlyMap<string, string> = new Map([
  ["data_end_after_available_end", "Ask for an earlier end: metadata.get_dataset_range tells the last one."],
  ["dataset_unavailable_range", "Ask for a range within what metadata.get_dataset_range tells."],
  [
    "data_schema_not_fully_available",
    "Ask for the range that metadata.get_dataset_range tells of this schema.",
  ],
  [
    "license_not_found_unauthorized",
    "The account has no licence for this: data of the last 24 hours count as live data.",
  ],
  ["auth_account_locked", "The account is locked: ask Databento's support."],
]);

const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [401, "Look at the key: it is not known to the server."],
  [402, "Pay the account's bill or add credit to it."],
  [403, "The account may not have this data set or this range: look at its licences."],
  [408, "Ask again, or for a shorter range."],
  [422, "Mend the parameter that is named."],
  [429, "Ask less often."],
  [500, "Ask again later; the request id helps Databento's support."],
  [502, "Ask again later."],
  [503, "Ask again later: the service is not available now."],
  [504, "Ask again, or for a shorter range."],
]);
