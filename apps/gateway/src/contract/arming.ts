import { z } from "zod";
import { At } from "./value.ts";

/** Whether openings may go to a live account; never kept in a browser. */
export const ArmingFrame = z.object({
  state: z.enum(["notNeeded", "disarmed", "armed"]),
  since: At.nullable(),
  /** Of an armed one. */
  by: z.string().nullable(),
  account: z.string().nullable(),
  until: At.nullable(),
  /** When it is disarmed unless somebody acts. */
  idleAt: At.nullable(),
  /** Why it is disarmed, a sentence. */
  why: z.string().nullable(),
});
export type ArmingFrame = z.infer<typeof ArmingFrame>;
