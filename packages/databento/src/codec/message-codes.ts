/** The code of a version 1 error, which has its text only; 255 if the text is not one of the known. */
export function errorCodeOf(text: string): number {
  if (text === "User or API key deactivated") return 2;
  if (text === "User has reached their open connection limit") return 3;
  if (text.startsWith("Failed to resolve symbol")) return 4;
  if (text === "Internal error") return 6;
  return text.startsWith("Slow client detected for ") ? 7 : 255;
}

/** The code of a version 1 system message, which has its text only; 255 if the text is not one of the known. */
export function systemCodeOf(text: string): number {
  if (text === "Heartbeat") return 0;
  if (text.startsWith("End of interval for ")) return 4;
  if (text.startsWith("Subscription request ") && text.endsWith(" succeeded")) return 1;
  if (text.startsWith("Warning: slow reading")) return 2;
  return text.startsWith("Finished ") && text.endsWith(" replay") ? 3 : 255;
}
