import { useParams } from "react-router";
import { ChainBoard } from "../features/chain/chain-board.tsx";
import { TICKERS } from "../ui/desk-location.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** What is each strike worth, and can its quote be trusted? */
export function ChainPage() {
  const { sym } = useParams();
  const ticker = TICKERS.find((known) => known === sym);
  return ticker === undefined ? <NotFoundPage /> : <ChainBoard key={ticker} ticker={ticker} />;
}
