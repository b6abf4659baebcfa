import type { TwsHeard } from "../words/tws-heard.ts";
import { AccountWatch, type AccountWatchParts } from "./account-watch.ts";
import type { Outbox } from "./outbox.ts";
import { QuoteWatch, type QuoteWatchParts } from "./quote-watch.ts";
import { MarginDesk, type HearMargin, type MarginDeskParts, type MarginWish } from "./margin-desk.ts";

export type BesideOrdersParts = MarginDeskParts &
  Pick<AccountWatchParts & QuoteWatchParts, "nextRequestId" | "lines"> & {
    readonly outbox: Outbox;
  };

/** The broker has forgotten every subscription, and is there again. */
const DATA_LOST = 1101;

/** What the broker is asked beside its orders. None of it decides anything, and none of it goes before an order. */
export class BesideOrders {
  readonly #margins: MarginDesk;
  readonly account: AccountWatch;
  readonly quotes: QuoteWatch;

  constructor(parts: BesideOrdersParts) {
    this.#margins = new MarginDesk(parts);
    this.account = new AccountWatch(parts);
    this.quotes = new QuoteWatch(parts);
  }

  /** Connected and compared. */
  ready(): void {
    this.account.ready();
  }

  margin(wish: MarginWish, hear: HearMargin): void {
    this.#margins.ask(wish, hear);
  }

  /** True for what is nobody else's business. */
  hear(heard: TwsHeard): boolean {
    this.account.hear(heard);
    this.quotes.hear(heard);
    if (heard.hear === "preview") return this.#margins.hearPreview(heard.orderNumber, heard.row);
    if (heard.hear !== "notice") return false;
    if (heard.code === DATA_LOST) this.#lost();
    if (heard.about === null) return false;
    return this.#margins.hearCode(heard.about, heard.code, heard.text);
  }

  advance(): void {
    this.#margins.advance();
  }

  /** The connection is gone, and the answers with it. */
  dropped(): void {
    this.#margins.dropped();
    this.account.dropped();
    this.quotes.dropped();
  }

  #lost(): void {
    this.account.lost();
    this.quotes.dropped();
  }
}
