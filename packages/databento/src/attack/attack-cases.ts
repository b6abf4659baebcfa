import { Chance } from "./chance.ts";
import { isPacked, soundContent } from "./frame-walk.ts";
import { judgePlain, judgeZstd, type Judged } from "./judgement.ts";
import { mutated, type Mutation, type Places } from "./mutation.ts";
import { expectationOf } from "./oracle.ts";
import { PLAIN_ROUTES, readBy, ZSTD_ROUTES, type Outcome } from "./outcome.ts";
import { countPlaces, edgesOf, frameEdgesOf } from "./structure-edges.ts";
import { asFrame, inFrames, repeated, withSendTimes, type Target } from "./target.ts";

/** One damaged stream, read in one way. */
export interface CaseResult {
  /** What was done to which stream and how it was read. */
  readonly what: string;
  readonly outcome: Outcome;
  readonly faults: readonly string[];
}

/** Damages the streams in ways that seed and number of the case decide alone, so that each can be repeated. */
export class AttackCases {
  readonly #arms: readonly Arm[];
  readonly #seed: number;

  constructor(targets: readonly Target[], seed: number) {
    if (targets.length === 0) throw new Error("There is nothing to attack");
    this.#arms = targets.flatMap(varied).map(armed);
    this.#seed = seed;
  }

  async run(number: number): Promise<CaseResult> {
    const chance = new Chance(Math.imul(this.#seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
    const arm = chance.one(this.#arms);
    const other = chance.one(this.#arms).bytes;
    const mutation = mutated(arm.bytes, arm.places, { chance, other });
    const way = arm.isZstd
      ? "compressed bytes damaged"
      : chance.below(4) === 0
        ? "damaged, then compressed"
        : "damaged";
    const bytes = way === "damaged, then compressed" ? asFrame(mutation.bytes) : mutation.bytes;
    const route = chance.one<Outcome["route"]>(way === "damaged" ? PLAIN_ROUTES : ZSTD_ROUTES);
    const outcome = await readBy(route, bytes, { fragment: arm.target.fragment, chance });
    // only an opened stream looks whether its bytes are compressed
    const isOpened = way !== "damaged, then compressed" && !route.startsWith("push");
    return {
      what: `${arm.target.name}, ${way}: ${mutation.what}; read by ${route}`,
      outcome,
      faults:
        route === "inflater" || (isOpened && isPacked(bytes))
          ? judgedZstd(outcome, arm, bytes)
          : judgePlain(outcome, judgedOf(mutation, arm.target)),
    };
  }
}

interface Arm {
  readonly target: Target;
  readonly isZstd: boolean;
  /** What is damaged: the plain bytes or the compressed ones. */
  readonly bytes: Uint8Array;
  readonly places: Places;
}

/** A stream as given and what else can be made of it. */
function varied(target: Target): readonly Target[] {
  const plain: Target = { ...target, bytes: target.plain, isZstd: false };
  const many = target.whole.records.length > 0 ? [repeated(plain, 12)] : [];
  return [
    plain,
    ...(target.isZstd ? [target] : []),
    ...many.map((long) => inFrames(long, 700)),
    ...(target.fragment === null ? many.map(withSendTimes) : []),
  ];
}

function armed(target: Target): Arm {
  const { isZstd, bytes, plain, whole } = target;
  const places = isZstd
    ? { edges: frameEdgesOf(bytes), counts: [], lengths: [] }
    : {
        edges: edgesOf(plain, whole),
        counts: whole.recordsAt > 0 ? countPlaces(plain, whole.recordsAt) : [],
        lengths: whole.records.map(({ at }) => at),
      };
  return { target, isZstd, bytes, places };
}

const judgedOf = ({ bytes, damagedAt }: Mutation, { fragment }: Target): Judged => ({
  bytes,
  damagedAt,
  expected: expectationOf(bytes, fragment),
});

function judgedZstd(outcome: Outcome, { target }: Arm, damaged: Uint8Array): readonly string[] {
  const { bytes, isAll } = soundContent(damaged);
  // where the damage came to lie in the content is not known
  const sound = { bytes, isAll, damagedAt: 0, expected: expectationOf(bytes, target.fragment) };
  return judgeZstd(outcome, sound, { expected: target.whole, bytes: target.plain });
}
