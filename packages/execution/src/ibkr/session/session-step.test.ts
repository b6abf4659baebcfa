import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SESSION_SETTINGS } from "./session-settings.ts";
import {
  DISCONNECTED,
  type Moment,
  type SessionEffect,
  type SessionInput,
  type SessionState,
} from "./session-state.ts";
import { sessionStep } from "./session-step.ts";

type Bare<Input> = Input extends unknown ? Omit<Input, keyof Moment> & Partial<Moment> : never;
type Given = Bare<SessionInput>;

/** Feeds inputs one after the other; a number lets so many milliseconds pass, then ticks. */
function play(...inputs: readonly (Given | number)[]) {
  let state: SessionState = DISCONNECTED;
  let at = 0;
  let out: readonly SessionEffect[] = [];
  for (const input of inputs) {
    if (typeof input === "number") at += input;
    const given: Given = typeof input === "number" ? { kind: "tick" } : input;
    const step = sessionStep(
      state,
      { at, chance: 0, reset: null, ...given } as SessionInput,
      SESSION_SETTINGS,
    );
    state = step.state;
    out = step.out;
  }
  return { state, out, name: state.state };
}

const START: Given = { kind: "start" };
const OPENED: Given = { kind: "opened" };
const ACCOUNTS: Given = { kind: "accounts", problem: null };
const ID: Given = { kind: "nextValidId" };
const LIFE: Given = { kind: "life" };
const SYNCED: Given = { kind: "synchronised" };
const CLOSED: Given = { kind: "closed", why: "gone" };
const DOUBT: Given = { kind: "doubt", why: "?" };
const notice = (code: number): Given => ({ kind: "notice", code, text: "text" });
const SYNCHRONISING = [START, OPENED, ACCOUNTS, ID] as const;
const READY = [...SYNCHRONISING, SYNCED] as const;

