import { replaceTokens, type SchemaTokens } from '../../../../src/domain/kql/schema-tokens.ts';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const tokens: SchemaTokens = new Map([
  ['env', { name: 'env', value: 'prod', kind: 'plain' }],
  ['T', { name: 'T', value: 'Prices', kind: 'plain' }],
]);

test.each([
  ['[a $$x$$ b]', '[a $$x$$ b]'],
  ['[##NAME##,<b>]', '[##NAME##,<b>]'],
  ['[a <| $$x$$]', '[a <| $$x$$]'],
  ['[$$env$$]', '[$$env$$]'],
  ['with (format="$$env$$")\n[$$env$$]', 'with (format="prod")\n[$$env$$]'],
  ['<| [$$x$$]', '<| [$$x$$]'],
  ['<|\n$$env$$,<T>', '<|\n$$env$$,<T>'],
])('tokens are not looked for in the rows of %s', (rows, expected) => {
  const { statements } = splitScript({ path: 'f.kql', text: `.ingest inline into table ['a'].['$$T$$'] ${rows}` });
  const made = statements.map((one) => replaceTokens(one, readStatement(one.text), tokens));
  expect(made.map(({ problems, statement }) => [problems, statement.text])).toEqual([
    [[], `.ingest inline into table ['a'].['Prices'] ${expected}`],
  ]);
});

test('what stands before the rows still has to be one command', () => {
  const text = '.ingest inline into table $$T$$ [$$x$$]';
  const [one] = splitScript({ path: 'f.kql', text }).statements;
  if (one === undefined) throw new Error('no command');
  const broken = new Map([['T', { name: 'T', value: 'P (', kind: 'plain' } as const]]);
  expect(replaceTokens(one, readStatement(text), broken).problems.map(({ summary }) => summary)).toEqual([
    'f.kql: with the values of its tokens this is not one command any more.',
  ]);
});
