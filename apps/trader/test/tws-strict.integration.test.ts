import {
  decodeServerFrame,
  encodeMessage,
  openScriptedServer,
  SERVER_MESSAGES,
  type NamedField,
  type ScriptedServer,
  type ServerMessageName,
  type StrictRecord,
} from "@smart0dte/simulator/tws-strict";
import { EventName, IBApi } from "@stoqey/ib";
import { afterEach, describe, expect, it } from "vitest";

/**
 * The strict decoder against an independent one: the installed client library.
 *
 * Every message is sent with a different value in each field; what the library hands out must be those values.
 */

let server: ScriptedServer | undefined;
let library: IBApi | undefined;

afterEach(async () => {
  library?.disconnect();
  await server?.close();
});

describe("the strict decoder and the client library", () => {
  it.each([176, 177, 178, 179, 182, 183, 184, 185, 186, 187, 188, 189, 192, 193])(
    "hear the same values in every message at server version %i",
    async (version) => {
      const names = MESSAGES.filter((name) => heardByLibrary(name, version));
      const sent = names.map((name) => ({ name, fields: distinctFrame(name, version) }));

      const heard = await hear(
        sent.map(({ fields }) => fields),
        version,
      );

      const wrong = sent.flatMap(({ name, fields }, index) => {
        const events = heard[index] ?? [];
        const { named } = decodeServerFrame(fields, version);
        return [
          ...events.filter(isComplaint).map(({ args }) => String(args[0])),
          ...unheard(name, named, events),
        ];
      });
      expect(wrong).toEqual([]);
    },
  );
});

const MESSAGES = Object.keys(SERVER_MESSAGES) as ServerMessageName[];

/** The library drops faProfile of completed orders at every version, though it exists before 177. */
function heardByLibrary(name: ServerMessageName, version: number): boolean {
  const message = SERVER_MESSAGES[name];
  const since = "since" in message ? message.since : 0;
  return since <= version && !(name === "completedOrder" && version < 177);
}

const TAGS = [{}, {}];
const ORDER: StrictRecord = {
  secType: "BAG",
  orderType: "PEG BENCH",
  multiplier: "100",
  comboLegs: [{}, { action: "SELL" }],
  orderComboLegs: [{}, {}],
  smartComboRoutingParams: TAGS,
  scalePriceIncrement: 0.5,
  hedgeType: "D",
  deltaNeutralContract: true,
  algoStrategy: "Adaptive",
  algoParams: TAGS,
  conditions: ["1", "3", "4", "5", "6", "7"].map((type) => ({ type })),
};
const MULTIPLIED: StrictRecord = { multiplier: "100" };

/** What makes a layout complete; these fields stay what they are. */
const GIVEN: Partial<Record<ServerMessageName, StrictRecord>> = {
  openOrder: ORDER,
  completedOrder: ORDER,
  contractData: {
    ...MULTIPLIED,
    secType: "FUND",
    secIdList: TAGS,
  },
  bondContractData: { secIdList: TAGS },
  secDefOptParams: { ...MULTIPLIED, expirations: [{}], strikes: [{}, {}] },
  marketRule: { priceIncrements: [{}, {}] },
  historical: { bars: [{ date: "20261122" }, { date: "20261122" }] },
  // the size of a bid (type 0) is one the library keeps to itself
  tickPrice: { tickType: 2 },
  tickByTick: { tickType: 3 },
  error: { advancedOrderRejectJson: '{"a":"b"}' },
  portfolio: MULTIPLIED,
  position: MULTIPLIED,
  positionMulti: MULTIPLIED,
  execution: MULTIPLIED,
};

/** What the library reads and does not hand out, or hands out as something else. */
const DROPPED: readonly RegExp[] = [
  /\.version$/,
  /\.count$/,
  /^openOrder\.(sharesAllocation|faProfile)$/,
  // overwritten by the adjusted stop's
  /Order\.trailStopPrice$/,
  // read as a whole number
  /^tickReqParams\.minTick$/,
  // a bit each, or none
  /attrMask$/,
  /^error\.advancedOrderRejectJson$/,
  // "?" is nothing
  /Order\.right$/,
  // joined into one text
  /^historical\.(startDate|endDate)$/,
  // told by the event's name
  /^tickByTick\.tickType$/,
];

