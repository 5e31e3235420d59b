import { decodeString } from './literal.ts';
import { type SyntaxNode, walk } from './syntax.ts';

/** One `name=value` of a `with (…)`; a string is decoded, any other value is as written. */
export interface GivenProperty {
  readonly name: string;
  readonly value: string;
}

/** The words and signs before the query or the body of a command, neither of which has properties of the command. */
function headOf(command: SyntaxNode): readonly SyntaxNode[] {
  const leaves = [...walk(command)].filter(({ children, text }) => children.length === 0 && text !== '');
  const end = leaves.findIndex(({ text }) => text === '<|' || text === '{');
  return end < 0 ? leaves : leaves.slice(0, end);
}

function textOf(leaves: readonly SyntaxNode[], text: string): string {
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (leaves.every((leaf) => /^[hH]?@?["']|^(?:```|~~~)/.test(leaf.text)))
    return leaves.map((leaf) => decodeString(leaf.text)).join('');
  return text.slice(first.start, last.start + last.text.length);
}

/** What stands between the parenthesis at a position and the one that closes it, with the names that stand directly in it. */
function insideOf(leaves: readonly SyntaxNode[], open: number): { inner: readonly SyntaxNode[]; names: number[] } {
  const names: number[] = [];
  let depth = 0;
  for (let index = open; index < leaves.length; index++) {
    const { text } = leaves[index] as SyntaxNode;
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 0) return { inner: leaves.slice(0, index), names };
    if (depth === 1 && leaves[index + 1]?.text === '=') names.push(index);
  }
  return { inner: leaves, names };
}

/**
 * The properties of a command in order, read from its words, because the grammar has labels for those of some commands only. A name that is
 * given twice is there twice.
 */
export function givenProperties(command: SyntaxNode, text: string): GivenProperty[] {
  const leaves = headOf(command);
  return leaves.flatMap((leaf, index) => {
    if (leaf.text.toLowerCase() !== 'with' || leaves[index + 1]?.text !== '(') return [];
    const { inner, names } = insideOf(leaves, index + 1);
    return names.map((at, order) => {
      const value = textOf(inner.slice(at + 2, names[order + 1]), text);
      return { name: (leaves[at] as SyntaxNode).text, value };
    });
  });
}
