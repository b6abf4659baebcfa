/** An element read back from a drawing. */
export interface ReadElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (ReadElement | string)[];
}

/** Reads well-formed XML of elements, attributes and text, and throws on anything else: no entity or quote is guessed. */
export function readXml(source: string): ReadElement {
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "").trimEnd();
  const open: { tag: string; attributes: Record<string, string>; children: (ReadElement | string)[] }[] = [];
  let place = 0;
  while (place < body.length) {
    const [token] = /^(?:<[^<>]*>|[^<>]+)/.exec(body.slice(place)) ?? [];
    if (token === undefined) throw new Error(`no token at ${place}: ${body.slice(place, place + 40)}`);
    place += token.length;
    if (!token.startsWith("<")) {
      const parent = open.at(-1);
      if (parent === undefined) throw new Error(`text outside of the root: ${token}`);
      parent.children.push(plainText(token));
      continue;
    }
    const closing = /^<\/([\w-]+)>$/.exec(token);
    if (closing === null) open.push(elementOf(token));
    if (closing === null && !token.endsWith("/>")) continue;
    const done = open.pop();
    if (done === undefined || (closing !== null && done.tag !== closing[1]))
      throw new Error(`unmatched ${token}`);
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(done);
    else if (place === body.length) return done;
    else throw new Error("more than one root");
  }
  throw new Error("the root is not closed");
}

function elementOf(token: string) {
  const [whole, tag = "", written = ""] = /^<([\w-]+)((?:\s[\w:-]+="[^"]*")*)\/?>$/.exec(token) ?? [];
  if (whole === undefined) throw new Error(`no element: ${token}`);
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of written.matchAll(/\s([\w:-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} twice in ${token}`);
    attributes[name] = plainText(value);
  }
  return { tag, attributes, children: [] };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plainText(written: string): string {
  for (const character of written) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 && !"\t\n\r".includes(character)) throw new Error(`control character ${code}`);
  }
  return written.replaceAll(/&([^;&]*;?)/g, (_, name: string) => {
    const plain = ENTITIES[name.replace(/;$/, "")];
    if (plain === undefined || !name.endsWith(";")) throw new Error(`no entity: &${name}`);
    return plain;
  });
}

/** All elements of a tag, in the order of the drawing. */
export function elementsOf(root: ReadElement, tag: string): readonly ReadElement[] {
  const below = root.children.flatMap((child) => (typeof child === "string" ? [] : elementsOf(child, tag)));
  return root.tag === tag ? [root, ...below] : below;
}

/** What is written in an element and below it. */
export const wordsOf = (node: ReadElement | string): string =>
  typeof node === "string" ? node : node.children.map(wordsOf).join("");
