import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aNumberStore } from "../testing/broker-trial.ts";
import { accountKindOf, checkAccount } from "./account-kind.ts";
import { classOf } from "./error-codes.ts";
import { openOrderNumberFile } from "./order-number-file.ts";
import { FIRST_REQUEST_ID, OrderNumbers } from "./order-numbers.ts";
import { PacingQueue, TWS_PACING, URGENCIES, type Urgency } from "./pacing-queue.ts";

describe("order numbers", () => {
  it("never repeat, whatever the broker suggests, is seen, and however often the desk dies", () => {
    const event = fc.oneof(
      fc.constant("next" as const),
      fc.constant("restart" as const),
      fc.integer({ min: 0, max: 200 }).map((id) => ({ id, seen: false })),
      fc.integer({ min: -5, max: 200 }).map((id) => ({ id, seen: true })),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const store = aNumberStore();
        let numbers = new OrderNumbers(store);
        const given: number[] = [];
        let highest = 0;
        for (const one of events) {
          if (one === "restart") numbers = new OrderNumbers(store);
          else if (one === "next") given.push(numbers.next() ?? 0);
          else if (one.seen) numbers.seen(one.id);
          else numbers.suggested(one.id);
          if (typeof one !== "string" && one.seen) highest = Math.max(highest, one.id);
          if (one === "restart") highest = 0;
          if (one === "next") expect(given.at(-1)).toBeGreaterThan(highest);
        }
        expect(new Set(given).size).toBe(given.length);
        expect(given).toEqual([...given].sort((left, right) => left - right));
      }),
    );
  });

  it("are on the disk before they are given out", () => {
    const store = aNumberStore();

    expect(new OrderNumbers(store).next()).toBeLessThanOrEqual(store.highest());
  });

  it("end where those of requests begin: an order without one is refused, and nothing throws", () => {
    const numbers = new OrderNumbers(aNumberStore());
    numbers.suggested(999_999_999);

    expect(numbers.next()).toBe(999_999_999);
    expect(numbers.next()).toBeNull();
  });

  it("do not take the id of a request for one of theirs", () => {
    const numbers = new OrderNumbers(aNumberStore(4));
    numbers.seen(FIRST_REQUEST_ID + 7);

    expect(numbers.next()).toBe(5);
  });

  it("come back from their file, and a file that is not one is refused", () => {
    const path = join(mkdtempSync(join(tmpdir(), "numbers-")), "orders");
    openOrderNumberFile(path).raise(77);
    expect(openOrderNumberFile(path).highest()).toBe(77);
    expect(readFileSync(path, "utf8")).toBe("77\n");

    writeFileSync(path, "seventy");
    expect(() => openOrderNumberFile(path)).toThrow(BadInputError);
  });
});

