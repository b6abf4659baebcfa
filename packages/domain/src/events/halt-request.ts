/** A halt that somebody asked for outside the desk: it holds for every mode until a person resumes there. */
export interface HaltRequest {
  readonly id: string;
  /** Wall time, milliseconds since 1970: the desk may not have been running. */
  readonly askedAtMs: number;
  readonly by: string;
  readonly reason: string;
  readonly flatten: boolean;
}
