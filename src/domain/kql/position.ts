import type { SourcePosition } from '../problem.ts';

/** Turns offsets of one file's text into lines and columns. `\n` and `\r\n` end lines. */
export class PositionIndex {
  readonly #file: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.#file = file;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  }

  at(offset: number): SourcePosition {
    const line = this.#lineOf(offset);
    return { file: this.#file, line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Text that stands in a statement in place of what the file has. */
export interface Replacement {
  /** In the text of the statement. */
  readonly start: number;
  readonly length: number;
  /** What the file has there. */
  readonly original: string;
  readonly isSecret?: true;
}

/** A text with the place in a file at which it begins. */
export interface PlacedText {
  readonly text: string;
  readonly at: SourcePosition;
  /** In their order; absent for a text that stands in the file as it is. */
  readonly replaced?: readonly Replacement[];
}

/** The place in the file of an offset in the text; of one inside of replaced text that where it begins. */
export function positionIn({ text, at, replaced = [] }: PlacedText, offset: number): SourcePosition {
  const { file, line, column = 1 } = at;
  const before = originalUpTo(text, offset, replaced).split('\n');
  const last = before.at(-1)?.length ?? 0;
  return { file, line: line + before.length - 1, column: before.length === 1 ? column + last : last + 1 };
}

function originalUpTo(text: string, offset: number, replaced: readonly Replacement[]): string {
  let original = '';
  let end = 0;
  for (const one of replaced) {
    if (one.start >= offset) break;
    original += text.slice(end, one.start);
    end = one.start + one.length;
    if (offset < end) return original;
    original += one.original;
  }
  return original + text.slice(end, offset);
}

/** The text with what the file has in place of secrets: the same whatever they are, and nothing tells them. */
export function withoutSecrets({ text, replaced = [] }: Pick<PlacedText, 'text' | 'replaced'>): string {
  return replaced
    .filter(({ isSecret }) => isSecret)
    .reduceRight(
      (rest, { start, length, original }) => rest.slice(0, start) + original + rest.slice(start + length),
      text,
    );
}
