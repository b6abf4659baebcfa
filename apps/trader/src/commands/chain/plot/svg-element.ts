import { InvariantError } from "@smart0dte/domain";

/** A node of a drawing: plain values, so that tests read them without a parser. */
export interface SvgElement {
  readonly tag: string;
  readonly attributes: SvgAttributes;
  readonly children: readonly SvgNode[];
}
/** Text of a node is a string. */
export type SvgNode = SvgElement | string;
/** Numbers are written to a hundredth of a pixel; one that is not finite is a bug and throws. */
export type SvgAttributes = Readonly<Record<string, string | number>>;

export const svg = (tag: string, attributes: SvgAttributes, ...children: readonly SvgNode[]): SvgElement => ({
  tag,
  attributes,
  children,
});

/** A group of nodes that share attributes. */
export const group = (attributes: SvgAttributes, children: readonly SvgNode[]): SvgElement =>
  svg("g", attributes, ...children);

/** The drawing as well-formed XML: whatever a text or an attribute holds, it stays text. */
export function writeSvg(node: SvgNode): string {
  if (typeof node === "string") return escapeXml(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) =>
    attributeText(node.tag, name, value),
  );
  const open = `<${node.tag}${attributes.join("")}`;
  if (node.children.length === 0) return `${open}/>`;
  return `${open}>${node.children.map(writeSvg).join("")}</${node.tag}>`;
}

function attributeText(tag: string, name: string, value: string | number): string {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new InvariantError("A drawing has a place that is no number", { tag, name, value: String(value) });
  const text = typeof value === "number" ? pixels(value) : value;
  return ` ${name}="${escapeXml(text)}"`;
}

/** A hundredth of a pixel is finer than any screen, and keeps files small. */
export const pixels = (value: number): string => String(Number(value.toFixed(2)) + 0);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Characters that XML 1.0 does not allow even escaped become the replacement character. */
const escapeXml = (text: string): string =>
  Array.from(text, (character) =>
    isAllowed(character) ? (ENTITIES[character] ?? character) : "\uFFFD",
  ).join("");

function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
