export {
  decodeStrictly,
  type StrictOptions,
  type StrictRecord,
  type StrictStream,
} from "./strict-decoder.ts";
export { StrictFault } from "./strict-fault.ts";
export type { StrictMetadata } from "./strict-metadata.ts";
export { framesContent, framesOf, plainOf, soundContent, type ZstdFrame } from "./frame-walk.ts";
export { runAttack, type AttackFault, type AttackJob, type AttackReport } from "./attack-run.ts";
