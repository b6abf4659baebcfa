import type { CommandReply, Problem } from "@smart0dte/gateway/contract";

/** A refused command in the form of a problem, so that one note shows both. */
export const problemOf = ({ code, sentence }: CommandReply): Problem => ({
  type: "about:blank",
  title: "Refused",
  status: 409,
  detail: sentence ?? "The desk refused this without a reason.",
  code: code ?? "REFUSED",
  requestId: "",
});
