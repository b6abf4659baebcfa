import { parse } from "node:querystring";
import type { IncomingMessage } from "node:http";
import type { SignedIn, Store } from "@smart0dte/storage/postgres";
import type { AllowedNames } from "../auth/allowed-names.ts";
import { SESSION_COOKIE } from "../auth/session-cookie.ts";
import { ROUTES } from "../contract/index.ts";
import type { ProblemCode } from "../problems/problem-table.ts";

export type Admission =
  | { readonly admitted: true; readonly signedIn: SignedIn }
  | { readonly admitted: false; readonly code: ProblemCode };

/** Who may open the socket: from the desk's own page, signed in, with a password of their own. */
export async function checkUpgrade(
  request: IncomingMessage,
  { names, sessions }: { readonly names: AllowedNames; readonly sessions: Store["sessions"] },
): Promise<Admission> {
  const { host, origin, cookie } = request.headers;
  if (request.url !== ROUTES.socket) return refuse("NOT_FOUND");
  if (!names.isHost(host)) return refuse("FOREIGN_HOST");
  if (origin === undefined || !names.isOrigin(origin)) return refuse("FOREIGN_ORIGIN");
  const token = parse(cookie ?? "", "; ")[SESSION_COOKIE];
  const signedIn = typeof token === "string" ? await sessions.find(token) : null;
  if (signedIn === null) return refuse("NOT_SIGNED_IN");
  return signedIn.user.mustChange ? refuse("PASSWORD_CHANGE_REQUIRED") : { admitted: true, signedIn };
}

const refuse = (code: ProblemCode): Admission => ({ admitted: false, code });
