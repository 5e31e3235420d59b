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

/** Where an offset of a text lies in the file, when the text begins at a place of it. */
export function positionWithin(
  text: string,
  { file, line, column = 1 }: SourcePosition,
  offset: number,
): SourcePosition {
  const before = text.slice(0, offset).split('\n');
  const last = before.at(-1)?.length ?? 0;
  return { file, line: line + before.length - 1, column: before.length === 1 ? column + last : last + 1 };
}
