import { basename } from 'node:path';
import { isNode, nodesOf, readSources, type SourceFile, type SyntaxNode } from '../../rules/source-tree.ts';

/** A test as it is written: its title, and every text inside it and inside the hooks of its file. */
export interface WrittenTest {
  readonly title: RegExp;
  readonly texts: readonly string[];
}

const nameOf = (node: unknown): string =>
  isNode(node) && node.type === 'Identifier' && typeof node.value === 'string' ? node.value : '';

/** `test(…)` and `test.each(…)(…)` both start with `test`. */
function callee(node: SyntaxNode): string {
  if (node.type === 'CallExpression' && isNode(node.callee)) return callee(node.callee);
  return isNode(node.object) ? nameOf(node.object) : nameOf(node);
}

function titleOf({ arguments: given }: SyntaxNode): string | undefined {
  const [first] = Array.isArray(given) ? given : [];
  const value = first?.expression?.type === 'StringLiteral' ? first.expression.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) yield* textsOf(child);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a test speaks of something by its name. */
export function speaksOf({ texts }: WrittenTest, name: string): boolean {
  const word = new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`);
  return texts.some((text) => word.test(text));
}

/** All tests of a file; a title that is nothing but a value is no name. */
export function testsIn(file: SourceFile): readonly WrittenTest[] {
  const calls = nodesOf(file).filter(({ type }) => type === 'CallExpression');
  const hooks = calls.filter((call) => /^before(All|Each)$/.test(callee(call))).flatMap((call) => [...textsOf(call)]);
  return calls.flatMap((call) => {
    const title = callee(call) === 'test' ? titleOf(call) : undefined;
    if (title === undefined || title === '%s') return [];
    return [
      {
        title: new RegExp(`^(?:.+ )?${escaped(title).replaceAll('%s', '.+')}$`, 's'),
        texts: [...hooks, ...textsOf(call)],
      },
    ];
  });
}

const files = new Map(
  readSources(['__tests__/contract/local-cluster']).map((file) => [basename(file.path, '.test.ts'), file]),
);

/** The tests that `file: name` may mean. */
export function testsNamed(witness: string): readonly WrittenTest[] {
  const [, name = '', title = ''] = /^([^:]+): (.*)$/s.exec(witness) ?? [];
  const file = files.get(name);
  return file === undefined ? [] : testsIn(file).filter((test) => test.title.test(title));
}
