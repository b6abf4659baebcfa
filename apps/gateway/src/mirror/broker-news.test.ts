import type { BrokerDifference, BrokerLine } from "@smart0dte/domain";
import { aBrokerLine, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { BrokerNews } from "./broker-news.ts";

const lost: BrokerDifference = {
  kind: "quantityDiffers",
  orderId: null,
  halts: true,
  contract: "SPY260313P00510000",
  desk: -1,
  broker: 0,
  note: "",
};

describe("the news of the way to the broker", () => {
  it("are that it came, broke and came back; what lies between and the first wait are none", () => {
    const news = new BrokerNews();
    const states = [
      "disconnected",
      "connecting",
      "synchronising",
      "ready",
      "ready",
      "backingOff",
      "connecting",
      "backingOff",
      "synchronising",
      "ready",
    ] as const;

    const told = states.flatMap((state, n) => news.of(aBrokerLine({ state, since: minute(n), why: "1100" })));

    expect(told.map(({ kind, severity, sentence }) => [kind, severity, sentence])).toEqual([
      ["broker", "info", "Broker 127.0.0.1:7497: connected, and both books agree."],
      [
        "broker",
        "danger",
        "Broker 127.0.0.1:7497: connection lost: 1100. Nothing opens, and exits wait until it is back.",
      ],
      ["broker", "info", "Broker 127.0.0.1:7497: connected, and both books agree."],
    ]);
  });

  it("are danger when the account is refused or the books differ, caution for a reset", () => {
    const severityOf = (over: Partial<BrokerLine>) => new BrokerNews().of(aBrokerLine(over))[0]?.severity;

    expect(severityOf({ state: "refused" })).toBe("danger");
    expect(severityOf({ isReconciled: false })).toBe("danger");
    expect(severityOf({ state: "nightlyReset" })).toBe("warn");
  });

  it("are each difference once while it stands, with both counts and what to do", () => {
    const news = new BrokerNews();
    news.of(aBrokerLine());

    const told = [[lost], [lost], [], [lost]].map((differences, n) =>
      news.of(aBrokerLine({ differences, since: minute(n) })),
    );

    expect(told.map((rows) => rows.length)).toEqual([1, 0, 0, 1]);
    expect(told[0]?.[0]).toMatchObject({
      severity: "danger",
      sentence:
        "Position of another size SPY260313P00510000: desk -1, broker 0. Bring the position in TWS to the desk's count.",
    });
  });

  it("are what the broker warns of, once, and neither its small talk nor what is told as a state", () => {
    const news = new BrokerNews();
    const notices: BrokerLine["notices"] = [
      { at: minute(1), severity: "info", code: "2104", text: "Market data farm connection is OK" },
      { at: minute(2), severity: "alert", code: "refused", text: "after handshaking" },
      { at: minute(3), severity: "warning", code: "unsynchronised", text: "no answer to positions" },
    ];

    const told = [notices, notices, notices.slice(1)].map((said) =>
      news.of(aBrokerLine({ state: "synchronising", notices: said })).map(({ sentence }) => sentence),
    );

    expect(told).toEqual([["Broker says unsynchronised: no answer to positions"], [], []]);
  });
});
