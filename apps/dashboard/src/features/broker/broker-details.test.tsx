import { describe, expect, it } from "vitest";
import { aBrokerLine, aDifference } from "../../testing/broker-bodies.ts";
import { anOrderRow } from "../../testing/contract-bodies.ts";
import { screenText, type Said } from "../../testing/screen-text.tsx";
import { BandOf } from "./broker-band.tsx";
import { BrokerDetails } from "./broker-details.tsx";
import type { BrokerLine } from "./broker-words.ts";

const details = (line: BrokerLine | null, said: Said = {}) =>
  screenText(<BrokerDetails />, { ...said, latest: { broker: { line } } });

describe("the details of the broker", () => {
  it("say where orders stay inside the desk", () => {
    expect(details(null)).toMatch(/^PAPER, in the desk\. Orders are filled inside this program/);
  });

  it("say that nothing is known yet, instead of that all is well", () => {
    expect(screenText(<BrokerDetails />)).toBe("Nothing has been heard of the broker yet.");
  });

  it("name state, account, address, version, the last sign of life and what waits", () => {
    const text = details(aBrokerLine({ waiting: 3, since: 1_773_412_927_000_000 }));

    expect(text).toContain("State READY since 10:42:07 ET");
    expect(text).toContain("Account SIMULATED DU0000000");
    expect(text).toContain("127.0.0.1:7497 Server version 193");
    expect(text).toContain("Books agree");
    expect(text).toContain("3 messages");
  });

  it("say that the broker may be away while one of its windows lasts", () => {
    expect(details(aBrokerLine({ reset: "weekly login" }))).toContain(
      "Window weekly login : the broker may be away",
    );
    expect(details(aBrokerLine())).not.toContain("Window");
  });

  it("list each difference with both counts and what to do", () => {
    const text = details(aBrokerLine({ reconciled: false, differences: [aDifference()] }));

    expect(text).toContain("Books not agreed");
    expect(text).toContain("desk -1, broker 0. Bring the position in TWS to the desk's count.");
  });

  it("offer to accept what differs in a count and halts, and nothing else", () => {
    const foreign = aDifference({
      kind: "foreignOrder",
      halts: false,
      contract: null,
      desk: null,
      broker: null,
    });
    const text = (difference: ReturnType<typeof aDifference>) =>
      details(aBrokerLine({ reconciled: false, differences: [difference] }));

    expect(text(aDifference())).toContain("Accept…");
    expect(text(foreign)).not.toContain("Accept");
  });

  it("list legs without their package and orders of which nothing is known", () => {
    const orphans = [{ orderId: "o-9", contract: "SPY260313P00505000", quantity: 1 }];
    const rows = { orders: [anOrderRow({ state: "unknown" })] };

    const text = details(aBrokerLine({ orphans }), { rows });

    expect(text).toContain("Leg alone: +1 SPY260313P00505000 of o-9.");
    expect(text).toContain("UNKNOWN ORDER 1. The desk is asking the broker. Do not resend.");
  });

  it("show the account's figures, those after expiry too, and never a 0 for what was not said", () => {
    const values = [
      { key: "NetLiquidation", label: "net liquidation", value: "100000.0000", currency: "USD" },
      { key: "PostExpirationMargin", label: "margin after expiry", value: "30250.2500", currency: "EUR" },
    ];

    expect(details(aBrokerLine({ values }))).toContain(
      "net liquidation $100,000.00 margin after expiry, EUR $30,250.25",
    );
    expect(details(aBrokerLine({ values: null }))).toContain("has not said yet what the account holds");
  });

  it("say when the account's figures came, and the day by both counts", () => {
    const at = 1_773_412_927_000_000;
    const profit = {
      at,
      daily: "120.5000",
      unrealised: "20.5000",
      realised: null,
      ownDaily: "118.0000",
      ownRealised: "100.0000",
      difference: "2.5000",
    };
    const text = details(aBrokerLine({ valuesAt: at, profit }));

    expect(text).toContain("Account, as the broker said at 10:42:07 ET");
    expect(text).toMatch(/P&L by the broker at 10:42:07 ET.*all \+\$120\.50 \+\$118\.00 \+\$2\.50/);
    expect(text).toMatch(/realised — the broker has no figure \+\$100\.00/);
    expect(details(aBrokerLine())).toContain("has not said what the account made today");
  });

  it("show what is quoted twice, where it stays apart, and what found no line", () => {
    const side = { bid: "0.9000", ask: "0.9500", level: null, at: null, why: null };
    const none = { ...side, bid: null, ask: null };
    const pairs = [
      {
        of: "VIX",
        broker: { ...none, level: 16.5, delayed: true },
        desk: { ...none, why: "stale" },
        differs: false,
      },
      { of: "SPY260313P00510000", broker: { ...side, ask: null, delayed: false }, desk: side, differs: true },
    ];
    const text = details(aBrokerLine({ quotes: { pairs, beyondBudget: 2 } }));

    expect(text).toMatch(/VIX 16\.50 +delayed stale/);
    expect(text).toMatch(/SPY260313P00510000 DIFFERS 0\.90 – none +0\.90 – 0\.95/);
    expect(text).toContain("2 more found no market data line");
  });

  it("say what plans would do to the margin, and who says so", () => {
    const effect = { initial: "500.0000", maintenance: "500.0000", equity: "57.4000", tiedUp: "442.6000" };
    const margin = { planId: "p-1", ticker: "SPY", quantity: 1, at: 60_000_000, effect } as const;
    const told = details(aBrokerLine({ margins: [{ ...margin, how: "broker", why: null }] }));
    const own = details(aBrokerLine({ margins: [{ ...margin, how: "estimated", why: "360: no" }] }));
    const naked = details(
      aBrokerLine({ margins: [{ ...margin, effect: null, how: "estimated", why: "NAKED" }] }),
    );

    expect(told).toMatch(
      /SPY, 1 package: initial \$500\.00.*equity \$57\.40.*ties up \$442\.60.*says the broker/,
    );
    expect(own).toContain("estimated by the desk (360: no)");
    expect(naked).toContain("nothing bounds the loss");
  });

  it("keep the last notices with their code", () => {
    const notices = [{ at: 60_000_000, severity: "alert", code: "1100", text: "Connectivity lost" } as const];

    expect(details(aBrokerLine({ notices }))).toContain("ALERT 1100 Connectivity lost");
  });
});

