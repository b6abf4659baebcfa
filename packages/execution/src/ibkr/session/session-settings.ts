/** How long the session waits for what; all in milliseconds of a clock that never goes back. */
export interface SessionSettings {
  readonly connectMs: number;
  readonly handshakeMs: number;
  /** Silence after which life is asked for. */
  readonly beatEveryMs: number;
  /** How long the answer may take before the connection counts as half open. */
  readonly beatDeadlineMs: number;
  /** How long a half-open connection may still prove that it lives. */
  readonly halfOpenMs: number;
  readonly firstBackoffMs: number;
  readonly lastBackoffMs: number;
  /** Between attempts while the client id is taken. */
  readonly refusedRetryMs: number;
  /** Between attempts while the broker resets its servers. */
  readonly resetRetryMs: number;
  /** Between snapshots when one could not be taken whole. */
  readonly syncRetryMs: number;
}

export const SESSION_SETTINGS: SessionSettings = {
  connectMs: 5_000,
  handshakeMs: 15_000,
  beatEveryMs: 2_000,
  beatDeadlineMs: 2_000,
  halfOpenMs: 3_000,
  firstBackoffMs: 500,
  lastBackoffMs: 30_000,
  refusedRetryMs: 30_000,
  resetRetryMs: 60_000,
  syncRetryMs: 2_000,
};
