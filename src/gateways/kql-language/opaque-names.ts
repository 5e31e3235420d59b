/** Names of functions and views that the parser is not let into, and why. */
export type OpaqueNames = ReadonlyMap<string, string>;

interface Named {
  readonly name: string;
  readonly text: string;
}

/**
 * In characters. The parser's work grows with the square of some texts: a `case` of 15 kB takes 2 s, of 37 kB 12 s, of 75 kB a minute; most others take 50 ms for each kB.
 */
const longest = 30_000;

/** Why a text is left out for its length; undefined for one that is not. */
export function tooLong(text: string): string | undefined {
  if (text.length <= longest) return undefined;
  return `it has ${text.length} characters, and beyond ${longest} the parser may take minutes`;
}

/** Those that are too long or known already, and all that name one of them, in however many steps. */
export function opaqueNames(all: readonly Named[], known: OpaqueNames = new Map()): OpaqueNames {
  const opaque = new Map(known);
  const add = (why: (text: string) => string | undefined): void => {
    for (const { name, text } of all) {
      const reason = opaque.has(name) ? undefined : why(text);
      if (reason !== undefined) opaque.set(name, reason);
    }
  };
  add(tooLong);
  for (let before = -1; before < opaque.size; ) {
    before = opaque.size;
    add((text) => namesOpaque(text, opaque));
  }
  return opaque;
}

/** Why a text cannot be looked at for what it names; undefined where it names none of these. */
export function namesOpaque(text: string, opaque: OpaqueNames): string | undefined {
  for (const [name, why] of opaque) if (holdsName(text, name)) return `it names ${name}, and of that: ${why}`;
  return undefined;
}

function holdsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
    if (!isOfName(text[at - 1]) && !isOfName(text[at + name.length])) return true;
  return false;
}

function isOfName(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
