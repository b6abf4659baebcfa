import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./desk-journey.ts";
import { auditActs, rows, setAutomation, setSpeed, simulate, type Row } from "./desk-requests.ts";
import { until } from "./running-desk.ts";
import { Screen, VIEWS } from "./screen.ts";

/** Desk seconds a second while the journey waits for the desk to trade; then the clock's own pace. */
const HURRY = 120;
const TRADES_WITHIN_MS = 90_000;
const PHONE = VIEWS[3];
/** Answers of the broker come this much later, desk time at the clock's own pace: long enough to be looked at. */
const SLOW = { kind: "slow", milliseconds: 3_000, seconds: 12 };

test.describe("from signal to close", () => {
  test("an order is followed from its signal through its states to its executions, and its position until it is flat", async ({
    browser,
    desk,
  }) => {
    test.setTimeout(4 * TRADES_WITHIN_MS);
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await setSpeed(page, HURRY);
    await until(
      async () => (await untouched(page)) !== null,
      TRADES_WITHIN_MS,
      () => "the desk opened nothing",
    );
    await setSpeed(page, 1);
    const position = found(await untouched(page));
    const opening = found(await filledOrder(page, position, "open"));

    // why it was opened
    const proposal = found((await rows(page, "proposals")).find(({ id }) => id === opening.planId));
    await page.goto(`/desk?open=signal:${proposal.signalId ?? ""}`);
    await expect(page.getByRole("dialog")).toContainText(opening.ticker ?? "no ticker");
    expect(proposal.state).toBe("accepted");

    // the broker that carries it out is well, on every page
    await expect(brokerCell(page)).toHaveText(/SIMULATED|PAPER/);
    await page.goto("/trade/broker");
    const broker = page.getByRole("region", { name: "Broker", exact: true });
    await expect(broker).toContainText(/READY since \d\d:\d\d:\d\d ET|PAPER, in the desk/);
    await expect(broker).not.toContainText("not agreed");
    await expect(page.getByRole("region", { name: "To settle" })).toHaveCount(0);
    await screen.finish("broker");

    await expectOrder(page, opening);
    await screen.finish("order-filled");
    await expectExecutions(page, opening);
    await screen.finish("executions");

    // what protects it right now, and what does not
    await page.goto(`/trade/positions?open=position:${position.id}`);
    const protection = page.getByRole("region", { name: "Protection" });
    await expect(protection).toContainText("The desk closes once");
    await expect(protection).toContainText("None. The parameter Resting stop at the broker");
    await expect(protection).not.toContainText("NONE.");
    await screen.finish("protection");

    // its price is a person's: first one that nobody gives, then one that the market has
    await closeByHand(page, position, "waiting");
    await replaceByHand(page, position, screen);
    await setSpeed(page, HURRY);
    await until(
      async () => (await filledOrder(page, position, "close")) !== null,
      TRADES_WITHIN_MS,
      () => "the position was not closed",
    );
    await setSpeed(page, 1);

    const closing = found(await filledOrder(page, position, "close"));
    await expectOrder(page, closing);
    await expectExecutions(page, closing);
    await page.goto(`/trade/positions?open=position:${position.id}`);
    await expect(page.getByRole("dialog")).toContainText("Flat since");
    await screen.finish("closed");

    // the same on a phone
    const phone = await Screen.open(browser, PHONE, desk.address);
    await phone.enter(desk);
    await phone.page.goto(`/trade/orders?open=order:${closing.id}`);
    await expect(states(phone.page, closing).last()).toContainText("filled");
    await phone.finish("order-on-a-phone");
    await phone.close();
    await screen.close();
  });

  test("a plan becomes an order in two acts, and a double click and a key more are one order", async ({
    browser,
    desk,
  }) => {
    test.setTimeout(2 * TRADES_WITHIN_MS);
    const screen = await Screen.open(browser, VIEWS[0], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await setAutomation(page, "ASK", "AUTO");
    const waiting = async (): Promise<Row | undefined> =>
      (await rows(page, "proposals")).find(({ state }) => state === "awaiting");
    await setSpeed(page, HURRY);
    await until(
      async () => (await waiting()) !== undefined,
      TRADES_WITHIN_MS,
      () => "no plan waits",
    );
    await setSpeed(page, 1);
    const { id } = found(await waiting());

    await page.goto(`/desk?open=plan:${id}`);
    const drawer = page.getByRole("dialog");
    const sending = drawer.getByRole("button", { name: "Send to SIMULATED" });
    await expect(sending).toHaveCount(0);
    await drawer.getByRole("button", { name: "Prepare order" }).click();
    await expect(drawer.getByRole("button", { name: "Back" })).toBeFocused();
    await expect(drawer.getByText(/^PREPARED: 1x .* may lose \$[\d,.]+ before costs/)).toBeVisible();
    await sending.dblclick();
    await page.keyboard.press("Enter");
    await expect(drawer.getByText(/^Accepted by a person: 1x/)).toBeVisible();
    expect((await rows(page, "orders")).filter(({ planId }) => planId === id)).toHaveLength(1);
    await screen.finish("plan-sent");
    await setAutomation(page, "AUTO", "ASK");
    await screen.close();
  });

  test("an order that the broker never confirmed stays on top as UNKNOWN until it is found, and is sent once", async ({
    browser,
    desk,
  }) => {
    test.setTimeout(3 * TRADES_WITHIN_MS);
    const screen = await Screen.open(browser, VIEWS[1], desk.address);
    const { page } = screen;
    await screen.enter(desk);
    await setSpeed(page, HURRY);
    await until(
      async () => (await untouched(page)) !== null,
      TRADES_WITHIN_MS,
      () => "the desk opened nothing",
    );
    await setSpeed(page, 1);
    const position = found(await untouched(page));
    const closings = async (): Promise<readonly Row[]> =>
      (await rows(page, "orders")).filter(
        ({ positionId, purpose }) => positionId === position.id && purpose === "close",
      );

    await page.goto("/trade/positions");
    await simulate(page, SLOW);
    await simulate(page, { kind: "drop", at: "afterSend" });
    await closeByHand(page, position);
    await page.getByRole("link", { name: "Orders", exact: true }).click();

    await expect(page.getByText(/^UNKNOWN o-\d+-\d+ .*Do not resend\.$/)).toBeVisible();
    await expect(brokerCell(page)).toContainText("UNKNOWN ORDER 1");
    const [order] = await closings();
    await expect(page.getByRole("table", { name: "Orders" }).getByRole("row").nth(1)).toContainText(
      found(order).id,
    );
    await screen.finish("order-unknown");

    await expect(brokerCell(page).getByLabel("well", { exact: true })).toBeVisible({
      timeout: TRADES_WITHIN_MS,
    });
    await expect(page.getByText(/Do not resend/)).toHaveCount(0);
    expect(await closings()).toHaveLength(1);
    await expect(page.getByRole("button", { name: "alarms 0", exact: true })).toBeVisible();
    await screen.finish("order-found-again");
    await screen.close();
  });
});

const brokerCell = (page: Page): Locator => page.getByRole("banner").getByRole("button", { name: /^broker/ });

/** An open position that nothing closes yet. */
const untouched = async (page: Page): Promise<Row | null> =>
  (await rows(page, "positions")).find(({ closedAt, closing }) => closedAt === null && closing === null) ??
  null;

async function filledOrder(page: Page, { id }: Row, purpose: "open" | "close"): Promise<Row | null> {
  const orders = await rows(page, "orders");
  return (
    orders.find(
      (order) => order.positionId === id && order.purpose === purpose && order.state === "filled",
    ) ?? null
  );
}

function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error("The desk does not have it any more");
  return value;
}

