import { z } from "zod";
import { Role } from "./socket.ts";
import { At, Usd } from "./value.ts";

/** Made by the browser once per act and reused by every retry, so that a double click is one command. */
export const CommandId = z.string().regex(/^[0-9a-zA-Z-]{8,64}$/);

export const SignIn = z.object({ user: z.string().min(1).max(64), password: z.string().min(1).max(200) });
export const Me = z.object({ name: z.string(), role: Role, mustChangePassword: z.boolean() });
export type Me = z.infer<typeof Me>;
export const ChangePassword = z.object({ current: z.string().max(200), next: z.string().min(12).max(200) });

export const Halt = z.object({ commandId: CommandId, flatten: z.boolean(), reason: z.string().max(200) });
/** Step one of resuming: the causes as they stand now and a token for step two, valid for 60 s. */
export const PrepareResume = z.object({ reason: z.string().min(3).max(200) });
export const ResumePrepared = z.object({
  token: z.string(),
  causes: z.array(z.object({ kind: z.string(), sentence: z.string() })),
});
export type ResumePrepared = z.infer<typeof ResumePrepared>;
export const Resume = z.object({ commandId: CommandId, token: z.string() });
export const AcceptPlan = z.object({
  commandId: CommandId,
  quantity: z.number().int().positive().nullable(),
  /** Worst package price, debit positive; left out, the plan's. */
  limit: Usd.optional(),
});
export const ClosePosition = z.object({
  commandId: CommandId,
  limit: Usd.nullable(),
  /** Packages; left out, all of them. */
  quantity: z.number().int().positive().optional(),
});
export const AcceptHolding = z.object({
  commandId: CommandId,
  contract: z.string().min(1).max(64),
  /** Both counts as the screen showed them. */
  desk: z.number(),
  broker: z.number(),
});
export const CancelOrder = z.object({ commandId: CommandId });
export const ReplaceOrder = z.object({ commandId: CommandId, limit: Usd });
export const SetParameters = z.object({
  commandId: CommandId,
  reason: z.string().max(200),
  changes: z
    .array(
      z.object({
        name: z.string(),
        value: z.union([z.number(), z.string()]),
        /** What the person saw when staging; refused STALE_EDIT when it has changed meanwhile. */
        from: z.union([z.number(), z.string()]),
      }),
    )
    .min(1)
    .max(32),
});
/** The account as the person saw it; password and code are typed for this one act. */
export const Arm = z.object({
  commandId: CommandId,
  account: z.string().min(1).max(32),
  password: z.string().min(1).max(200),
  code: z.string().min(1).max(16),
});
export const Disarm = z.object({ commandId: CommandId });
export const StayArmed = z.object({ commandId: CommandId });
export const SetSpeed = z.object({ speed: z.number().min(0.1).max(3600) });

/** `done` means journalled and carried out; `refused` carries the code and its numbers. */
export const CommandReply = z.object({
  commandId: z.string(),
  outcome: z.enum(["done", "refused"]),
  code: z.string().nullable(),
  sentence: z.string().nullable(),
  at: At.nullable(),
});
export type CommandReply = z.infer<typeof CommandReply>;

/** All that the sign-in page may know; `signedIn` is about the asking browser's own session. */
export const Status = z.object({
  word: z.enum(["SIMULATED", "REPLAY", "PAPER", "LIVE"]),
  build: z.string(),
  signedIn: z.boolean(),
});
export type Status = z.infer<typeof Status>;

/** Speed and simulator control: carried out at this input of the desk. */
export const DeskDone = z.object({ seq: z.number().int(), at: At });
export type DeskDone = z.infer<typeof DeskDone>;

/** Newest first; `before` of the query is the smallest `seq` already seen. */
export const AuditPage = z.object({
  rows: z.array(
    z.object({
      writer: z.string(),
      seq: z.number().int(),
      /** Milliseconds of wall time since 1970 UTC. */
      atMs: z.number(),
      actor: z.string(),
      act: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type AuditPage = z.infer<typeof AuditPage>;

/** All routes. The browser and the gateway take paths from here only. */
export const ROUTES = {
  signIn: "/api/sign-in",
  signOut: "/api/sign-out",
  me: "/api/me",
  password: "/api/password",
  status: "/api/status",
  halt: "/api/halt",
  prepareResume: "/api/resume/prepare",
  resume: "/api/resume",
  acceptPlan: "/api/plans/:id/accept",
  closePosition: "/api/positions/:id/close",
  cancelOrder: "/api/orders/:id/cancel",
  arm: "/api/arm",
  disarm: "/api/disarm",
  stayArmed: "/api/arm/stay",
  acceptHolding: "/api/holdings/accept",
  replaceOrder: "/api/orders/:id/replace",
  parameters: "/api/parameters",
  orders: "/api/orders",
  positions: "/api/positions",
  signals: "/api/signals",
  proposals: "/api/proposals",
  fills: "/api/fills",
  audit: "/api/audit",
  ladder: "/api/ladder",
  package: "/api/package",
  speed: "/api/speed",
  sim: "/api/sim",
  socket: "/ws",
} as const;
