import { aBrokerLine, aChain, anAnalysis, aSession, aSignal, minute } from "@smart0dte/domain/testing";
import { usdE4, type Bar } from "@smart0dte/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Beat, CandleFrame, ChainFrame, Hello, LATEST, ROUTES } from "../contract/index.ts";
import { aGateway, type GatewayUnderTest } from "../testing/a-gateway.ts";
import type { SocketEar, Visitor } from "../testing/visitor.ts";

describe("the socket", () => {
  let gateway: GatewayUnderTest;
  let viewer: Visitor;

  beforeEach(async () => {
    gateway = await aGateway();
    viewer = await gateway.signedIn("viewer");
  });
  afterEach(() => gateway.close());

  const subscribed = async (...topics: readonly string[]): Promise<SocketEar> => {
    const ear = viewer.socket();
    await ear.say({ type: "subscribe", topics });
    await expect.poll(() => ear.types()).toContain("hello");
    return ear;
  };
  const regime = (vix: number) =>
    gateway.desk.publish({
      kind: "regime",
      view: { at: minute(60), regime: "medium", vix, how: "derived", why: "18 <= VIX" },
    });

  it("says hello first: what the desk is and who is asking", async () => {
    const ear = await subscribed("risk");

    const hello = Hello.parse(ear.heard[0]);

    expect(hello).toMatchObject({ word: "SIMULATED", src: "simulated", planted: true, build: "test" });
    expect(hello.user).toEqual({ name: viewer.name, role: "viewer" });
    expect(aSession()).toMatchObject(hello.session);
  });

  it("gives one snapshot of a topic, then changes numbered without a hole", async () => {
    regime(17);
    const ear = await subscribed("regime");
    await expect.poll(() => ear.of("regime").length).toBe(1);

    for (const vix of [18, 19, 20]) {
      regime(vix);
      await expect.poll(() => JSON.stringify(ear.of("regime").at(-1)?.body)).toContain(`"vix":${vix}`);
    }

    expect(ear.of("regime").map(({ type, seq }) => [type, seq])).toEqual([
      ["snapshot", 0],
      ["change", 1],
      ["change", 2],
      ["change", 3],
    ]);
    expect(LATEST.regime.parse(ear.of("regime").at(-1)?.body)).toMatchObject({ vix: 20 });
  });

  it("conflates what is newest-wins to the client's pace and ends with the newest", async () => {
    const ear = await subscribed("chain:SPY");
    for (let n = 0; n < 2_000; n += 1) {
      gateway.desk.publish({
        kind: "chain",
        view: aChain({ forward: 650 + n / 100, over: { at: minute(60 + n / 100) } }),
      });
    }
    gateway.desk.publish({ kind: "chain", view: aChain({ forward: 671 }) });

    await expect.poll(() => JSON.stringify(ear.of("chain:SPY").at(-1)?.body)).toContain('"v":671');

    const frame = ChainFrame.parse(ear.of("chain:SPY").at(-1)?.body);
    expect(frame.rows).toHaveLength(21);
    expect(ear.of("chain:SPY").length).toBeLessThan(100);
  });

  it("tells a viewer that the desk is its own broker, and of a TWS how the way to it stands", async () => {
    const ear = await subscribed("broker");
    const last = () => {
      const body = ear.of("broker").at(-1)?.body;
      return body === undefined ? null : LATEST.broker.parse(body);
    };
    await expect.poll(last).toEqual({ line: null });

    gateway.desk.begin({ run: "r-2", broker: "tws" });
    gateway.desk.publish({ kind: "broker", line: aBrokerLine({ state: "synchronising" }) });

    await expect.poll(last).toMatchObject({ line: { state: "synchronising", account: "DU0000000" } });
  });

  it("tells each ticker's analysis by itself, newest wins", async () => {
    const ear = await subscribed("analysis:SPY", "analysis:IWM");
    for (let n = 0; n < 500; n += 1) {
      gateway.desk.publish({ kind: "analysis", view: anAnalysis({ at: minute(n / 10) }) });
      gateway.desk.publish({ kind: "analysis", view: anAnalysis({ ticker: "IWM", at: minute(n / 10) }) });
    }
    const last = (ticker: "SPY" | "IWM") => {
      const body = ear.of(`analysis:${ticker}`).at(-1)?.body;
      return body === undefined ? null : LATEST[`analysis:${ticker}`].parse(body);
    };

    await expect.poll(() => last("SPY")).toMatchObject({ ticker: "SPY", at: minute(49.9) });
    await expect.poll(() => last("IWM")).toMatchObject({ ticker: "IWM", at: minute(49.9) });
    expect(ear.of("analysis:SPY").length).toBeLessThan(100);
  });

  it("never drops a row of a list", async () => {
    const ear = await subscribed("signals");
    for (let n = 1; n <= 400; n += 1) {
      const decision = aSignal({ id: `s-${n}-SPY` as never, at: minute(n / 10) });
      gateway.desk.publish({ kind: "decisions", seq: n, decisions: [decision] });
      if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const rows = (): readonly string[] =>
      ear.of("signals").flatMap(({ body }) => (body as { rows: { id: string }[] }).rows.map(({ id }) => id));

    await expect.poll(() => rows().length).toBe(400);

    expect(new Set(rows()).size).toBe(400);
  });

  it("gives a client that missed something a snapshot, numbered where it stands", async () => {
    regime(17);
    const ear = await subscribed("regime");
    await expect.poll(() => ear.of("regime").length).toBe(1);
    regime(18);
    await expect.poll(() => ear.of("regime").length).toBe(2);

    await ear.say({ type: "resync", topic: "regime" });
    await expect.poll(() => ear.of("regime").length).toBe(3);
    regime(19);
    await expect.poll(() => ear.of("regime").length).toBe(4);

    expect(ear.of("regime").map(({ type, seq }) => `${type} ${seq}`)).toEqual([
      "snapshot 0",
      "change 1",
      "snapshot 1",
      "change 2",
    ]);
  });

  it("says nothing of a topic after its unsubscription, and ignores what it does not know", async () => {
    const ear = await subscribed("regime", "weather", "candles:-1");
    regime(17);
    await expect.poll(() => ear.of("regime").length).toBe(1);

    await ear.say({ type: "unsubscribe", topics: ["regime"] });
    await ear.say({ type: "explode" });
    ear.socket.send("garbage");
    await ear.say({ type: "subscribe", topics: ["risk"] });
    await expect.poll(() => ear.of("risk").length).toBe(1);
    regime(18);
    regime(19);
    await new Promise((resolve) => setTimeout(resolve, 60));

    expect(ear.of("regime")).toHaveLength(1);
    expect(ear.closed).toBeNull();
  });

  it("brings candles of any instrument, then the candle that changed", async () => {
    const bar = (start: number, close: number): Bar => ({
      instrument: 7,
      start: minute(start),
      open: usdE4(10_000),
      high: usdE4(12_000),
      low: usdE4(9_000),
      close: usdE4(close),
      volume: null,
      how: "quoted",
      closed: start === 0,
    });
    gateway.desk.bars = [bar(0, 11_000), bar(2, 10_500)];
    const ear = await subscribed("candles:7");
    await expect.poll(() => ear.of("candles:7").length).toBe(1);

    gateway.desk.publish({ kind: "bars", bars: [bar(2, 10_600), { ...bar(2, 1), instrument: 8 }] });
    await expect.poll(() => ear.of("candles:7").length).toBe(2);

    const [first, second] = ear.of("candles:7").map(({ body }) => CandleFrame.parse(body));
    expect(first?.candles.map(({ close }) => close)).toEqual([1.1, 1.05]);
    expect(second?.candles).toMatchObject([
      { time: Math.floor(minute(2) / 1e6), close: 1.06, closed: false },
    ]);
  });

  it("beats when the desk beats, at most once a second, and not when it is silent", async () => {
    const ear = await subscribed();
    for (let n = 0; n < 5; n += 1) gateway.desk.beat(minute(61));
    await expect.poll(() => ear.types().filter((type) => type === "beat").length).toBe(1);

    gateway.clock.monotonicMs += 1_000;
    gateway.desk.beat(minute(62));
    await expect.poll(() => ear.types().filter((type) => type === "beat").length).toBe(2);

    expect(Beat.parse(ear.heard.at(-1))).toMatchObject({ deskNow: minute(62), speed: 1, phase: "open" });
  });

  it("begins anew when another run begins", async () => {
    regime(17);
    const ear = await subscribed("regime", "signals");
    await expect.poll(() => ear.of("signals").length).toBe(1);
    gateway.desk.publish({ kind: "decisions", seq: 1, decisions: [aSignal()] });
    await expect.poll(() => ear.of("signals").length).toBe(2);

    gateway.desk.begin({ run: "r-2", source: "simulated:43" });
    await expect.poll(() => ear.of("signals").length).toBe(3);

    expect(ear.heard.filter(({ type }) => type === "hello")).toMatchObject([
      { source: "simulated:42" },
      { source: "simulated:43" },
    ]);
    expect(ear.of("signals").at(-1)).toMatchObject({ type: "snapshot", body: { rows: [] } });
  });
});

describe("the socket's door", () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await aGateway();
  });
  afterEach(() => gateway.close());

  it.each([
    ["nobody", async () => gateway.visitor().socket(), 401],
    ["a first password", async () => (await gateway.newcomer("admin")).socket(), 403],
    ["another site", async () => (await gateway.signedIn("admin")).socket("http://evil.example"), 403],
    ["a program without an origin", async () => (await gateway.signedIn("admin")).socket(""), 403],
  ])("is shut to %s", async (_, open, status) => {
    const ear = await open();

    await expect.poll(() => ear.refused).toBe(status);
  });

  it("ends with the sign-out", async () => {
    const viewer = await gateway.signedIn("viewer");
    const ear = viewer.socket();
    await expect.poll(() => ear.types()).toContain("hello");

    await viewer.post(ROUTES.signOut, {});

    await expect.poll(() => ear.closed).toBe(4001);
    expect(ear.heard.at(-1)).toEqual({ type: "bye", reason: "signedOut" });
  });

  it("ends the other sessions' sockets when the password changes, not this one's", async () => {
    const here = await gateway.signedIn("trader");
    const there = gateway.visitor();
    await there.signIn(here.name, `${here.password}-mine`);
    const [mine, other] = [here.socket(), there.socket()];
    await expect.poll(() => [mine, other].every((ear) => ear.types().includes("hello"))).toBe(true);

    await here.post(ROUTES.password, { current: `${here.password}-mine`, next: "yet another password" });

    await expect.poll(() => other.closed).toBe(4001);
    expect(mine.closed).toBeNull();
  });

  it("ends after half an hour without an act; a person who acts keeps it", async () => {
    const [idle, active] = [await gateway.signedIn("viewer"), await gateway.signedIn("viewer")];
    const [left, right] = [idle.socket(), active.socket()];
    await expect.poll(() => [left, right].every((ear) => ear.types().includes("hello"))).toBe(true);

    gateway.clock.wallMs += 29 * 60_000;
    await right.say({ type: "active" });
    await expect.poll(async () => seenLast(active.name)).toBe(String(gateway.clock.wallMs));
    gateway.clock.wallMs += 2 * 60_000;

    await expect.poll(() => left.closed).toBe(4002);
    expect(left.heard.at(-1)).toEqual({ type: "bye", reason: "idle" });
    expect(right.closed).toBeNull();
  });

  it("says goodbye when the gateway closes, and does not keep it from closing", async () => {
    const own = await aGateway();
    const ear = (await own.signedIn("viewer")).socket();
    await expect.poll(() => ear.types()).toContain("hello");

    await own.close();

    await expect.poll(() => ear.socket.readyState).toBe(WebSocket.CLOSED);
  });

  async function seenLast(name: string): Promise<unknown> {
    const [row] = await gateway.database.sql(
      "SELECT max(last_seen_at_ms) AS seen FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.name = $1",
      [name],
    );
    return row?.["seen"];
  }
});
