import type { FastifyReply, FastifyRequest } from "fastify";

export const SESSION_COOKIE = "smart0dte_session";

/** Seen by the browser's network layer alone, and only for requests that this site itself makes. */
const ATTRIBUTES = { path: "/", httpOnly: true, sameSite: "strict" } as const;

export function setSessionCookie(reply: FastifyReply, token: string): void {
  void reply.setCookie(SESSION_COOKIE, token, ATTRIBUTES);
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, ATTRIBUTES);
}

export const tokenOf = (request: FastifyRequest): string | null => request.cookies[SESSION_COOKIE] ?? null;
