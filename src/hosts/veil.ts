import { createRedact, type Redact } from '../domain/redact.ts';

/** A redaction that learns secrets while the program runs. */
export interface Veil {
  readonly redact: Redact;
  hide(secrets: readonly string[]): void;
}

/** Starts with the shapes of secrets only. */
export function createVeil(): Veil {
  const known: string[] = [];
  let current = createRedact();
  return {
    redact: (text) => current(text),
    hide: (secrets) => {
      known.push(...secrets);
      current = createRedact(known);
    },
  };
}