describe("the band of the broker", () => {
  const band = (over: Partial<BrokerLine>) =>
    screenText(<BandOf line={aBrokerLine({ simulated: false, ...over })} />, { now: 63_000_000 });

  it("counts while it reconciles and says that nothing opens", () => {
    expect(band({ state: "synchronising" })).toBe("RECONCILING with broker (3.0s) : nothing opens");
  });

  it("names the differences that hold everything up", () => {
    const differences = [aDifference(), aDifference({ halts: false, sentence: "Told as rejected." })];

    expect(band({ reconciled: false, differences })).toBe(
      "UNRECONCILED: broker and desk differ on 1. Nothing opens until it is settled. " +
        "Position of another size SPY260313P00510000: desk -1, broker 0. " +
        "Bring the position in TWS to the desk's count.",
    );
  });

  it("says of a lost and of a refused broker that exits wait, and where one can still close", () => {
    expect(band({ state: "backingOff", why: "ECONNREFUSED" })).toMatch(
      /NO BROKER .*: ECONNREFUSED\. Nothing opens and exits wait .*TWS itself can still close/,
    );
    expect(band({ state: "refused", why: "no paper account" })).toMatch(/REFUSED: no paper account\./);
    expect(band({ state: "refused", simulated: true })).not.toContain("TWS itself");
  });
});
