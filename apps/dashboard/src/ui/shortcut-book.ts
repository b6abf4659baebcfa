/** A single key that does something harmless on the page in view. None sends an order. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly words: string;
  readonly act: (key: string) => void;
}

/** What a key press says of itself; a `KeyboardEvent` does. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** The single keys of the page in view: each part of it brings its own and takes them away with it. */
export class ShortcutBook {
  readonly #known = new Set<Shortcut>();

  add(shortcut: Shortcut): () => void {
    this.#known.add(shortcut);
    return () => {
      this.#known.delete(shortcut);
    };
  }

  list(): readonly Shortcut[] {
    return [...this.#known];
  }

  /** Acts on a bare key that somebody here knows; says whether one did. A held key acts once. */
  press(press: KeyPress): boolean {
    if (press.ctrlKey || press.metaKey || press.altKey || press.repeat || press.isComposing) return false;
    const known = [...this.#known].findLast(({ keys }) => keys.includes(press.key));
    known?.act(press.key);
    return known !== undefined;
  }
}
