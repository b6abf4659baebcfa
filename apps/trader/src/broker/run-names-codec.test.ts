import type { OpenTwsCodec, TwsCodec } from "@smart0dte/execution/ibkr";
import { usdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { withRunNames } from "./run-names-codec.ts";

type Say = Parameters<TwsCodec["say"]>[0];
type Heard = Parameters<Parameters<OpenTwsCodec>[1]>[0];

const ADDRESS = { host: "127.0.0.1", port: 4002, clientId: 1 };
const PLACE: Say = {
  say: "placeOrder",
  orderNumber: 7,
  contract: { kind: "package", symbol: "SPY", legs: [] },
  order: { action: "BUY", quantity: 1, limit: usdE4(100), account: "DU1234567", orderRef: "o-5-0" },
};
const aRow = (orderRef: string) => ({
  orderNumber: 7,
  permId: 1,
  clientId: 1,
  account: "DU1234567",
  orderRef,
  status: "Submitted",
  contract: { kind: "package", symbol: "SPY" } as const,
  quantity: 1,
  limit: null,
  note: "",
});

function aCodec(run: string): { said: Say[]; heard: Heard[]; codec: TwsCodec; tell: (heard: Heard) => void } {
  const said: Say[] = [];
  const heard: Heard[] = [];
  let tell: (heard: Heard) => void = () => {};
  const open: OpenTwsCodec = (_address, hear) => {
    tell = hear;
    return { say: (words) => void said.push(words), close: () => {} };
  };
  const codec = withRunNames(open, run)(ADDRESS, (told) => void heard.push(told));
  return { said, heard, codec, tell };
}

describe("an order's name at the broker", () => {
  it("carries the run's, and comes back as the desk's own", () => {
    const { said, heard, codec, tell } = aCodec("demo-2026-03-13-mww5b9cn");
    codec.say(PLACE);
    const [placed] = said;
    const orderRef = placed?.say === "placeOrder" ? placed.order.orderRef : "";
    tell({ hear: "openOrder", row: aRow(orderRef) });
    tell({ hear: "completedOrder", row: aRow(orderRef) });

    expect(orderRef).toBe("o-5-0@mww5b9cn");
    expect(heard).toMatchObject([{ row: { orderRef: "o-5-0" } }, { row: { orderRef: "o-5-0" } }]);
  });

  it.each(["o-5-0@mww4aaaa", "o-5-0", "by hand"])(
    "of another run or program is never one of this run: %s",
    (ref) => {
      const { heard, tell } = aCodec("demo-2026-03-13-mww5b9cn");
      tell({ hear: "openOrder", row: aRow(ref) });
      tell({
        hear: "execution",
        requestId: null,
        row: { ...aRow(ref), execId: "e.1.01", price: usdE4(100), liquidation: false },
      });

      const refs = heard.flatMap((told) =>
        "row" in told && "orderRef" in told.row ? [told.row.orderRef] : [],
      );
      expect(refs).toHaveLength(2);
      for (const told of refs) expect(told).toMatch(/@/);
    },
  );

  it("that nobody gave stays none, and everything else passes as it is", () => {
    const { said, heard, codec, tell } = aCodec("demo-2026-03-13-mww5b9cn");
    tell({ hear: "openOrder", row: aRow("") });
    tell({ hear: "openOrdersEnd" });
    codec.say({ say: "globalCancel" });

    expect(heard).toMatchObject([{ row: { orderRef: "" } }, { hear: "openOrdersEnd" }]);
    expect(said).toEqual([{ say: "globalCancel" }]);
  });
});
