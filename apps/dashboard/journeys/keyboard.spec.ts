import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { auditActs, rows, setSpeed } from "./desk-requests.ts";
import { until } from "./running-desk.ts";
import { Screen, VIEWS } from "./screen.ts";

const HURRY = 240;
const PROPOSES_WITHIN_MS = 60_000;

test.describe("one keyboard, no accidents", () => {
  test("the palette leads to pages and strikes and asks about a halt without halting", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    const before = (await auditActs(page)).length;

    await find(page, "orders");
    await expect(page).toHaveURL(/\/trade\/orders$/);
    await page.keyboard.press("Control+k");
    await field(page).fill("spy call 6");
    await expect(page.getByRole("option").first()).toContainText(/^SPY 6\d\d call/);
    await screen.finish("palette");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/desk\?sym=SPY&strike=6\d\dC$/);
    await expect(page.getByRole("region", { name: /^Chart SPY 6\d\d call/ })).toBeVisible();

    await find(page, "halt…");
    const question = page.getByRole("dialog", { name: "Halt" });
    await expect(question.getByRole("button", { name: "Halt now" })).toBeFocused();
    await page.keyboard.press("Escape");
    await find(page, "flatten");
    await expect(question).toContainText("Halt and flatten?");
    await screen.finish("palette-asks");
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();

    await expect(page.getByRole("button", { name: "alarms 0", exact: true })).toBeVisible();
    expect(await auditActs(page)).toHaveLength(before);
    await screen.close();
  });

  test("single keys act on the page in view, never while somebody types and not once switched off", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[1], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await page.goto("/desk");
    const chart = page.getByRole("region", { name: /^Chart/ });
    await expect(chart).toHaveAccessibleName("Chart SPY 2m");
    await expect(page.getByRole("button", { name: "Freeze" })).toBeEnabled();

    await page.keyboard.press("2");
    await expect(chart).toHaveAccessibleName("Chart QQQ 2m");
    await page.keyboard.press("t");
    await expect(chart.getByRole("table")).toBeVisible();
    await page.keyboard.press("f");
    await expect(page.getByText(/^FROZEN/).first()).toBeVisible();
    await page.keyboard.press("f");
    await expect(page.getByText(/^FROZEN/)).toHaveCount(0);
    await page.keyboard.press("p");
    await expect(page.getByRole("group", { name: "Positions" })).toBeFocused();
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Shortcuts of this page" });
    await expect(list.getByRole("term")).toHaveText([
      /Ctrl K/,
      /Ctrl \./,
      /Esc/,
      "f",
      "123",
      "t",
      "jk",
      "c",
      "p",
      "?",
    ]);
    await screen.finish("shortcuts");
    await page.keyboard.press("Escape");

    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("1f");
    await expect(field(page)).toHaveValue("1f");
    await page.keyboard.press("Escape");
    await expect(chart).toHaveAccessibleName("Chart QQQ 2m");
    await expect(page.getByText(/^FROZEN/)).toHaveCount(0);

    await page.goto("/settings/appearance");
    await page
      .getByRole("radiogroup", { name: "Single-key shortcuts" })
      .getByRole("radio", { name: "off" })
      .click();
    await page.goto("/desk");
    await expect(chart).toBeVisible();
    await page.keyboard.press("3");
    await page.keyboard.press("?");
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await expect(list).toBeHidden();
    await expect(chart).toHaveAccessibleName("Chart SPY 2m");
    await screen.close();
  });

  test("j and k walk through the proposals, Enter opens the one in focus", async ({ browser, desk }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await setSpeed(page, HURRY);
    await until(
      async () => (await rows(page, "proposals")).length > 1,
      PROPOSES_WITHIN_MS,
      () => "fewer than two proposals",
    );
    await setSpeed(page, 1);
    await page.goto("/desk");
    const acts = page.getByRole("article").getByRole("button");
    await expect(acts.nth(1)).toBeVisible();

    await page.keyboard.press("j");
    await expect(acts.first()).toBeFocused();
    await page.keyboard.press("j");
    await expect(acts.nth(1)).toBeFocused();
    await page.keyboard.press("k");
    await expect(acts.first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/open=(plan|signal)/);
    await expect(page.getByRole("dialog").getByRole("heading").first()).toBeVisible();
    await screen.finish("reviewed-by-key");
    await screen.close();
  });
});

const field = (page: Page): Locator => page.getByRole("combobox", { name: /^Page, symbol/ });

/** Opens the palette, types and takes the first that is found. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await field(page).fill(words);
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeHidden();
}
