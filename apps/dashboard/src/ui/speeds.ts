/** What a person may choose from. Desk seconds for each wall second. */
export const SPEEDS = [1, 2, 5, 10, 20, 60] as const;
