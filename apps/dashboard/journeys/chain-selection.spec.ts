import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { auditActs } from "./desk-requests.ts";
import { expectNoSidewaysScroll, named, Screen, VIEWS } from "./screen.ts";

test.describe("legs picked on the board", () => {
  for (const view of [VIEWS[0], VIEWS[1], VIEWS[3]]) {
    test(`are valued by the desk and sent nowhere (${named(view)})`, async ({ browser, desk }) => {
      const screen = await Screen.open(browser, view, desk.address);
      const { page } = screen;
      await screen.enter(desk);
      await page.goto("/chain/SPY");
      const before = (await auditActs(page)).length;
      const selection = page.getByRole("region", { name: /^Selection/ });
      await expect(board(page).locator("tbody").getByRole("row")).toHaveCount(21);
      await expect(selection).toHaveCount(0);

      await cell(page, 9, "buy").click();
      await cell(page, 13, "sell").click();
      await expect(page).toHaveURL(/legs=1x\d+C%2C-1x\d+C/);
      await expect(selection.getByRole("listitem")).toHaveText([/^\+1 \d+ call/, /^−1 \d+ call/]);
      await expectFigures(selection);
      await expect(selection).toContainText(
        /Call debit vertical\..*a package that you pick is valued, not sent\./,
      );
      await expect(selection.getByRole("button")).toHaveCount(3);
      await expect(selection.getByRole("button", { name: /^Clear/ })).toHaveCount(3);

      await page.reload();
      await expectFigures(selection);
      await expectNoSidewaysScroll(page);
      await screen.finish("chain-selection");

      await selection.getByRole("button", { name: "Clear", exact: true }).click();
      await expect(selection).toHaveCount(0);
      await expect(page).not.toHaveURL(/legs=/);
      expect((await auditActs(page)).length).toBe(before);
      await screen.close();
    });
  }

  test("by keyboard: b buys, s sells, x clears; another shape is refused by its name", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await page.goto("/chain/SPY");
    const selection = page.getByRole("region", { name: /^Selection/ });
    await expect(board(page).locator("tbody").getByRole("row")).toHaveCount(21);
    await cell(page, 10, "buy").focus();

    await page.keyboard.press("s");
    await expect(selection).toContainText(/Short call: what is sold stands uncovered, which is not offered/);
    await expect(figure(selection, "MAX LOSS, at the ask")).toHaveText("NOT LIMITED");
    await page.keyboard.press("End");
    await page.keyboard.press("b");
    await expect(selection.getByRole("listitem")).toHaveText([/^\+1 \d+ put/, /^−1 \d+ call/]);
    await page.keyboard.press("x");
    await page.keyboard.press("Home");
    await page.keyboard.press("b");
    await expect(selection).toHaveCount(0);

    await page.keyboard.press("b");
    await page.keyboard.press("End");
    await page.keyboard.press("b");
    await expect(selection).toContainText("Long straddle: not traded here.");
    await expect(figure(selection, "max profit")).toHaveText("NOT LIMITED");

    await page.getByRole("radio", { name: "selection" }).click();
    await expect(page.getByRole("table", { name: /^Ladder of SPY selection: value, \$$/ })).toBeVisible();
    await screen.finish("chain-selection-ladder");
    await screen.close();
  });
});

const board = (page: Page): Locator => page.getByRole("grid", { name: "SPY option chain" });

/** The call's ask or bid in a row of the board, counted from 0. */
const cell = (page: Page, row: number, act: "buy" | "sell"): Locator =>
  board(page).locator(`tr[data-row="${row}"] td[data-leg="${act}"]`).first();

const figure = (selection: Locator, name: string): Locator =>
  selection.locator("dl > div", { has: selection.page().locator("dt", { hasText: name }) }).locator("dd");

/** Prices in order, a loss and a profit in dollars, odds and Greeks. */
async function expectFigures(selection: Locator): Promise<void> {
  for (const [name, text] of [
    ["bid of the package", /^\d+\.\d\d db$/],
    ["mid", /^\d+\.\d\d db$/],
    ["ask: what opening costs", /^\d+\.\d\d db$/],
    ["MAX LOSS, at the ask", /^−\$\d+\.\d\d$/],
    ["max profit", /^\+\$\d+\.\d\d$/],
    ["break-even", /^\d+\.\d\d$/],
    ["P(profit at close)", /^\d+%$/],
    ["EV after costs", /^[+−]\$\d+\.\d\d$/],
    ["θ $ per hour", /^[+−]\$\d+\.\d\d$/],
  ] as const)
    await expect(figure(selection, name)).toHaveText(text);
}