/** Names are no prefix of one another here: `o-12-1` is not in `o-12-10`. */
const named = (id: string): RegExp => new RegExp(`${id}(?![\\d-])`);

const rowOf = (page: Page, table: string, { id }: Row): Locator =>
  page
    .getByRole("table", { name: table })
    .getByRole("row")
    .filter({ hasText: named(id) });

const states = (page: Page, { id }: Row): Locator =>
  page.getByRole("list", { name: `States of order ${id}`, exact: true }).getByRole("listitem");

/** In the blotter with its count, and in its drawer with the way that it went. */
async function expectOrder(page: Page, order: Row): Promise<void> {
  const { id, ticker = "", quantity = 0, purpose } = order;
  await page.goto("/trade/orders");
  await expect(rowOf(page, "Orders", order)).toContainText(purpose === "open" ? "opening" : "closing: ");
  await expect(rowOf(page, "Orders", order)).toContainText(`${quantity}/${quantity}`);
  await rowOf(page, "Orders", order)
    .getByRole("button", { name: `${ticker} ${id}` })
    .click();

  const drawer = page.getByRole("dialog", { name: `${ticker} order ${id}` });
  await expect(drawer.getByRole("list", { name: "Executions" }).getByRole("listitem").first()).toBeVisible();
  const way = await states(page, order).allTextContents();
  const told = way.map((line) => /^\d\d:\d\d:\d\d\.\d{3}([a-z ]+)/.exec(line)?.[1] ?? line);
  expect(told.slice(0, 4)).toEqual(["intent", "approved", "journalled", "sent"]);
  expect(told.at(-1)).toBe("filled");
}

