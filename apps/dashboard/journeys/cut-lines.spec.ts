import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { rows, setSpeed } from "./desk-requests.ts";
import { until } from "./running-desk.ts";
import { Screen, VIEWS } from "./screen.ts";

/** Desk seconds a second while the journey waits for the desk to trade; then the clock's own pace. */
const HURRY = 240;
const TRADES_WITHIN_MS = 60_000;

test("a line that is cut is said, HALT is not confirmed, and a restart doubles nothing and takes no old token", async ({
  browser,
  desk,
}) => {
  test.setTimeout(4 * TRADES_WITHIN_MS);
  const screen = await Screen.open(browser, VIEWS[0], desk.address);
  const { page } = screen;
  await screen.enter(desk);
  await setSpeed(page, HURRY);
  await until(
    async () => (await ids(page, "orders")).length > 0,
    TRADES_WITHIN_MS,
    () => "the desk sent no order",
  );
  await setSpeed(page, 1);
  await halt(page);
  const token = await prepareResume(page);
  const before = await ids(page, "orders");

  await test.step("the cut is said in two steps, and what acts says that it cannot be confirmed", async () => {
    await desk.kill();
    await expect(page.getByRole("status").filter({ hasText: /^DELAYED: no beat/ })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: /^DISCONNECTED: no beat/ })).toBeVisible();
    await expect(haltButton(page)).toBeEnabled();
    await page.keyboard.press("Control+.");
    await page.getByRole("dialog", { name: "Halt" }).getByRole("button", { name: "Halt now" }).click();
    await expect(page.getByRole("dialog", { name: "Halt" })).toContainText("NOT CONFIRMED");
    await screen.axe();
    await page.keyboard.press("Escape");
  });

  await test.step("at the same address again, the page reads what stands, once", async () => {
    await desk.reopen();
    await expect(page.getByText(/^DISCONNECTED: no beat/)).toHaveCount(0);
    await expect(band(page)).toHaveCount(1);
    const after = await ids(page, "orders");
    expect(new Set(after).size).toBe(after.length);
    expect(after).toEqual(expect.arrayContaining([...before]));
    await page.goto("/trade/orders");
    const shown = page.getByRole("table", { name: "Orders" });
    for (const id of before.slice(-3)) await expect(shown.getByText(id, { exact: true })).toHaveCount(1);
  });

  await test.step("a token from before is refused", async () => {
    const { origin } = new URL(page.url());
    const data = { commandId: crypto.randomUUID(), token };
    const refused = await page.request.post("/api/resume", { data, headers: { origin } });
    expect([refused.status(), await refused.json()]).toMatchObject([410, { code: "TOKEN_EXPIRED" }]);
    await expect(band(page)).toHaveCount(1);
  });

  // a line that is cut is complained of by the browser itself
  screen.forgive();
  await resume(page);
  await screen.finish("cut-lines");
  await screen.close();
});

const haltButton = (page: Page): Locator => page.getByRole("banner").getByRole("button", { name: /^HALT/ });
const band = (page: Page): Locator => page.getByRole("alert").filter({ hasText: /^HALTED by / });

const ids = async (page: Page, list: string): Promise<readonly string[]> =>
  (await rows(page, list)).map(({ id }) => id);

async function halt(page: Page): Promise<void> {
  const data = { commandId: crypto.randomUUID(), flatten: false, reason: "a cut is coming" };
  const { origin } = new URL(page.url());
  const reply = await page.request.post("/api/halt", { data, headers: { origin } });
  expect(reply.status()).toBe(200);
  await expect(band(page)).toHaveCount(1);
}

async function prepareResume(page: Page): Promise<string> {
  const { origin } = new URL(page.url());
  const reply = await page.request.post("/api/resume/prepare", {
    data: { reason: "before the cut" },
    headers: { origin },
  });
  return ((await reply.json()) as { token: string }).token;
}

async function resume(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  const data = { commandId: crypto.randomUUID(), token: await prepareResume(page) };
  const reply = await page.request.post("/api/resume", { data, headers: { origin } });
  expect(await reply.json()).toMatchObject({ outcome: "done" });
  await expect(band(page)).toHaveCount(0);
}