describe("the pacing queue", () => {
  const step = fc.oneof(
    fc.constantFrom(...URGENCIES).map((urgency) => ({ urgency, wait: 0 })),
    fc.integer({ min: 1, max: 300 }).map((wait) => ({ urgency: null, wait })),
  );

  it("loses nothing, keeps each urgency's order and never passes its limits", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const queue = new PacingQueue<{ n: number; urgency: Urgency }>(TWS_PACING);
        const left: { n: number; urgency: Urgency; at: number }[] = [];
        let at = 0;
        let put = 0;
        const take = (): void => {
          left.push(...queue.take(at).map((item) => ({ ...item, at })));
        };
        for (const { urgency, wait } of steps) {
          at += wait;
          if (urgency !== null) queue.put({ n: (put += 1), urgency }, urgency);
          take();
        }
        while (queue.length > 0) {
          at += 25;
          take();
        }
        expect(left).toHaveLength(put);
        for (const urgency of URGENCIES) {
          const own = left.filter((item) => item.urgency === urgency).map(({ n }) => n);
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
        for (const { at: from } of left) {
          const within = (ms: number, only: (item: Urgency) => boolean) =>
            left.filter((item) => item.at >= from && item.at < from + ms && only(item.urgency)).length;
          expect(within(1_000, () => true)).toBeLessThanOrEqual(49);
          expect(within(1_000, (urgency) => urgency !== "exit")).toBeLessThanOrEqual(40);
          expect(within(100, () => true)).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keeps a reserve of the second for cancels and exits", () => {
    const queue = new PacingQueue<string>({ perSecond: 10, reserve: 4, forOrders: 2, perSlice: 100 });
    for (let n = 0; n < 20; n += 1) queue.put("order", "order");
    expect(queue.take(0)).toHaveLength(6);
    for (let n = 0; n < 20; n += 1) queue.put("cancel", "exit");

    expect(queue.take(500)).toEqual(Array.from({ length: 4 }, () => "cancel"));
  });

  it("lets an order leave at once, whatever was asked before it", () => {
    const queue = new PacingQueue<string>(TWS_PACING);
    for (let n = 0; n < 1_000; n += 1) queue.put("question", "query");
    let at = 0;
    for (; at < 2_000; at += 25) queue.take(at);
    queue.put("order", "order");

    expect(queue.take(at)).toContain("order");
    expect(queue.length).toBeLessThan(1_000 - 2 * 19);
  });

  it("lets a cancel overtake a thousand orders at once (hazard 14)", () => {
    const queue = new PacingQueue<string>(TWS_PACING);
    for (let n = 0; n < 1_000; n += 1) queue.put("order", "order");
    queue.take(0);
    queue.put("cancel", "exit");

    expect(queue.take(0)).toEqual(["cancel"]);
  });
});

describe("the table of codes (hazard 13)", () => {
  it.each([
    [201, "dead"],
    [103, "dead"],
    [110, "dead"],
    [202, "cancelled"],
    [104, "cancelRefused"],
    [10_147, "cancelRefused"],
    [10_148, "cancelRefused"],
    [10_349, "warning"],
    [399, "warning"],
    [10_197, "data"],
    [1100, "connectivity"],
    [326, "connectivity"],
    [162, "requestFailed"],
    [77_777, "unknown"],
  ])("%i is %s", (code, kind) => {
    expect(classOf(code)).toBe(kind);
  });
});

describe("paper and live", () => {
  it.each([
    ["DU1234567", 4002, "paper"],
    ["DU1234567", 7497, "paper"],
    ["U1234567", 4001, "live"],
    ["U1234567", 7496, "live"],
    ["U1234567", 4002, null],
    ["DU1234567", 4001, null],
    ["DU1234567", 5000, null],
    ["X1", 4002, null],
  ])("account %s on port %i is %s", (account, port, kind) => {
    const found = accountKindOf(account, port);

    expect(found.ok ? found.value : null).toBe(kind);
  });

  it("on the simulator's port only accounts of the kind that it poses as are known", () => {
    const paper = { port: 5_000, poses: "paper" } as const;
    const live = { port: 5_000, poses: "live" } as const;

    expect(accountKindOf("DU1", 5_000, paper)).toEqual({ ok: true, value: "paper" });
    expect(accountKindOf("U1", 5_000, paper).ok).toBe(false);
    expect(accountKindOf("U1", 5_000, live)).toEqual({ ok: true, value: "live" });
    expect(accountKindOf("DU1", 5_000, live).ok).toBe(false);
    expect(accountKindOf("U1", 5_001, live).ok).toBe(false);
  });

  it("at a simulator that poses must be what was configured too", () => {
    const live = { account: "U1", kind: "live", port: 5_000 } as const;

    expect(checkAccount(live, ["U1"], 5_000)).toEqual({ ok: true, value: "live" });
    expect(checkAccount({ ...live, kind: "paper" }, ["U1"], 5_000).ok).toBe(false);
    expect(checkAccount({ ...live, account: "DU1" }, ["DU1"], 5_000).ok).toBe(false);
  });

  it("must be what was configured, and the account one that the broker names", () => {
    const wanted = { account: "DU1", kind: "paper", port: 4002 } as const;

    expect(checkAccount(wanted, ["DU1"])).toEqual({ ok: true, value: "paper" });
    expect(checkAccount(wanted, ["DU2"])).toMatchObject({ error: { code: "ACCOUNT_NOT_MANAGED" } });
    expect(checkAccount({ ...wanted, kind: "live" }, ["DU1"])).toMatchObject({
      error: { code: "KIND_NOT_AGREED" },
    });
  });
});
