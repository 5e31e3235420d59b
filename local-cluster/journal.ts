import { appendFileSync } from 'node:fs';

const hiddenLiterals = /\bh(@?)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/gi;
const signatures = /([?&;](?:sig|token|sharedkey)=)[^&"'\s;)\]]*/gi;

/** A text without its secrets: hidden literals as the service shows them, and signatures wherever they stand. */
export function maskSecrets(text: string): string {
  return text
    .replaceAll(hiddenLiterals, (_literal, verbatim, quoted) => `h${verbatim}${quoted[0]}***${quoted[0]}`)
    .replaceAll(signatures, '$1***');
}

export interface JournalEntry {
  readonly time: string;
  readonly endpoint: string;
  readonly database: string;
  readonly text: string;
  readonly clientRequestId: string;
  readonly status: number;
  readonly durationMs: number;
}

/** Every request with its answer's status, one JSON line each. A connection that was dropped has the status 0. */
export class Journal {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  write(entry: JournalEntry): void {
    appendFileSync(this.#path, `${JSON.stringify({ ...entry, text: maskSecrets(entry.text) })}\n`);
  }
}
