import { test as base } from "@playwright/test";
import { RunningDesk } from "./running-desk.ts";

/** Journeys share one desk: each leaves it as it found it, open to trade, at the clock's own pace, with a well feed. */
export const test = base.extend<object, { readonly desk: RunningDesk }>({
  desk: [
    async ({}, use) => {
      const desk = await RunningDesk.start("--seed", "42");
      await use(desk);
      await desk.close();
    },
    { scope: "worker" },
  ],
});
