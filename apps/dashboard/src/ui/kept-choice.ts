/** A choice kept in this browser; one that cannot be read is its default, never coerced. */
export function keptChoice<Choice extends string>(
  key: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const text = stored(key);
  return choices.find((choice) => choice === text) ?? fallback;
}

/** Several of few; names that no longer exist are left out. */
export function keptChoices<Choice extends string>(
  key: string,
  choices: readonly Choice[],
  fallback: readonly Choice[],
): readonly Choice[] {
  const text = stored(key);
  if (text === null) return fallback;
  const names = text.split(",");
  return choices.filter((choice) => names.includes(choice));
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing still shows the choice until it closes
    document.documentElement.dataset["kept"] = "no";
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
