import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { Login, RunningDesk } from "./running-desk.ts";

/** Both themes on both sizes. */
export const VIEWS = [
  { theme: "dark", width: 1440, height: 900 },
  { theme: "light", width: 1440, height: 900 },
  { theme: "dark", width: 390, height: 844 },
  { theme: "light", width: 390, height: 844 },
] as const;
export type View = (typeof VIEWS)[number];

export const named = ({ theme, width }: View): string => `${theme}, ${width} wide`;

/** Both sizes and both themes with every page; the other two views see the pages that matter most. */
export const isThorough = ({ theme, width }: View): boolean => (theme === "dark") === (width === 1440);

/** Every page that exists. */
export const PAGES = [
  "/desk",
  "/chain/SPY",
  "/trade/positions",
  "/trade/orders",
  "/trade/executions",
  "/trade/broker",
  "/settings/parameters",
  "/settings/appearance",
  "/password",
] as const;

const CHOSEN_PASSWORD = "a-password-of-my-own";
const ARTIFACTS = resolve(
  process.env["TEST_ARTIFACTS"] ?? join(import.meta.dirname, "../../../test-artifacts"),
  "screens",
);

/** One browser window in one theme and size, with everything its console complained of. */
export class Screen {
  readonly page: Page;
  readonly view: View;
  readonly #context: BrowserContext;
  readonly #complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page, view: View) {
    this.#context = context;
    this.page = page;
    this.view = view;
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.#complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => this.#complaints.push(message));
  }

  static async open(browser: Browser, view: View, baseURL: string): Promise<Screen> {
    const { theme, width, height } = view;
    const context = await browser.newContext({ baseURL, viewport: { width, height }, colorScheme: theme });
    return new Screen(context, await context.newPage(), view);
  }

  /** Inside as the administrator: by the session that is already there, else through the door. */
  async enter(desk: RunningDesk): Promise<void> {
    if (desk.session.length === 0) return this.enterByDoor(desk);
    await this.#context.addCookies([...desk.session]);
    await this.page.goto("/");
    await expect(this.inside).toBeVisible();
  }

  /** Through the door as the administrator of the desk. */
  async enterByDoor(desk: RunningDesk): Promise<void> {
    await this.signIn(desk.admin);
    if (!(await this.inside.isVisible())) {
      await this.choosePassword();
      desk.admin = { ...desk.admin, password: CHOSEN_PASSWORD };
    }
    desk.session = await this.#context.cookies();
  }

  /** Through the door by keyboard and button; chooses a password where the first one must go. */
  async signIn({ user, password }: Login): Promise<void> {
    const { page } = this;
    await page.goto("/");
    await page.getByRole("textbox", { name: "User" }).fill(user);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(this.inside.or(page.getByRole("button", { name: "Change password" }))).toBeVisible();
  }

  async choosePassword(): Promise<void> {
    const { page } = this;
    await page.getByRole("textbox", { name: "New password" }).fill(CHOSEN_PASSWORD);
    await page.getByRole("textbox", { name: "Repeat password" }).fill(CHOSEN_PASSWORD);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(this.inside).toBeVisible();
  }

  /** What only a signed-in person sees. */
  get inside(): Locator {
    return this.page.getByRole("navigation", { name: "Pages" });
  }

  get mode(): Locator {
    return this.page.getByRole("status", { name: "Mode: SIMULATED" });
  }

  /** What the wall of the room must never hear: forgets what is expected, such as a cut line. */
  forgive(): void {
    this.#complaints.length = 0;
  }

  /** No serious fault of access on this page, which has no frame inside: all rules run, only faults are described. */
  async axe(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page })
      .setLegacyMode(true)
      .options({ resultTypes: ["violations"] })
      .analyze();
    const serious = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    expect(serious, `axe on ${this.page.url()}, ${named(this.view)}`).toEqual([]);
  }

  /** The end of every journey: access, a quiet console and a picture. */
  async finish(name: string): Promise<void> {
    await this.axe();
    mkdirSync(ARTIFACTS, { recursive: true });
    const { theme, width } = this.view;
    await this.page.screenshot({ path: join(ARTIFACTS, `${name}-${width}-${theme}.png`) });
    expect(this.#complaints, `the console, ${named(this.view)}`).toEqual([]);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

/** Nothing of the page lies beyond its right edge. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond, `pixels beyond the right edge of ${page.url()}`).toBeLessThanOrEqual(0);
}
