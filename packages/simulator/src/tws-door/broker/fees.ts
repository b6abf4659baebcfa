import { feesOf, usdE4, type FeeTable, type UsdE4 } from "@smart0dte/domain";
import type { ListedContract } from "../contracts/listed-contract.ts";

/** Commission of shares: half a cent each, a dollar at least. */
const SHARE_FEE = 50;
const LEAST_SHARE_FEE = 10_000;

/** Everything charged for one execution of one contract; `quantity` is signed. */
export function feesOfTrade(
  contract: ListedContract,
  { quantity, price }: { readonly quantity: number; readonly price: UsdE4 },
  table: FeeTable,
): UsdE4 {
  if (contract.secType === "OPT") return feesOf([{ quantity, price }], table);
  return usdE4(Math.max(Math.abs(quantity) * SHARE_FEE, LEAST_SHARE_FEE));
}
