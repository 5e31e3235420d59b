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
  /** The grammar's name of a command that was known, and of the answer's columns, `Name:type, …`, where no operators follow it. */
  readonly kind?: string;
  readonly columns?: string;
  /** The commands of a script that succeeded. */
  readonly commands?: readonly string[];
}

/** Every request with its answer's status, one JSON line each. A connection that was dropped has the status 0. */
export class Journal {
  readonly #paths: readonly string[];

  /** Writes the same into each of these files. */
  constructor(...paths: readonly string[]) {
    this.#paths = paths;
  }

  write(entry: JournalEntry): void {
    const { commands } = entry;
    const masked = { text: maskSecrets(entry.text), ...(commands && { commands: commands.map(maskSecrets) }) };
    const line = `${JSON.stringify({ ...entry, ...masked })}\n`;
    for (const path of this.#paths) appendFileSync(path, line);
  }
}
