import { expect, test, type Locator, type Page } from "@playwright/test";
import { Authenticator } from "./authenticator.ts";
import { rows, type Row } from "./desk-requests.ts";
import { RunningDesk, until } from "./running-desk.ts";
import { RunningSim } from "./running-sim.ts";
import { expectNoSidewaysScroll, Screen, VIEWS } from "./screen.ts";

/** Desk seconds a second while the journey waits for trades, or for fifteen minutes without an act. */
const HURRY = "speed 240";
const CALM = "speed 10";
const WITHIN_MS = 60_000;
const ACCOUNT = "U1234567";
const DATE = "2026-03-13";

test("a live account opens nothing until an admin has armed it, and is disarmed by a click, by silence and by a restart", async ({
  browser,
}) => {
  test.setTimeout(4 * WITHIN_MS);
  const sim = await RunningSim.start("--tws-live", "--tws-account", ACCOUNT, "--date", DATE, "--speed", "60");
  const line = ["--source", "databento", "--key", sim.key, "--gateway", sim.gateway, "--date", DATE];
  const broker = ["--tws", sim.tws, "--account", ACCOUNT, "--tws-simulated", "--tws-poses-live"];
  const desk = await RunningDesk.start(...line, ...broker, "--speed", "60");
  try {
    const [trader, secret] = await Promise.all([
      desk.addUser("tom", "trader"),
      desk.secondFactor(desk.admin.user),
    ]);
    const app = new Authenticator(secret);
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enterByDoor(desk);
    await expect(mode(page, "LIVE DISARMED")).toBeVisible();
    await expect(page).toHaveTitle(/^LIVE /);
    await expect(frame(page)).toHaveCount(0);
    await set(page, { expectancyGate: "off", automation: "AUTO" });

    await test.step("a trader sees why it cannot be done, and is refused", async () => {
      const other = await Screen.open(browser, VIEWS[3], desk.address);
      await other.signIn(trader);
      await other.choosePassword();
      await expect(other.page.getByRole("button", { name: /^Arm LIVE… \(only an admin can/ })).toBeDisabled();
      const refused = await post(other.page, "/api/arm", {
        account: ACCOUNT,
        password: "any",
        code: "123456",
      });
      expect(refused).toMatchObject({ code: "ROLE" });
      await expectNoSidewaysScroll(other.page);
      await other.close();
    });

    await test.step("disarmed, automation is refused", async () => {
      sim.line(HURRY);
      await eventually("nothing was refused", async () =>
        (await rows(page, "proposals")).some(({ code }) => code === "NOT_ARMED"),
      );
      sim.line(CALM);
    });

    await test.step("a wrong code is refused and counted, the right one arms", async () => {
      await page.getByRole("button", { name: "Arm LIVE…" }).click();
      await expect(sheet(page).getByRole("button", { name: "Cancel" })).toBeFocused();
      await expect(sheet(page)).toContainText(ACCOUNT);
      await typeProof(page, desk, "000000");
      await expect(sheet(page)).toContainText("Failures so far: 1;");
      await expect(
        page.getByRole("status", { name: "Mode: LIVE DISARMED", includeHidden: true }),
      ).toBeVisible();
      // the browser says of a refusal what the sheet says better
      screen.forgive();
      await screen.finish("live-wrong-code");
      await typeProof(page, desk, await app.next());
      await expect(sheet(page)).toBeHidden();
      await expect(mode(page, "LIVE ARMED ·4567")).toBeVisible();
      await expect(frame(page)).toBeVisible();
      await expect(page).toHaveTitle(/^LIVE /);
      await expect(automation(page)).toContainText("OFF");
    });

    await test.step("a reload shows what the desk knows; the browser keeps nothing of it", async () => {
      await page.reload();
      await expect(mode(page, "LIVE ARMED ·4567")).toBeVisible();
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      expect(kept).not.toMatch(/arm|1234567|password/i);
      await screen.finish("live-armed");
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByRole("button", { name: "Disarm", exact: true })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    await test.step("one click disarms", async () => {
      await page.getByRole("button", { name: "Disarm", exact: true }).click();
      await expect(mode(page, "LIVE DISARMED")).toBeVisible();
      await expect(band(page)).toContainText("A person disarmed it.");
      await expect(frame(page)).toHaveCount(0);
    });

    const position = await test.step("armed again, what a person accepts is opened", async () => {
      await arm(page, desk, app);
      sim.line(HURRY);
      await eventually("nothing was opened", async () => {
        const waiting = (await rows(page, "proposals")).filter(({ code }) => code === "AUTOMATION_OFF");
        for (const { id } of waiting) await post(page, `/api/plans/${id}/accept`, { quantity: 1 });
        return (await held(page)) !== null;
      });
      return held(page);
    });

    await test.step("fifteen minutes without an act disarm it, and exits go on", async () => {
      await expect(mode(page, "LIVE DISARMED")).toBeVisible({ timeout: WITHIN_MS });
      await expect(band(page)).toContainText("Nobody did anything for 15 minutes.");
      const id = position?.id ?? "";
      await eventually("it was not closed", async () => {
        await post(page, `/api/positions/${id}/close`, { limit: null });
        return (await rows(page, "orders")).some(
          ({ positionId, purpose, state }) =>
            positionId === id && purpose === "close" && (state === "filled" || state === "partlyFilled"),
        );
      });
      await expect(mode(page, "LIVE DISARMED")).toBeVisible();
      sim.line(CALM);
    });

    await test.step("a restart disarms", async () => {
      await arm(page, desk, app);
      await screen.close();
      await desk.kill();
      await desk.open();
      const again = await Screen.open(browser, VIEWS[0], desk.address);
      await again.enter(desk);
      await expect(mode(again.page, "LIVE DISARMED")).toBeVisible();
      await expect(band(again.page)).toContainText("The desk was started again.");
      expect(await acts(again.page)).toEqual(expect.arrayContaining(["arm.failed", "command"]));
      await again.close();
    });
  } finally {
    await desk.close();
    await sim.close();
  }
});

const mode = (page: Page, words: string): Locator => page.getByRole("status", { name: `Mode: ${words}` });
const band = (page: Page): Locator => page.getByRole("alert").filter({ hasText: /^LIVE (DIS)?ARMED/ });
const frame = (page: Page): Locator => page.locator("[data-live-frame]");
const sheet = (page: Page): Locator => page.getByRole("alertdialog", { name: "Arm LIVE?" });
const automation = (page: Page): Locator =>
  page.getByRole("banner").getByRole("button", { name: /^automation/ });

async function arm(page: Page, desk: RunningDesk, app: Authenticator): Promise<void> {
  await page.getByRole("button", { name: "Arm LIVE…" }).click();
  await typeProof(page, desk, await app.next());
  await expect(mode(page, "LIVE ARMED ·4567")).toBeVisible();
}

async function typeProof(page: Page, { admin }: RunningDesk, code: string): Promise<void> {
  await sheet(page).getByRole("textbox", { name: "Your password" }).fill(admin.password);
  await sheet(page).getByRole("textbox", { name: "Code of your second factor" }).fill(code);
  await sheet(page)
    .getByRole("button", { name: /^Arm LIVE until \d\d:\d\d ET$/ })
    .click();
}

const eventually = (trouble: string, holds: () => Promise<boolean>): Promise<void> =>
  until(holds, WITHIN_MS, () => trouble);

/** A position that is open, if there is one. */
const held = async (page: Page): Promise<Row | null> =>
  (await rows(page, "positions")).find(({ closedAt }) => closedAt === null) ?? null;

async function acts(page: Page): Promise<readonly string[]> {
  const reply = await page.request.get("/api/audit?limit=1000");
  const { rows: audited } = (await reply.json()) as { rows: readonly { act: string }[] };
  return audited.map(({ act }) => act);
}

/** As the signed-in person; what is refused is an answer too. */
async function post(
  page: Page,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { origin } = new URL(page.url());
  const data = { commandId: crypto.randomUUID(), ...body };
  const reply = await page.request.post(path, { data, headers: { origin } });
  return (await reply.json()) as Readonly<Record<string, unknown>>;
}

async function set(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  const reply = await page.request.get("/api/parameters");
  const { parameters } = (await reply.json()) as { parameters: readonly { name: string; now: string }[] };
  const changes = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    from: parameters.find((row) => row.name === name)?.now ?? "",
  }));
  expect(await post(page, "/api/parameters", { reason: "journey", changes })).toMatchObject({
    outcome: "done",
  });
}
