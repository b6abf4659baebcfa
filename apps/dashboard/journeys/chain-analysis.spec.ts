import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { expectNoSidewaysScroll, isThorough, named, Screen, VIEWS } from "./screen.ts";

test.describe("the chain read as a whole", () => {
  for (const view of VIEWS) {
    test(`smile, density, exposures and ladder stand beside 21 strikes (${named(view)})`, async ({
      browser,
      desk,
    }) => {
      const screen = await Screen.open(browser, view, desk.address);
      const { page } = screen;
      await screen.enter(desk);
      await page.goto("/chain/SPY");

      await expect(
        page.getByRole("grid", { name: "SPY option chain" }).locator("tbody").getByRole("row"),
      ).toHaveCount(21);
      await expect(page.locator('dl[aria-label="Expected move"]')).toContainText(
        /0\.85 of the straddle.*covers.*%.*One standard deviation.*covers.*%/s,
      );
      await expectSmile(page);
      await expect(
        panel(page, "Density at the close").getByRole("img", { name: /^Density of the closing price: / }),
      ).toBeVisible();
      await expectExposures(page);
      await expectLadder(page);
      await expect(page.getByRole("region", { name: "Data quality" })).toContainText("inadmissible");

      await expectNoSidewaysScroll(page);
      await screen.finish("chain-analysis");
      if (isThorough(view)) await expectTables(page, screen);
      await screen.close();
    });
  }

  test("a strike chosen by keyboard is the ladder's and the address's; v turns the views", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await page.goto("/chain/SPY");
    const grid = page.getByRole("grid", { name: "SPY option chain" });
    await grid.locator('td[data-column="0"]').first().focus();
    for (const key of ["ArrowDown", "End", "Enter"]) await page.keyboard.press(key);

    await expect(page).toHaveURL(/strike=\d+(\.\d+)?P/);
    await expect(page.getByRole("heading", { name: /^Ladder SPY \S+ put$/ })).toBeVisible();
    await expect(page.getByRole("table", { name: /^Ladder of SPY \S+ put: value/ })).toBeVisible();

    await page.keyboard.press("v");
    await expect(page).toHaveURL(/view=greeks/);
    await expect(grid.getByRole("columnheader", { name: "call Γ" })).toBeVisible();
    await page.keyboard.press("v");
    await expect(page).toHaveURL(/view=flow/);
    await expect(panel(page, "Chain SPY 0DTE")).toContainText(/prints today|NO FLOW|NO SIGNED FLOW/);
    await screen.finish("chain-flow");
    await screen.close();
  });

  test("the whole book has its ladder, or says that it holds nothing", async ({ browser, desk }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await page.goto("/trade/positions");
    await page.getByRole("button", { name: "Ladder of the book" }).click();

    const drawer = page.getByRole("dialog", { name: "Ladder of the whole book" });
    await expect(
      drawer
        .getByRole("table", { name: /^Ladder of the whole book/ })
        .or(drawer.getByText(/nothing/i))
        .first(),
    ).toBeVisible();
    await screen.finish("book-ladder");
    await screen.close();
  });
});

const panel = (page: Page, title: string): Locator => page.getByRole("region", { name: title, exact: true });

/** A dot for most strikes, and the fitted line. */
async function expectSmile(page: Page): Promise<void> {
  const smile = panel(page, "Smile");
  await expect(smile.getByRole("img", { name: /with the fitted curve$/ })).toBeVisible();
  expect(await smile.locator('[data-part="mid"]').count()).toBeGreaterThan(10);
  expect(await smile.locator('[data-part="fit"]').getAttribute("d")).toMatch(/^M.*L/);
}

/** Unit and formula beside the figure; the other convention is the same figure with the other sign. */
async function expectExposures(page: Page): Promise<void> {
  const exposure = panel(page, "Exposure");
  await expect(exposure).toContainText("$ of delta per 1 % move");
  await expect(exposure).toContainText("sign × gamma × contracts × 100");
  await expect(exposure.getByRole("img", { name: /^gamma exposure by strike: / })).toBeVisible();
  const total = exposure.getByText(/^[+−]\$[\d.]+[kMB]?$/).first();
  const before = await total.textContent();
  await exposure.getByRole("radio", { name: "short calls" }).click();
  await expect(exposure).toContainText("dealers short calls");
  await expect(total).toHaveText(before?.startsWith("+") === true ? /^−/ : /^\+/);
  await exposure.getByRole("radio", { name: "long calls" }).click();
  await exposure.getByRole("radio", { name: "charm" }).click();
  await expect(exposure).toContainText("$ of delta per minute");
  await exposure.getByRole("radio", { name: "gamma" }).click();
}

/** Now, in 15 and 30 minutes and at the close. */
async function expectLadder(page: Page): Promise<void> {
  const ladder = page.getByRole("table", { name: /^Ladder of SPY \S+ call: value/ });
  await expect(ladder.getByRole("columnheader")).toHaveText([
    "SPY",
    /^now/,
    /^\+15 min/,
    /^\+30 min/,
    /^close/,
  ]);
  await expect(ladder.getByRole("row")).toHaveCount(12);
}

/** Each picture has its numbers as a table, reached by its switch. */
async function expectTables(page: Page, screen: Screen): Promise<void> {
  for (const [title, table] of [
    ["Smile", /^Smile: volatility by strike/],
    ["Density at the close", /^Quantiles of the closing price/],
    ["Exposure", /^gamma exposure by strike/],
  ] as const) {
    await panel(page, title).getByRole("radio", { name: "table" }).click();
    expect(await page.getByRole("table", { name: table }).getByRole("row").count()).toBeGreaterThan(5);
  }
  await screen.finish("chain-analysis-tables");
}
