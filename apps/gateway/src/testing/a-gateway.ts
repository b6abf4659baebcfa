import type { Role, SessionStart } from "@smart0dte/domain";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import { aDatabase, type TestDatabase } from "@smart0dte/storage/postgres/testing";
import { pino } from "pino";
import type { Pace } from "../gateway-options.ts";
import { startGateway, type Gateway } from "../gateway.ts";
import { FakeDesk } from "./fake-desk.ts";
import { Visitor } from "./visitor.ts";

export interface GatewayUnderTest {
  readonly address: string;
  readonly desk: FakeDesk;
  readonly store: Store;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  /** Nobody yet. */
  visitor(): Visitor;
  /** A new person who has chosen a password. */
  signedIn(role: Role): Promise<Visitor>;
  /** A new person who still has the first password. */
  newcomer(role: Role): Promise<Visitor>;
  close(): Promise<void>;
}

/** Wall and monotonic milliseconds that a test moves. */
export interface TestClock {
  wallMs: number;
  monotonicMs: number;
}

export interface GatewayShape {
  readonly start?: Partial<SessionStart>;
  readonly pace?: Partial<Pace>;
  readonly staticFolder?: string | null;
}

/** A whole gateway on a real database and a real port, with a desk that keeps the contract. */
export async function aGateway({
  start = {},
  pace = {},
  staticFolder = null,
}: GatewayShape = {}): Promise<GatewayUnderTest> {
  const clock: TestClock = { wallMs: 1_700_000_000_000, monotonicMs: 0 };
  const database = await aDatabase();
  const store = await openStore(database.url, { wallMs: () => clock.wallMs });
  const desk = new FakeDesk(start);
  const gateway: Gateway = await startGateway({
    host: "127.0.0.1",
    port: 0,
    store,
    desk: desk.client,
    staticFolder,
    build: "test",
    log: pino({ level: "silent" }),
    pace: { now: () => clock.monotonicMs, flushMs: 20, sessionCheckMs: 20, ...pace },
  });
  desk.open();
  let people = 0;

  const visitor = (): Visitor => new Visitor(gateway.address);
  const newcomer = async (role: Role): Promise<Visitor> => {
    people += 1;
    const name = `${role}-${people}`;
    const someone = visitor();
    await someone.signIn(name, await store.users.add(name, role));
    return someone;
  };
  return {
    address: gateway.address,
    desk,
    store,
    database,
    clock,
    visitor,
    newcomer,
    signedIn: async (role) => {
      const someone = await newcomer(role);
      await someone.post("/api/password", { current: someone.password, next: `${someone.password}-mine` });
      return someone;
    },
    close: async () => {
      await gateway.close();
      desk.close();
      await store.close();
      await database.drop();
    },
  };
}
