/** One member of an object, with its value as text and where that begins. */
export interface JsonMember {
  readonly name: string;
  /** The value as it is written. */
  readonly json: string;
  /** The value as text: of a string what it says, of null nothing, of all others as it is written. */
  readonly text: string | null;
  readonly offset: number;
}

export interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

/** A place where the text is not what JSON wants there. */
class Fault extends Error {
  readonly fault: JsonFault;
  constructor(offset: number, expected: string) {
    super(expected);
    this.fault = { offset, expected };
  }
}

const blank = /[ \t\r\n]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The members of one object, each value as it is written: a JavaScript number would lose digits. A fault where the text is no object, or something follows
 * it. Source: https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJsonObject(text: string): readonly JsonMember[] | JsonFault {
  try {
    const { members, end } = readMembers(text, skip(text, blank, 0));
    const after = skip(text, blank, end);
    if (after < text.length) throw new Fault(after, 'the end of the object');
    return members;
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    throw error;
  }
}

function readMembers(text: string, start: number): { readonly members: readonly JsonMember[]; readonly end: number } {
  const members: JsonMember[] = [];
  const end = eachItem(text, start, '{}', (at) => {
    const nameEnd = readString(text, at, 'a name in double quotes');
    const colon = expect(text, skip(text, blank, nameEnd), ':');
    const offset = skip(text, blank, colon);
    const valueEnd = readValue(text, offset);
    const json = text.slice(offset, valueEnd);
    members.push({ name: String(JSON.parse(text.slice(at, nameEnd))), json, text: textOf(json), offset });
    return valueEnd;
  });
  return { members, end };
}

function textOf(json: string): string | null {
  if (json === 'null') return null;
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

/** The place after the value. */
function readValue(text: string, start: number): number {
  switch (text[start]) {
    case '{':
      return readMembers(text, start).end;
    case '[':
      return eachItem(text, start, '[]', (at) => readValue(text, at));
    case '"':
      return readString(text, start, 'a string');
    default:
      return take(text, scalar, start, 'a value');
  }
}

function readString(text: string, start: number, expected: string): number {
  if (text[start] !== '"') throw new Fault(start, expected);
  for (let at = start + 1; at < text.length; ) {
    const char = text[at] ?? '';
    if (char === '"') return at + 1;
    if (char < ' ') throw new Fault(at, 'no line breaks or control characters in a string');
    at = char === '\\' ? take(text, escaped, at, 'an escape that JSON has') : at + 1;
  }
  throw new Fault(start, 'a string that ends');
}

/** Items between brackets with commas between; the place after the closing one. */
function eachItem(text: string, start: number, brackets: string, read: (at: number) => number): number {
  const [open = '', close = ''] = brackets;
  let at = skip(text, blank, expect(text, start, open));
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, blank, read(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at, `a comma or ${close}`);
    at = skip(text, blank, at + 1);
  }
}

function expect(text: string, at: number, what: string): number {
  if (text[at] !== what) throw new Fault(at, what);
  return at + 1;
}

function take(text: string, what: RegExp, at: number, expected: string): number {
  const end = skip(text, what, at);
  if (end === at) throw new Fault(at, expected);
  return end;
}

function skip(text: string, what: RegExp, at: number): number {
  what.lastIndex = at;
  return what.test(text) ? what.lastIndex : at;
}
