/** Fields as written in a test: apart by white space, `_` is a blank field, `~` a space, MAX the unset double. */
export function specFields(...parts: readonly string[]): readonly string[] {
  return parts
    .join(" ")
    .trim()
    .split(/\s+/)
    .map((token) => {
      if (token === "_") return "";
      if (token === "MAX") return "1.7976931348623157E308";
      return token.replaceAll("~", " ");
    });
}

/** The parts of a frame which a version has. */
export function since(version: number, first: number, part: string): string {
  return version >= first ? part : "";
}

export function before(version: number, first: number, part: string): string {
  return version < first ? part : "";
}
