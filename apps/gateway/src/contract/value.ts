import { z } from "zod";

export const How = z.enum(["quoted", "traded", "derived", "modelled", "estimated", "broker"]);
export const Src = z.enum(["live", "recorded", "simulated"]);
/** Microseconds of desk time since 1970 UTC. */
export const At = z.number().int();
/** Money and prices cross the wire as decimal text with four places, "1.2500": JSON numbers are floats in every client. */
export const Usd = z.string().regex(/^-?\d+\.\d{4}$/);

/** A value with when it was true and how it was made. `v: null` says why. */
export const valueOf = <Schema extends z.ZodType>(v: Schema) =>
  z.object({ v: v.nullable(), at: At.nullable(), how: How, src: Src, why: z.string().optional() });

export const Num = valueOf(z.number());
export const Price = valueOf(Usd);
export type How = z.infer<typeof How>;
export type Src = z.infer<typeof Src>;
export type Num = z.infer<typeof Num>;
export type Price = z.infer<typeof Price>;

/** RFC 9457, with the desk's stable code and the request's id. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;
