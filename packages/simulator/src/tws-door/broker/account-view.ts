import { usdE4, type FeeTable, type UsdE4 } from "@smart0dte/domain";
import type { ContractBook } from "../contracts/contract-book.ts";
import { legsOf, signOf, type ListedContract } from "../contracts/listed-contract.ts";
import { executablePrice } from "../quotes/package-quote.ts";
import type { QuoteBoard } from "../quotes/quote-board.ts";
import type { AccountFigure, PortfolioRow } from "../replies/account-reply.ts";
import { decimalText } from "../wire/field-text.ts";
import type { OrderTicket } from "./broker-order.ts";
import type { MarginPreview } from "./execution.ts";
import { feesOfTrade } from "./fees.ts";
import type { Ledger } from "./ledger.ts";
import { marginOf, postExpirationMargin, type Holding } from "./margin.ts";

interface ViewParts {
  readonly account: string;
  readonly contracts: ContractBook;
  readonly board: QuoteBoard;
  readonly ledger: Ledger;
  readonly feeTable: FeeTable;
  /** Worth of the account when the day began. */
  readonly opening: UsdE4;
}

/** The account's figures as the market values them now. Money in UsdE4. */
export class AccountView {
  readonly #parts: ViewParts;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  /** Rows of everything held or closed today. */
  rows(): readonly PortfolioRow[] {
    const { ledger, contracts, board } = this.#parts;
    return ledger.positions.flatMap(({ conId, quantity, basis, realized }) => {
      const contract = contracts.byId(conId);
      if (contract === undefined) return [];
      const price = board.markOf(contract.instrument);
      const value = quantity === 0 ? 0 : Math.round(quantity * contract.units * (price ?? 0));
      const averageCost = quantity === 0 ? 0 : basis / quantity;
      return [{ contract, quantity, averageCost, price, value, unrealized: value - basis, realized }];
    });
  }

  rowOf(conId: number): PortfolioRow | undefined {
    return this.rows().find(({ contract }) => contract.conId === conId);
  }

  /** Daily, unrealized and realized. */
  profits(): readonly [number, number, number] {
    const rows = this.rows();
    const sum = (of: (row: PortfolioRow) => number): number =>
      rows.reduce((total, row) => total + of(row), 0);
    const worth = this.#parts.ledger.cash + sum(({ value }) => value);
    return [
      worth - this.#parts.opening,
      sum(({ unrealized }) => unrealized),
      sum(({ realized }) => realized),
    ];
  }

  holdings(): readonly Holding[] {
    return this.rows().map(({ contract, quantity }) => ({ contract, quantity }));
  }

  /** All figures by key, alphabetically. */
  figures(): readonly AccountFigure[] {
    const rows = this.rows();
    const { cash } = this.#parts.ledger;
    const worthOf = (secType: string): number =>
      rows.filter(({ contract }) => contract.secType === secType).reduce((sum, { value }) => sum + value, 0);
    const [options, stocks] = [worthOf("OPT"), worthOf("STK")];
    const [, unrealized, realized] = this.profits();
    const liquidation = cash + options + stocks;
    const margin = this.margin(this.holdings());
    const equity = cash + stocks;
    const excess = equity - margin;
    const after = postExpirationMargin(this.holdings(), (symbol) => this.spotOf(symbol));
    const gross = rows.reduce((sum, { value }) => sum + Math.abs(value), 0);
    const money: Readonly<Record<string, number>> = {
      AccruedCash: 0,
      AvailableFunds: excess,
      BuyingPower: Math.max(excess, 0) * 2,
      CashBalance: cash,
      EquityWithLoanValue: equity,
      ExcessLiquidity: excess,
      FullAvailableFunds: excess,
      FullExcessLiquidity: excess,
      FullInitMarginReq: margin,
      FullMaintMarginReq: margin,
      GrossPositionValue: gross,
      InitMarginReq: margin,
      LookAheadAvailableFunds: excess,
      LookAheadExcessLiquidity: excess,
      LookAheadInitMarginReq: margin,
      LookAheadMaintMarginReq: margin,
      MaintMarginReq: margin,
      NetLiquidation: liquidation,
      OptionMarketValue: options,
      PostExpirationExcess: liquidation - after,
      PostExpirationMargin: after,
      RealizedPnL: realized,
      StockMarketValue: stocks,
      TotalCashBalance: cash,
      TotalCashValue: cash,
      UnrealizedPnL: unrealized,
    };
    const words: Readonly<Record<string, string>> = {
      AccountCode: this.#parts.account,
      AccountReady: "true",
      AccountType: "INDIVIDUAL",
      Cushion: liquidation === 0 ? "0" : String(Math.round((excess / liquidation) * 1e6) / 1e6),
      DayTradesRemaining: "-1",
    };
    return [
      ...Object.entries(money).map(([key, value]) => ({ key, value: decimalText(value), currency: "USD" })),
      ...Object.entries(words).map(([key, value]) => ({ key, value, currency: "" })),
    ].toSorted((one, other) => (one.key < other.key ? -1 : 1));
  }

  margin(holdings: readonly Holding[]): number {
    return marginOf(holdings, (symbol) => this.spotOf(symbol));
  }

  spotOf(symbol: string): number | null {
    const contract = this.#parts.contracts.all.find((one) => one.secType === "STK" && one.symbol === symbol);
    return contract === undefined ? null : this.#parts.board.markOf(contract.instrument);
  }

  /** What an order would do to the margin if it filled at its limit, else at the market. */
  preview(ticket: OrderTicket): MarginPreview {
    const { board, ledger, feeTable } = this.#parts;
    const { contract, action, quantity, limit } = ticket;
    const sign = signOf(action);
    const before = this.holdings();
    const added = legsOf(contract).map((leg) => ({
      contract: leg.contract,
      quantity: sign * signOf(leg.action) * leg.ratio * quantity,
    }));
    const price = limit ?? executablePrice(board, contract, action) ?? 0;
    const units = Math.max(...legsOf(contract).map((leg) => leg.contract.units));
    const commission = usdE4(added.reduce((sum, it) => sum + feesAtMark(it, board, feeTable), 0));
    const margins = { before: this.margin(before), after: this.margin(joined(before, added)) };
    const stocks = this.rows()
      .filter((row) => row.contract.secType === "STK")
      .reduce((sum, { value }) => sum + value, 0);
    const equity = ledger.cash + stocks;
    const isShares = contract.secType === "STK";
    const paid = isShares ? 0 : sign * quantity * units * price;
    return {
      initial: margins,
      maintenance: margins,
      equity: { before: equity, after: equity - paid - commission },
      commission,
    };
  }
}

function feesAtMark({ contract, quantity }: Holding, board: QuoteBoard, table: FeeTable): number {
  const mark = board.markOf(contract.instrument) ?? 0;
  return feesOfTrade(contract, { quantity, price: usdE4(Math.round(mark)) }, table);
}

function joined(before: readonly Holding[], added: readonly Holding[]): readonly Holding[] {
  const sum = new Map<ListedContract, number>();
  for (const { contract, quantity } of [...before, ...added])
    sum.set(contract, (sum.get(contract) ?? 0) + quantity);
  return [...sum].map(([contract, quantity]) => ({ contract, quantity }));
}
