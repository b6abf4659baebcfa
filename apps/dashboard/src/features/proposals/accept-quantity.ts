import type { ProposalRow } from "@smart0dte/gateway/contract";

/** The desk's own size where it has one, else one package. */
export const startQuantity = ({ quantity }: ProposalRow): number => quantity ?? 1;

/** Why this quantity cannot be accepted; null when it can. The desk bounds it again by its limits. */
export function quantityFault(entry: string, row: ProposalRow): string | null {
  if (!/^\d{1,4}$/.test(entry.trim()) || Number(entry) < 1)
    return `Quantity must be a whole number from 1; you entered ${entry === "" ? "nothing" : entry}.`;
  if (row.quantity !== null && Number(entry) > row.quantity) {
    return `Quantity can be at most ${row.quantity} (the desk's limits); you entered ${entry}.`;
  }
  return null;
}
