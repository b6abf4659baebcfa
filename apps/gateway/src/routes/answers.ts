import type { z } from "zod";
import { Problem } from "../contract/index.ts";

/** The replies of a route: its own, and a problem for everything else. */
export const answers = <Schema extends z.ZodType>(schema: Schema) => ({
  200: schema,
  "4xx": Problem,
  "5xx": Problem,
});