/** A frame of a message in which every free field says something else. */
function distinctFrame(name: ServerMessageName, version: number): readonly string[] {
  const given = GIVEN[name] ?? {};
  const fields = encodeMessage(name, given, version);
  const { named } = decodeServerFrame(fields, version);
  return [fields[0] ?? "", ...named.map((field) => distinctText(field, given))];
}

function distinctText({ position, field, kind, text }: NamedField, given: StrictRecord): string {
  if (field in given || field.endsWith(".count")) return text;
  if (field === "lmtPrice") return `${String(position)}.25`;
  if (/^(unset )?(int|long)$/.test(kind)) return String(1_000 + position);
  if (/^(unset )?(double|decimal)$/.test(kind)) return `${String(position)}.25`;
  if (kind.startsWith("bool")) return String(position % 2);
  if (kind.startsWith("ASCII7 text")) return `t${String(position)}`;
  return text;
}

interface Event {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What the library says to each frame: one list of events for each. */
async function hear(
  frames: readonly (readonly string[])[],
  version: number,
): Promise<readonly (readonly Event[])[]> {
  server = await openScriptedServer({
    serverVersion: version,
    answer: () => [
      ["15", "1", "DU1234567"],
      ["9", "1", "1"],
      MARK,
      ...frames.flatMap((frame) => [frame, MARK]),
    ],
  });
  const rounds: Event[][] = [[]];
  const client = new IBApi({ host: "127.0.0.1", port: server.port, clientId: 1 });
  library = client;
  client.on(EventName.all, (name: string, args: unknown[]) => {
    if (name === EventName.currentTime && args[0] === Number(MARK[2])) rounds.push([]);
    else if (name !== EventName.received) rounds.at(-1)?.push({ name, args });
  });
  client.connect();
  await expect.poll(() => rounds.length).toBe(frames.length + 2);
  return rounds.slice(1);
}

/** Stands between frames, so that the events of each are told apart. */
const MARK: readonly string[] = ["49", "1", "1795357800"];

function isComplaint({ name, args }: Event): boolean {
  return name === EventName.error && /decoding|underrun|parser/i.test(String(args[0]));
}

/** The fields whose value the library did not hand out. */
function unheard(
  name: ServerMessageName,
  named: readonly NamedField[],
  events: readonly Event[],
): readonly string[] {
  const leaves = new Leaves(events.map(({ args }) => args));
  return named
    .filter(({ field, text }) => text !== "" && !DROPPED.some((it) => it.test(`${name}.${field}`)))
    .filter(({ field, kind, text }) =>
      kind.startsWith("bool") ? leaves.denies(field, text === "1") : !leaves.has(text),
    )
    .map(({ field, text }) => `${name}.${field}=${text}`);
}

/** Everything a value holds, at whatever depth, by text and by name. */
class Leaves {
  readonly #texts = new Set<string>();
  readonly #named = new Map<string, unknown[]>();

  constructor(value: unknown) {
    this.#gather("", value);
  }

  has(text: string): boolean {
    return this.#texts.has(text) || this.#texts.has(String(Number(text)));
  }

  /** Whether a flag of this name is there and says otherwise. */
  denies(field: string, flag: boolean): boolean {
    const values = this.#named.get(field) ?? [];
    return values.length > 0 && !values.some((value) => Boolean(value) === flag);
  }

  #gather(key: string, value: unknown): void {
    if (value instanceof Error) this.#texts.add(value.message);
    else if (typeof value === "object" && value !== null) {
      for (const [name, held] of Object.entries(value)) this.#gather(name, held);
    } else {
      this.#texts.add(String(value));
      this.#named.set(key, [...(this.#named.get(key) ?? []), value]);
    }
  }
}
