/** Every way in which the gateway itself says no: its status and its title. A refusal of the desk is a reply, not a problem. */
export const PROBLEMS = {
  BAD_REQUEST: { status: 400, title: "Not understood" },
  NOT_SIGNED_IN: { status: 401, title: "Not signed in" },
  WRONG_SIGN_IN: { status: 401, title: "Wrong user or password" },
  ROLE: { status: 403, title: "Not for your role" },
  PASSWORD_CHANGE_REQUIRED: { status: 403, title: "Change the password first" },
  WRONG_PASSWORD: { status: 403, title: "Wrong password" },
  FOREIGN_ORIGIN: { status: 403, title: "Asked from another site" },
  NOT_FOUND: { status: 404, title: "Not there" },
  COMMAND_ID_TAKEN: { status: 409, title: "Command id already used" },
  NOT_HALTED: { status: 409, title: "Not halted" },
  CAUSES_CHANGED: { status: 409, title: "The causes have changed" },
  NOT_OFFERED: { status: 409, title: "Not offered" },
  TOKEN_EXPIRED: { status: 410, title: "Too late" },
  TOO_LARGE: { status: 413, title: "Too large" },
  NOT_JSON: { status: 415, title: "Not JSON" },
  FOREIGN_HOST: { status: 421, title: "Asked under another name" },
  SAME_PASSWORD: { status: 422, title: "Not a new password" },
  TOO_MANY_SIGN_INS: { status: 429, title: "Too many failed sign-ins" },
  TOO_MANY_REQUESTS: { status: 429, title: "Too many requests" },
  BUG: { status: 500, title: "A fault of the desk" },
  DESK_STARTING: { status: 503, title: "The desk is starting" },
  NO_ANSWER: { status: 504, title: "No answer" },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;
