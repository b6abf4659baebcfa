import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { auditActs, rows, setSpeed } from "./desk-requests.ts";
import { until } from "./running-desk.ts";
import { isThorough, named, PAGES, Screen, VIEWS } from "./screen.ts";

/** Desk seconds a second while the journey waits for the desk to trade; then the clock's own pace. */
const HURRY = 240;
const TRADES_WITHIN_MS = 60_000;

test.describe("halt everywhere", () => {
  for (const view of VIEWS) {
    test(`a double click halts nothing on any page; two steps halt, two steps resume (${named(view)})`, async ({
      browser,
      desk,
    }) => {
      const screen = await Screen.open(browser, view, desk.address);
      const { page } = screen;
      await screen.enter(desk);

      for (const address of isThorough(view) ? PAGES : PAGES.slice(0, 2)) {
        await page.goto(address);
        await expect(haltButton(page)).toBeEnabled();
        await page.keyboard.press("Control+.");
        await expect(question(page)).toContainText("Stops new risk.");
        await page.keyboard.press("Escape");
        await expect(question(page)).toBeHidden();
        await haltButton(page).dblclick();
        await expect(question(page)).toBeVisible();
        await expect(band(page)).toHaveCount(0);
        await page.keyboard.press("Escape");
      }
      const why = `journey ${named(view)}`;
      expect(await auditActs(page)).not.toContain(`halt by ${why}`);

      await expect(alarms(page, 0)).toBeVisible();
      await halt(page, why);
      await alarms(page, 1).click();
      const list = page.getByRole("list", { name: "Standing alarms" });
      await expect(list.getByRole("listitem")).toHaveText([
        /manual, "journey .*since \d\d:\d\d:\d\d ET.*Resume…/,
      ]);
      await screen.finish("halted");
      await page.keyboard.press("Escape");
      await resume(page, `${why} goes on`);
      await expect(alarms(page, 0)).toBeVisible();
      expect(await auditActs(page)).toEqual(
        expect.arrayContaining([`halt by ${why}`, `resume by ${why} goes on`]),
      );
      await screen.finish("resumed");
      await screen.close();
    });
  }

  test("while halted the desk opens nothing and closes what it holds, and a kill -9 changes neither", async ({
    browser,
    desk,
  }) => {
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await setSpeed(page, HURRY);
    await until(
      async () => (await openPositions(page)) > 0,
      TRADES_WITHIN_MS,
      () => "no position",
    );
    await setSpeed(page, 1);

    await halt(page, "something looks wrong");
    await page.goto("/trade/positions");
    const closing = page.getByRole("button", { name: /^Close .* position$/ });
    await expect(closing.first()).toBeVisible();
    const held = await closing.count();
    await closing.first().click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: /^Close \d+x$/ })
      .click();
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(page.getByRole("cell", { name: /CLOSING|flat/ }).first()).toBeVisible();
    await expect(closing).toHaveCount(held - 1);

    await setSpeed(page, HURRY);
    await until(
      async () => (await rows(page, "proposals")).some(({ code }) => code === "HALTED"),
      TRADES_WITHIN_MS,
      () => "nothing was refused",
    );
    await setSpeed(page, 1);
    await page.goto("/desk");
    await expect(
      page
        .getByRole("article", { name: /^Proposal/ })
        .filter({ hasText: "REFUSED" })
        .first(),
    ).toContainText("The desk is halted");
    await screen.finish("opening-refused");
    await screen.close();

    await desk.kill();
    await desk.open();
    const again = await Screen.open(browser, VIEWS[0], desk.address);
    await again.enterByDoor(desk);
    await expect(band(again.page)).toContainText("something looks wrong");
    await expect(haltButton(again.page)).toHaveText("HALTED");
    await again.finish("still-halted");
    await resume(again.page, "it was nothing");
    const acts = await auditActs(again.page);
    expect(acts).toEqual(
      expect.arrayContaining([
        "halt by something looks wrong",
        "closePosition by ",
        "resume by it was nothing",
      ]),
    );
    await again.close();
  });

  test("a viewer sees why HALT rests, and the desk refuses it to a viewer's program", async ({
    browser,
    desk,
  }) => {
    const login = await desk.addUser("vera", "viewer");
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.signIn(login);
    await screen.choosePassword();

    await expect(haltButton(page)).toBeDisabled();
    await expect(haltButton(page)).toHaveAccessibleName(/your role \(viewer\) cannot halt/);
    const reply = await page.request.post("/api/halt", {
      data: { commandId: crypto.randomUUID(), flatten: false, reason: "" },
      headers: { origin: new URL(page.url()).origin },
    });
    expect(reply.status()).toBe(403);
    expect(await reply.json()).toMatchObject({ code: "ROLE" });
    await screen.finish("viewer");
    await screen.close();
  });
});

const haltButton = (page: Page): Locator => page.getByRole("banner").getByRole("button", { name: /^HALT/ });
const alarms = (page: Page, count: number): Locator =>
  page.getByRole("banner").getByRole("button", { name: `alarms ${count}`, exact: true });
const question = (page: Page): Locator => page.getByRole("dialog", { name: "Halt" });
const band = (page: Page): Locator => page.getByRole("alert").filter({ hasText: /^HALTED by / });

/** Step one opens the question, step two halts. */
async function halt(page: Page, reason: string): Promise<void> {
  await page.keyboard.press("Control+.");
  await question(page)
    .getByRole("textbox", { name: /Reason/ })
    .fill(reason);
  await question(page).getByRole("button", { name: "Halt now" }).click();
  await expect(question(page)).toContainText(/HALTED \d\d:\d\d:\d\d ET/);
  await question(page).getByRole("button", { name: "Back" }).click();
  await expect(band(page).first()).toContainText(reason);
}

/** Step one wants a reason, step two shows the causes as they stand. */
async function resume(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Resume…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Continue" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("listitem").first()).toContainText("manual");
  await dialog.getByRole("button", { name: "Resume now" }).click();
  await expect(dialog).toBeHidden();
  await expect(band(page)).toHaveCount(0);
}

const openPositions = async (page: Page): Promise<number> =>
  (await rows(page, "positions")).filter(({ closedAt }) => closedAt === null).length;
