import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { setSpeed, simulate } from "./desk-requests.ts";
import { named, Screen, VIEWS } from "./screen.ts";

/** Five desk seconds pass in one: the age limit of an option is over soon. */
const SPEED = 5;

test.describe("stale and bad quotes", () => {
  for (const view of VIEWS) {
    test(`old and impossible quotes are never passed off as prices (${named(view)})`, async ({
      browser,
      desk,
    }) => {
      const screen = await Screen.open(browser, view, desk.address);
      const { page } = screen;
      await screen.enter(desk);
      await setSpeed(page, SPEED);
      await page.goto("/chain/SPY");
      const board = new Board(page, view.width < 768);
      await expect(board.rows).toHaveCount(21);
      await expect(board.words(/^STALE/)).toHaveCount(0);

      // silence: the old value stays, marked, and its age grows
      await simulate(page, { kind: "freeze", ticker: "SPY", what: "options" });
      await expect(board.words(/^STALE/)).toHaveCount(board.contracts);
      const bids = await board.bids();
      const age = await board.ageOf(10);
      await expect.poll(() => board.ageOf(10)).toBeGreaterThan(age);
      const later = await board.bids();
      // the board may have moved with the underlying: what is still on it shows the old bid
      const kept = [...later].filter(([strike]) => bids.has(strike));
      expect(kept.length).toBeGreaterThan(15);
      expect(kept).toEqual([...bids].filter(([strike]) => later.has(strike)));
      await expect(page.getByRole("button", { name: /^feed STALE SPY options/ })).toBeVisible();
      if (!board.narrow) await expect(board.mids.filter({ hasText: /\d/ })).toHaveCount(0);

      // another ticker is not concerned
      await page.goto("/chain/QQQ");
      await expect(new Board(page, board.narrow, "QQQ").rows).toHaveCount(21);
      await expect(new Board(page, board.narrow, "QQQ").words(/^STALE/)).toHaveCount(0);

      // impossible: crossed, and without its ask
      await page.goto("/chain/SPY");
      await simulate(page, { kind: "resume", ticker: "SPY" });
      await expect(board.words(/^STALE/)).toHaveCount(0, { timeout: 2_000 });
      const { call, put } = await contractsAt(page, 10);
      await simulate(page, { kind: "cross", instrument: call });
      await simulate(page, { kind: "noAsk", instrument: put });
      await expect(board.words(/^CROSSED$/)).toHaveCount(1);
      await expect(board.words(/^CROSSED$/).locator("xpath=ancestor::tr")).not.toContainText(/\b0\.00\b/);
      if (!board.narrow) {
        const row = board.words(/^CROSSED$/).locator("xpath=ancestor::tr");
        await expect(row.locator('td[data-column="7"]')).toContainText("—");
        await expect(
          board
            .words(/^ONE-SIDED$/)
            .locator("xpath=ancestor::tr")
            .first(),
        ).toContainText("—");
      }
      await screen.finish("bad-quotes");

      await simulate(page, { kind: "resume", ticker: "SPY" });
      await expect(board.words(/^CROSSED$/)).toHaveCount(0, { timeout: 2_000 });
      await expect(page.getByRole("button", { name: /^feed .* well$/ })).toBeVisible();
      await setSpeed(page, 1);
      await screen.finish("fresh-again");
      await screen.close();
    });
  }
});

/** The board of strikes: both sides of it, or the calls alone where the screen is narrow. */
class Board {
  readonly rows: Locator;
  readonly narrow: boolean;

  constructor(page: Page, narrow: boolean, ticker = "SPY") {
    this.narrow = narrow;
    this.rows = page
      .getByRole("grid", { name: `${ticker} option chain` })
      .locator("tbody")
      .getByRole("row");
  }

  get contracts(): number {
    return this.narrow ? 21 : 42;
  }

  /** Cells that say something about their quote. */
  words(text: RegExp): Locator {
    return this.rows.locator("td", { hasText: text });
  }

  /** Mids of the calls; a narrow board has none. */
  get mids(): Locator {
    return this.rows.locator('td[data-column="7"]');
  }

  /** What the calls' bids print, by strike. */
  async bids(): Promise<ReadonlyMap<string, string>> {
    const column = `td[data-column="${this.narrow ? 2 : 4}"]`;
    const cells = await this.rows.evaluateAll(
      (lines, bid) =>
        lines.map((line) => [line.querySelector("th")?.textContent, line.querySelector(bid)?.textContent]),
      column,
    );
    return new Map(cells.map(([strike, bid]) => [strike ?? "", bid ?? ""]));
  }

  /** Seconds of desk time in the age cell of a row's call. */
  async ageOf(row: number): Promise<number> {
    const text = await this.rows.nth(row).locator('td[data-column="0"]').textContent();
    const [, count = "", unit = ""] = /([\d.]+)(s|m)/.exec(text ?? "") ?? [];
    return Number(count) * (unit === "m" ? 60 : 1);
  }
}

/** The instrument numbers of one row of the board, read from the page's own line to the desk. */
function contractsAt(page: Page, row: number): Promise<{ call: number; put: number }> {
  return page.evaluate(
    (wanted) =>
      new Promise<{ call: number; put: number }>((found, failed) => {
        const line = new WebSocket(`${location.origin.replace("http", "ws")}/ws`);
        line.onerror = () => {
          failed(new Error("no line"));
        };
        line.onmessage = ({ data }: MessageEvent<string>) => {
          const message = JSON.parse(data) as {
            type: string;
            topic?: string;
            body?: { rows: { call: { instrument: number }; put: { instrument: number } }[] };
          };
          if (message.type === "hello") line.send('{"type":"subscribe","topics":["chain:SPY"]}');
          const cells = message.topic === "chain:SPY" ? message.body?.rows[wanted] : undefined;
          if (cells === undefined) return;
          line.close();
          found({ call: cells.call.instrument, put: cells.put.instrument });
        };
      }),
    row,
  );
}
