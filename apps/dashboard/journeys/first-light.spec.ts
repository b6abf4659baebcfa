import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { expectNoSidewaysScroll, isThorough, named, PAGES, Screen, VIEWS } from "./screen.ts";

/** From the signed-in page to the first price that moves. */
const FIRST_CHANGE_WITHIN_MS = 10_000;

/** Of the scripts that the door needs, compressed. */
const MOST_SCRIPT_BYTES = 220_000;

test.describe("first light", () => {
  test("the printed login opens the door, must be changed, and the market moves", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    const began = performance.now();
    const scripts = scriptBytes(page);
    await screen.enterByDoor(desk);
    expect(await scripts()).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);

    await page.getByRole("link", { name: "Chain" }).click();
    const grid = page.getByRole("grid", { name: "SPY option chain" });
    await expect(grid.locator("tbody").getByRole("row")).toHaveCount(21);
    const before = await midsOf(page);
    await expect.poll(() => midsOf(page), { timeout: 2_000, intervals: [100] }).not.toEqual(before);

    expect(performance.now() - began).toBeLessThan(FIRST_CHANGE_WITHIN_MS);
    await screen.finish("first-light-chain");
    await screen.close();
  });

  for (const view of VIEWS) {
    test(`every page says SIMULATED, how old its values are, and keeps to its width (${named(view)})`, async ({
      browser,
      desk,
    }) => {
      const screen = await Screen.open(browser, view, desk.address);
      const { page } = screen;
      await screen.enterByDoor(desk);

      for (const address of PAGES) {
        await page.goto(address);
        if (address === "/password")
          await expect(page.getByRole("button", { name: "Change password" })).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("data-theme", view.theme);
        await expect(page).toHaveTitle(/^SIMULATED/);
        await expect(screen.inside).toBeVisible();
        await expect(screen.mode).toBeVisible();
        await expectAges(page);
        await expectNoSidewaysScroll(page);
        // the desk and a board are looked at below, with their values there
        if (isThorough(view) && address !== "/desk" && address !== "/chain/SPY") await screen.axe();
      }
      await page.goto("/desk");
      await expect(
        page
          .getByRole("region", { name: /^Chart SPY/ })
          .locator("canvas")
          .first(),
      ).toBeVisible();
      await expect.poll(() => page.locator("[data-age]").count()).toBeGreaterThan(3);
      await expectAges(page);
      await screen.finish("first-light-desk");
      await page.goto("/chain/QQQ");
      await expect(
        page.getByRole("grid", { name: "QQQ option chain" }).locator("tbody").getByRole("row"),
      ).toHaveCount(21);
      await screen.finish("first-light-board");
      await screen.close();
    });
  }
});

/** Counts what the document itself asks for; what pages load when they need it comes later. */
function scriptBytes(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  let open = true;
  page.on("response", (response) => {
    if (open && response.request().resourceType() === "script") bodies.push(response.body());
  });
  page.once("load", () => {
    open = false;
  });
  return async () => (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
}

/** What the calls' mids print, from the lowest strike up. */
const midsOf = (page: Page): Promise<readonly string[]> =>
  page.getByRole("grid", { name: "SPY option chain" }).locator('tbody td[data-column="7"]').allTextContents();

/** No badge is silent about its age. */
async function expectAges(page: Page): Promise<void> {
  const ages = await page.locator("[data-age]").allTextContents();
  for (const age of ages) expect(age).toMatch(/(\d+(\.\d)?s|\d+m|\d+h\d\d|no quote)$/);
}
