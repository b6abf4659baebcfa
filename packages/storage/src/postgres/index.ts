export { type Audit, type AuditEntry, type AuditRow, type AuditVerdict } from "./audit.ts";
export { type CommandClaim, type Commands } from "./commands.ts";
export {
  type Backlog,
  type DecisionBatch,
  type DecisionWriter,
  type WriterOptions,
} from "./decision-writer.ts";
export { type OpenHalt } from "./halts.ts";
export { type LastParameter } from "./parameters.ts";
export { type Run, type RunKey, type Runs } from "./runs.ts";
export { type SecondFactors } from "./second-factors.ts";
export { type SessionLimits, type Sessions, type SignedIn } from "./sessions.ts";
export { SESSION_LIMITS, openStore, type Store, type StoreOptions } from "./store.ts";
export { checkUserName, type User, type Users } from "./users.ts";
