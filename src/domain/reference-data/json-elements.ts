/** A part of a JSON text, and where it begins, both 1-based. */
export interface JsonPart {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export type JsonElement =
  | ({ readonly kind: 'element' } & JsonPart)
  | { readonly kind: 'fault'; readonly line: number; readonly column: number; readonly expected: string };

/**
 * Cuts an array into its elements while it is read. Elements are cut by their brackets and quotes only, so that whoever reads one judges it. A fault ends it.
 */
export async function* elementsOfArray(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  const cutter = createCutter();
  for await (const chunk of chunks) {
    for (const element of cutter.feed(chunk)) {
      yield element;
      if (element.kind === 'fault') return;
    }
  }
  yield* cutter.end();
}

/** Each line that is not blank. */
export async function* elementsOfLines(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  let [rest, line] = ['', 0];
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield { kind: 'element', text, line, column: 1 };
    }
  }
  if (rest.trim() !== '') yield { kind: 'element', text: rest, line: line + 1, column: 1 };
}

/** `before` the array, where its `first` element or ] may come, where one is `wanted`, `inside` of one, or `after` the array. */
type State = 'before' | 'first' | 'wanted' | 'inside' | 'after';

interface Cutter {
  readonly feed: (chunk: string) => Generator<JsonElement>;
  readonly end: () => Generator<JsonElement>;
}

/** Follows brackets and strings from the beginning of an element on. */
interface Nesting {
  /** Whether the element ends before this character. */
  readonly endsAt: (char: string) => boolean;
}

function createNesting(): Nesting {
  let depth = 0;
  let text: 'none' | 'open' | 'escaped' = 'none';
  const afterInText = (char: string): typeof text => {
    if (text === 'escaped') return 'open';
    if (char === '"') return 'none';
    return char === '\\' ? 'escaped' : 'open';
  };
  return {
    endsAt(char) {
      if (text !== 'none') {
        text = afterInText(char);
        return false;
      }
      if (depth === 0 && (char === ',' || char === ']')) return true;
      if (char === '"') text = 'open';
      depth += depthOf.get(char) ?? 0;
      return false;
    },
  };
}

const depthOf: ReadonlyMap<string, number> = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
]);

/** The state after a character outside of elements, or what was expected there. */
function stateAfter(state: Exclude<State, 'inside'>, char: string): State | { readonly expected: string } {
  if (state === 'before')
    return char === '[' ? 'first' : { expected: '[, since a json file holds one array of objects' };
  if (state === 'after') return { expected: 'the end of the file' };
  if (char === ']') return state === 'first' ? 'after' : { expected: 'an object after the comma' };
  return char === ',' ? { expected: 'an object' } : 'inside';
}

function createCutter(): Cutter {
  let state: State = 'before';
  let [line, column] = [1, 1];
  let nesting = createNesting();
  let kept = '';
  let began = { line, column };

  const fault = (expected: string): JsonElement => ({ kind: 'fault', line, column, expected });
  const element = (): JsonElement => ({ kind: 'element', text: kept.trimEnd(), ...began });
  const move = (char: string): void => {
    if (char === '\n') [line, column] = [line + 1, 0];
    column += 1;
  };
  /** What a character outside of elements ends. */
  const enter = (char: string, from: Exclude<State, 'inside'>): JsonElement | undefined => {
    if (/\s/.test(char)) return undefined;
    const next = stateAfter(from, char);
    if (typeof next !== 'string') return fault(next.expected);
    state = next;
    if (next !== 'inside') return undefined;
    [nesting, began, kept] = [createNesting(), { line, column }, ''];
    nesting.endsAt(char);
    return undefined;
  };
  /** The element, which lies before this character. */
  const leave = (char: string): JsonElement => {
    state = char === ',' ? 'wanted' : 'after';
    return element();
  };

  return {
    *feed(chunk) {
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const char = chunk[at] ?? '';
        let found: JsonElement | undefined;
        if (state !== 'inside') {
          from = at;
          found = enter(char, state);
        } else if (nesting.endsAt(char)) {
          kept += chunk.slice(from, at);
          found = leave(char);
        }
        move(char);
        if (found !== undefined) yield found;
      }
      if (state === 'inside') kept += chunk.slice(from);
    },
    *end() {
      if (state === 'inside') yield element();
      if (state !== 'after') yield fault(state === 'before' ? '[' : 'a ] at the end of the array');
    },
  };
}
