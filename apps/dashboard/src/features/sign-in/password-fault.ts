export interface PasswordEntry {
  readonly current: string;
  readonly next: string;
  readonly repeat: string;
}

export interface PasswordFault {
  readonly field: keyof PasswordEntry;
  readonly sentence: string;
}

const SHORTEST = 12;

/** The first thing wrong with the entry; null when it may be sent. */
export function passwordFault({ current, next, repeat }: PasswordEntry): PasswordFault | null {
  if (current === "") return { field: "current", sentence: "Enter the password you signed in with." };
  if (next.length < SHORTEST)
    return {
      field: "next",
      sentence: `The new password needs ${SHORTEST} characters; it has ${next.length}.`,
    };
  if (next === current)
    return { field: "next", sentence: "The new password must differ from the current one." };
  return next === repeat ? null : { field: "repeat", sentence: "The two entries differ." };
}
