import type { TwsHeard } from "../words/tws-heard.ts";
import { MarginDesk, type HearMargin, type MarginDeskParts, type MarginWish } from "./margin-desk.ts";

export type BesideOrdersParts = MarginDeskParts;

/** What the broker is asked beside its orders. None of it decides anything, and none of it goes before an order. */
export class BesideOrders {
  readonly #margins: MarginDesk;

  constructor(parts: BesideOrdersParts) {
    this.#margins = new MarginDesk(parts);
  }

  margin(wish: MarginWish, hear: HearMargin): void {
    this.#margins.ask(wish, hear);
  }

  /** True for what is nobody else's business. */
  hear(heard: TwsHeard): boolean {
    if (heard.hear === "preview") return this.#margins.hearPreview(heard.orderNumber, heard.row);
    if (heard.hear !== "notice" || heard.about === null) return false;
    return this.#margins.hearCode(heard.about, heard.code, heard.text);
  }

  advance(): void {
    this.#margins.advance();
  }

  /** The connection is gone, and the answers with it. */
  dropped(): void {
    this.#margins.dropped();
  }
}
