/** What has come from other threads and was not worked off yet, in order, and somebody who waits for more. */
export class FeedInbox<Message> {
  #messages: Message[] = [];
  #head = 0;
  #wake: (() => void) | null = null;

  put(message: Message): void {
    this.#messages.push(message);
    this.wake();
  }

  /** The oldest, removed; null when nothing waits. */
  take(): Message | null {
    const next = this.#messages[this.#head];
    if (next === undefined) return null;
    this.#head += 1;
    if (this.#head === this.#messages.length) {
      this.#messages = [];
      this.#head = 0;
    }
    return next;
  }

  get isEmpty(): boolean {
    return this.#head === this.#messages.length;
  }

  /** Resolves when something comes, when woken, or after so many milliseconds of wall time. */
  async wait(ms: number): Promise<void> {
    if (!this.isEmpty) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  wake(): void {
    this.#wake?.();
  }
}