/** Executions make up the whole order, each with a price for every leg. */
async function expectExecutions(page: Page, { id, quantity, legs = [] }: Row): Promise<void> {
  const own = (await rows(page, "fills")).filter(({ orderId }) => orderId === id);
  expect(own.reduce((sum, fill) => sum + (fill.quantity ?? 0), 0)).toBe(quantity);

  await page.goto("/trade/executions");
  const lines = page
    .getByRole("table", { name: "Executions" })
    .getByRole("row")
    .filter({
      has: page.getByRole("button", { name: named(id) }),
    });
  await expect(lines).toHaveCount(own.length);
  await expect(lines.first().getByText(/^[+−]\d+ .* @ \d+\.\d{4}/)).toHaveCount(legs.length);
}

const PRICE = /^(Pay at most|Receive at least), a share$/;

/** The limit that is best for a close, or the one that the market surely takes: nothing, or the structure's width. */
async function enterLimit(question: Locator, { legs = [] }: Row, which: "waiting" | "taken"): Promise<void> {
  const width = Math.max(
    ...["C", "P"].map((side) => {
      const strikes = legs.filter(({ right }) => right === side).map(({ strike }) => Number(strike));
      return Math.max(...strikes) - Math.min(...strikes);
    }),
  );
  const price = question.getByRole("textbox", { name: PRICE });
  const pays = (await question.getByText("Pay at most, a share").count()) > 0;
  await price.fill(pays === (which === "waiting") ? "0.01" : (width - 0.01).toFixed(2));
}

/** A double click and a key more are one change. */
async function replaceByHand(page: Page, position: Row, screen: Screen): Promise<void> {
  const working = async (): Promise<Row | undefined> =>
    (await rows(page, "orders")).find(
      ({ positionId, purpose, state }) =>
        positionId === position.id && purpose === "close" && state === "working",
    );
  await until(
    async () => (await working()) !== undefined,
    TRADES_WITHIN_MS,
    () => "the close does not work",
  );
  const order = found(await working());
  await page.goto("/trade/orders");
  await rowOf(page, "Orders", order)
    .getByRole("button", { name: `Replace the limit of order ${order.id}` })
    .click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByText("This is the limit that works now.")).toBeVisible();
  await enterLimit(question, position, "taken");
  await expect(question).toContainText(/May cost \$[\d,.]+ more than at the present limit/);
  await screen.finish("replace");
  const replace = question.getByRole("button", { name: "Replace", exact: true });
  await replace.dblclick();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  expect((await auditActs(page)).filter((act) => act.startsWith("replaceOrder"))).toHaveLength(1);
}

/** One act; the desk answers with an order. */
async function closeByHand(page: Page, position: Row, at: "market" | "waiting" = "market"): Promise<void> {
  const { id } = position;
  await page.goto("/trade/positions");
  const open = (await rows(page, "positions")).filter(({ closedAt }) => closedAt === null);
  const place = open.findIndex((one) => one.id === id);
  const close = page.getByRole("button", { name: /^Close .* position$/ });
  await expect(close).toHaveCount(open.length);
  await close.nth(place).click();
  const question = page.getByRole("alertdialog");
  if (at === "waiting") await enterLimit(question, position, "waiting");
  await question.getByRole("button", { name: /^Close \d+x$/ }).click();
  await expect(question).toBeHidden();
}
