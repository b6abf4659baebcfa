import type { CommandId, DisarmReason, OutsideInput } from "@smart0dte/domain";
import type { DeskRun } from "../sequencer/desk-run.ts";

/** The desk's own act, in the journal as a person's would be, so that a replay repeats it. */
export const disarming = ({ seq, pipeline }: DeskRun, why: DisarmReason): OutsideInput => ({
  kind: "command",
  command: {
    id: `disarm-${why}-${pipeline.start.run}-${seq}` as CommandId,
    by: { user: "desk", role: "admin" },
    act: { kind: "disarm", why },
  },
});
