import type { SchemaToken } from '../../../src/domain/kql/schema-tokens.ts';
import { unusedByAll } from '../../../src/procedures/unused-tokens.ts';

/** A database whose files use tokens, with those that are given to it: `own` for it, `shared` for all. */
function database(uses: string, { shared = '', own = '' }: { readonly shared?: string; readonly own?: string } = {}) {
  const given = (names: string, extra: Partial<SchemaToken>) =>
    names
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => [name, { name, value: 'x', kind: 'plain', ...extra } satisfies SchemaToken] as const);
  const lines = uses.split(' ').map((name) => `.create-merge table T$$${name}$$ (a: long)`);
  return {
    files: uses === '' ? [] : [{ path: 's.kql', text: `${lines.join('\n\n')}\n` }],
    tokens: new Map([...given(shared, { isShared: true }), ...given(own, {})]),
  };
}

const told = (name: string) => expect.stringContaining(`uses the token ${name}, `);

test('a token for all databases is warned of once, and only where none uses it', () => {
  const shared = 'days label unused';
  expect(unusedByAll([database('days', { shared }), database('label', { shared })])).toEqual([told('unused')]);
  expect(unusedByAll([database('days', { shared }), database('label unused', { shared })])).toEqual([]);
});

test('what is near to a token that is used is told', () => {
  const shared = 'dais';
  expect(unusedByAll([database('days', { shared }), database('', { shared })])).toEqual([
    expect.stringMatching(/ Did you mean days\?$/),
  ]);
});

test('a token of one database is told with it, and nothing is where there are no schema files', () => {
  expect(unusedByAll([database('a', { own: 'mine' }), database('a', { shared: 'mine' })])).toEqual([]);
  expect(unusedByAll([database('', { shared: 'x' }), database('', { shared: 'x' })])).toEqual([]);
});

test('a use without a value counts as one', () => {
  expect(unusedByAll([database('a b', { shared: 'a' }), database('a', { shared: 'a' })])).toEqual([]);
});
