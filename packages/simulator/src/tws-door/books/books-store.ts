/** Where a broker's books lie while nobody holds them. */
export interface BooksStore {
  /** What a person calls it: a file's path. */
  readonly name: string;
  /** Null where nothing was written yet. */
  read(): string | null;
  /** Replaces all of it; it outlasts a power cut when this returns. */
  write(text: string): void;
  /** Moves what is there out of the way under a name with this label; nothing is lost. */
  setAside(label: string): void;
}
