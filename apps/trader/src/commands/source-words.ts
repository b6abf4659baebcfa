/** The words of a command line that name a source. */
export interface SourceWords {
  readonly source: string;
  readonly date?: string | undefined;
  readonly zone?: string | undefined;
  readonly stamp?: string | undefined;
  readonly vixDaily?: string | undefined;
  readonly seed?: string | undefined;
  readonly market?: string | undefined;
  readonly key?: string | undefined;
  readonly gateway?: string | undefined;
  readonly optionsDataset?: string | undefined;
  readonly equitiesDataset?: string | undefined;
  readonly indexDataset?: string | undefined;
}
