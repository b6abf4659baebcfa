/** Why and when a desk ends: somebody stops it, or something breaks. The first thing that broke is what is told. */
export class DeskEnding {
  readonly #controller = new AbortController();
  #failure: { readonly error: unknown } | null = null;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True from the moment on at which nothing new may begin. */
  hasBegun(): boolean {
    return this.signal.aborted;
  }

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Ends the desk with the error; returns whether it is the first. */
  fail(error: unknown): boolean {
    const isFirst = this.#failure === null;
    this.#failure ??= { error };
    this.#controller.abort();
    return isFirst;
  }

  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Resolves once the desk ends. */
  async ended(): Promise<void> {
    if (this.hasBegun()) return;
    await new Promise<void>((resolve) => {
      this.signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
}
