/** What an engine returns: its next state and what it says, in order. */
export interface Step<State, Out> {
  readonly state: State;
  readonly out: readonly Out[];
}

/** A fold over events that also emits events. No I/O, no clock, no chance. */
export type Engine<State, In, Out> = (state: State, input: In) => Step<State, Out>;

/** Feeds each input in turn and keeps everything that came out, in order. */
export function feed<State, In, Out>(
  engine: Engine<State, In, Out>,
  start: State,
  inputs: readonly In[],
): Step<State, Out> {
  const out: Out[] = [];
  let state = start;
  for (const input of inputs) {
    const step = engine(state, input);
    state = step.state;
    out.push(...step.out);
  }
  return { state, out };
}
