import { expect, type Page } from "@playwright/test";

export interface Row {
  readonly id: string;
  readonly ticker?: string;
  readonly positionId?: string;
  readonly planId?: string;
  readonly signalId?: string;
  readonly orderId?: string;
  readonly purpose?: "open" | "close";
  readonly state?: string;
  readonly quantity?: number;
  readonly legs?: readonly { readonly strike: string; readonly right: string }[];
  readonly closing?: string | null;
  readonly code?: string | null;
  readonly closedAt?: number | null;
  readonly plan?: object | null;
}

/** Desk seconds for each second of the wall, as the signed-in person. */
export const setSpeed = (page: Page, speed: number): Promise<void> => post(page, "/api/speed", { speed });

/** Who lets plans become orders, as the signed-in person. */
export const setAutomation = (page: Page, value: string, from: string): Promise<void> =>
  post(page, "/api/parameters", {
    commandId: crypto.randomUUID(),
    reason: "a journey",
    changes: [{ name: "automation", value, from }],
  });

/** Asks something of the simulated market, as the signed-in admin. */
export const simulate = (page: Page, control: Readonly<Record<string, unknown>>): Promise<void> =>
  post(page, "/api/sim", control);

/** A list as the desk has it, beside what the screen shows. */
export async function rows(page: Page, list: string): Promise<readonly Row[]> {
  const reply = await page.request.get(`/api/${list}`);
  const body = (await reply.json()) as { rows?: readonly Row[]; positions?: readonly Row[] };
  return body.rows ?? body.positions ?? [];
}

/** The commands of the audit with their reasons: `halt by news`. */
export async function auditActs(page: Page): Promise<readonly string[]> {
  const reply = await page.request.get("/api/audit?limit=1000");
  const { rows: audited } = (await reply.json()) as {
    rows: readonly { act: string; detail: { act?: { kind: string; reason?: string } } }[];
  };
  return audited
    .filter(({ act }) => act === "command")
    .map(({ detail }) => `${detail.act?.kind ?? ""} by ${detail.act?.reason ?? ""}`);
}

async function post(page: Page, path: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  const { origin } = new URL(page.url());
  const reply = await page.request.post(path, { data, headers: { origin } });
  expect(reply.status(), await reply.text()).toBe(200);
}
