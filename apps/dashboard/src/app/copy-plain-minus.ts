import { asCopied } from "../ui/format/number-format.ts";

/** What leaves the page by copying carries an ASCII minus. */
export function copyPlainMinus(page: Document): void {
  page.addEventListener("copy", (event) => {
    const text = page.getSelection()?.toString() ?? "";
    const plain = asCopied(text);
    if (plain === text || event.clipboardData === null) return;
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
  });
}
