/** Milliseconds that never go back. */
export type Monotonic = () => number;

interface Failures {
  readonly count: number;
  readonly since: number;
}

export interface SignInLimits {
  /** Failures of one user from one address within the window. */
  readonly perUser: number;
  /** Failures of all users from one address within the window. */
  readonly perAddress: number;
  readonly windowMs: number;
}

export const SIGN_IN_LIMITS: SignInLimits = { perUser: 5, perAddress: 30, windowMs: 60_000 };
const AT_MOST = 10_000;

/** Counts failed sign-ins; too many close the door for the rest of the window, for a right password too. */
export class SignInLimiter {
  readonly #limits: SignInLimits;
  readonly #now: Monotonic;
  readonly #failures = new Map<string, Failures>();

  constructor(limits: SignInLimits, now: Monotonic) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Milliseconds to wait; 0 when a try is allowed. */
  waitMs(address: string, user: string): number {
    const { perUser, perAddress } = this.#limits;
    return Math.max(
      this.#closedFor(userKey(address, user), perUser),
      this.#closedFor(addressKey(address), perAddress),
    );
  }

  get perUser(): number {
    return this.#limits.perUser;
  }

  /** Failures of the user within the window. */
  failures(address: string, user: string): number {
    return this.#current(userKey(address, user))?.count ?? 0;
  }

  failed(address: string, user: string): void {
    for (const key of [userKey(address, user), addressKey(address)]) {
      const before = this.#current(key);
      this.#failures.set(key, { count: (before?.count ?? 0) + 1, since: before?.since ?? this.#now() });
    }
    if (this.#failures.size > AT_MOST) this.#sweep();
  }

  /** Forgets the user's failures and takes back the one that was counted for this try. */
  succeeded(address: string, user: string): void {
    this.#failures.delete(userKey(address, user));
    const key = addressKey(address);
    const all = this.#current(key);
    if (all !== undefined) this.#failures.set(key, { ...all, count: all.count - 1 });
  }

  #closedFor(key: string, limit: number): number {
    const failures = this.#current(key);
    if (failures === undefined || failures.count < limit) return 0;
    return failures.since + this.#limits.windowMs - this.#now();
  }

  #current(key: string): Failures | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined || this.#now() < failures.since + this.#limits.windowMs) return failures;
    this.#failures.delete(key);
    return undefined;
  }

  #sweep(): void {
    for (const key of [...this.#failures.keys()]) this.#current(key);
  }
}

const userKey = (address: string, user: string): string => `${address}/${user}`;
const addressKey = (address: string): string => address;
