import type { Mark, Picture } from "./picture.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Brings a drawing to the screen: elements that are there are kept, and only attributes that differ are set. */
export function paintPicture(svg: SVGSVGElement, { marks, words }: Picture): void {
  set(svg, "aria-label", words);
  marks.forEach((mark, place) => {
    const there = svg.children[place];
    if (there?.tagName === mark.tag) refresh(there, mark);
    else if (there === undefined) svg.append(made(mark));
    else there.replaceWith(made(mark));
  });
  while (svg.children.length > marks.length) svg.lastElementChild?.remove();
}

function made(mark: Mark): Element {
  const element = document.createElementNS(SVG, mark.tag);
  refresh(element, mark);
  return element;
}

function refresh(element: Element, { at, text }: Mark): void {
  for (const { name } of [...element.attributes]) if (!Object.hasOwn(at, name)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(at)) set(element, name, String(value));
  if (text !== undefined && element.textContent !== text) element.textContent = text;
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