describe("the session", () => {
  it.each<[string, readonly (Given | number)[], SessionState["state"], readonly SessionEffect[]]>([
    ["start opens", [START], "connecting", ["open"]],
    ["connected is not yet ready", [START, OPENED], "handshaking", []],
    ["an id alone is not enough", [START, OPENED, ID], "handshaking", []],
    ["accounts and id begin the comparison", SYNCHRONISING, "synchronising", ["synchronise"]],
    ["a clean comparison makes ready", READY, "ready", []],
    ["no connection in time", [START, 5_000], "backingOff", ["drop"]],
    ["no handshake in time", [START, OPENED, 15_000], "backingOff", ["drop"]],
    [
      "the wrong account is refused for good",
      [START, OPENED, { kind: "accounts", problem: "x" }],
      "refused",
      ["drop"],
    ],
    ["and not tried again", [START, OPENED, { kind: "accounts", problem: "x" }, 1e9], "refused", []],
    ["326 is refused", [START, OPENED, notice(326)], "refused", ["drop"]],
    ["326's close changes nothing", [START, OPENED, notice(326), CLOSED], "refused", []],
    ["326 is tried again later", [START, OPENED, notice(326), 30_000], "connecting", ["open"]],
    ["503 is refused for good", [START, notice(503), 1e9], "refused", []],
    ["502 backs off", [START, notice(502)], "backingOff", ["drop"]],
    ["504 backs off", [...READY, notice(504)], "backingOff", ["drop"]],
    ["1300 backs off", [...READY, notice(1300)], "backingOff", ["drop"]],
    ["a close backs off", [...READY, CLOSED], "backingOff", ["drop"]],
    [
      "a decoder that lost its place backs off",
      [...READY, { kind: "broken", why: "x" }],
      "backingOff",
      ["drop"],
    ],
    ["backing off ends in a new connection", [...READY, CLOSED, 500], "connecting", ["open"]],
    [
      "in a reset window it waits for its end",
      [...READY, { ...CLOSED, reset: "nightly" } as Given],
      "nightlyReset",
      ["drop"],
    ],
    [
      "and tries again slowly",
      [...READY, { ...CLOSED, reset: "nightly" } as Given, 59_000],
      "nightlyReset",
      [],
    ],
    [
      "until it is over",
      [...READY, { ...CLOSED, reset: "nightly" } as Given, 60_000],
      "connecting",
      ["open"],
    ],
    ["1100 takes ready away and asks nothing", [...READY, notice(1100)], "synchronising", []],
    ["2110 too", [...READY, notice(2110)], "synchronising", []],
    ["a comparison in the dark does not count", [...READY, notice(1100), SYNCED], "synchronising", []],
    ["1101 asks everything", [...READY, notice(1100), notice(1101)], "synchronising", ["synchronise"]],
    ["1102 asks everything", [...READY, notice(1100), notice(1102)], "synchronising", ["synchronise"]],
    ["1102 out of the blue asks too", [...READY, notice(1102)], "synchronising", ["synchronise"]],
    ["10197 is about data", [...READY, notice(10_197)], "ready", []],
    ["100 is doubt", [...READY, notice(100)], "synchronising", ["synchronise"]],
    ["doubt asks everything", [...READY, DOUBT], "synchronising", ["synchronise"]],
    [
      "doubt while asking asks again afterwards",
      [...SYNCHRONISING, DOUBT, SYNCED],
      "synchronising",
      ["synchronise"],
    ],
    [
      "a failed snapshot is asked again",
      [...SYNCHRONISING, { kind: "unsynchronised", why: "x" }, LIFE, 2_000],
      "synchronising",
      ["synchronise"],
    ],
    ["silence asks for life", [...READY, 2_000], "ready", ["probe"]],
    ["an answer is enough", [...READY, 2_000, LIFE, 1_999], "ready", []],
    ["no answer is half open", [...READY, 2_000, 2_000], "halfOpen", []],
    [
      "half open that lives is compared again",
      [...READY, 2_000, 2_000, LIFE],
      "synchronising",
      ["synchronise"],
    ],
    ["half open that does not is dropped", [...READY, 2_000, 2_000, 3_000], "backingOff", ["drop"]],
    ["stop lets go", [...READY, { kind: "stop" }], "disconnected", ["drop"]],
    [
      "late words after the stop do nothing",
      [...READY, { kind: "stop" }, ID, OPENED, SYNCED, 1e9],
      "disconnected",
      [],
    ],
  ])("%s", (_what, inputs, state, out) => {
    const played = play(...inputs);

    expect([played.name, played.out]).toEqual([state, out]);
  });

  it("waits longer each time, up to a limit, with jitter", () => {
    const waits = [1, 2, 3, 20].map((attempts) => {
      const failures = Array.from({ length: attempts }, () => [notice(502), 40_000]).flat();
      const { state } = play(START, ...failures.slice(0, -1));
      return state.state === "backingOff" ? state.until - state.since : null;
    });

    expect(waits).toEqual([250, 500, 1_000, 15_000]);
  });

  const anyGiven = fc.oneof(
    fc.constantFrom<Given>(START, OPENED, ACCOUNTS, ID, LIFE, SYNCED, CLOSED, DOUBT, { kind: "stop" }),
    fc.constantFrom(100, 326, 502, 504, 1100, 1101, 1102, 1300, 2104, 2110, 10_197).map(notice),
    fc.constantFrom<Given>({ kind: "unsynchronised", why: "x" }, { kind: "accounts", problem: "x" }),
    fc.integer({ min: 1, max: 40_000 }),
  );

  it("is never ready without a comparison since the last time it was not", () => {
    fc.assert(
      fc.property(fc.array(anyGiven, { maxLength: 40 }), (inputs) => {
        let compared = false;
        inputs.forEach((input, index) => {
          const { name } = play(...inputs.slice(0, index + 1));
          if (typeof input !== "number" && input.kind === "synchronised")
            compared = name === "ready" || compared;
          if (name !== "ready") compared = false;
          expect(name === "ready" && !compared).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("opens only when what was open is dropped", () => {
    fc.assert(
      fc.property(fc.array(anyGiven, { maxLength: 40 }), (inputs) => {
        let open = 0;
        inputs.forEach((_input, index) => {
          for (const effect of play(...inputs.slice(0, index + 1)).out) {
            if (effect === "open") open += 1;
            if (effect === "drop") open -= 1;
          }
          expect(open === 0 || open === 1).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });
});
