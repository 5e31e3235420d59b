import type { QueryCatalog } from '../../../../local-cluster/query/contract.ts';
import { withoutIds } from '../../../../local-cluster/query/parser/without-ids.ts';
import { inspectQuery, parseCommand, parseQuery } from '../../../../local-cluster/query/parser.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { catalogOf, tableOf } from './sample.ts';

/** Of a client that names its tables by chance. */
function catalogWith(id: string): QueryCatalog {
  const tables = [
    tableOf(`raw_${id}_0`, [{ name: `c_${id}`, type: 'int' }]),
    tableOf('T', [{ name: 'a', type: 'int' }]),
  ];
  return { ...catalogOf(tables), functions: [{ name: 'F', parameters: '(n:long)', body: '{ T | where a > n }' }] };
}

const ids = ['3f03895f', 'aaaaaaaa', '12345678', 'f0f0f001', 'f0f0f002'];
/** No id, which nothing stands for. */
const plain = 'zzzzzzzz';

test.each([
  'raw_ID_0',
  "['raw_ID_0'] | where c_ID > 1 | project x=c_ID, y=strcat('raw_ID_0', c_ID)",
  'table("raw_ID_0") | summarize max(c_ID) by c_ID',
  'union (raw_ID_0), (T) | where c_ID == a',
  'raw_ID_0 | join kind=inner (F(3)) on $left.c_ID == $right.a | extend z="raw_ID_1"',
  'raw_ID_0 | where cursor_before_or_at("638000000000000004") and c_ID > 0x1234567f',
  'raw_ID_0 | where missing_ID > 1',
  'raw_ID_1 | count',
])('%j is translated with every id as with a plain name', (form) => {
  const answer = (id: string): string => {
    const text = form.replaceAll('ID', id);
    const { root, problem } = inspectQuery(text, catalogWith(id));
    const { message = '' } = problem ?? {};
    const { sql, columns } = problem === undefined ? translateQuery(text, catalogWith(id)) : { sql: '', columns: [] };
    return JSON.stringify({ root, message, sql, columns }).replaceAll(id, plain);
  };
  for (const id of ids) expect(answer(id)).toBe(answer(plain));
});

test('a command keeps its names, and tells what does not exist by its name', () => {
  for (const id of [...ids, plain]) {
    const text = `.alter-merge table ['raw_${id}_1'] policy merge "{\\"tag\\":\\"kr${id}f0000000a001\\"}"`;
    const { kind, argument, diagnostics } = parseCommand(text, catalogWith(id));
    expect([kind, argument('TableName')]).toEqual(['AlterMergeTablePolicyMerge', `raw_${id}_1`]);
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining(`raw_${id}_1`)]);
  }
});

test('texts that differ by their ids only become one text over one catalog', () => {
  const [first, second] = ['3f03895f', 'aaaaaaaa'].map((id) =>
    withoutIds(`raw_${id}_0 | where c_${id} > 0`, catalogWith(id)),
  );
  expect(first?.text).toBe(second?.text);
  expect(first?.catalog.tables).toEqual(second?.catalog.tables);
  expect(first?.text).not.toContain('3f03895f');
});

test('two ids of one text stay two, and equal ones equal', () => {
  const { text } = withoutIds('x_11111111 | union x_22222222, y_11111111', catalogWith('11111111'));
  const [a, b, c] = text.match(/f0f0f\d{3}/g) ?? [];
  expect(a).toBe(c);
  expect(a).not.toBe(b);
});

test('where a name is like what would stand for an id, all is left as it is', () => {
  const catalog = catalogWith('f0f0f001');
  expect(withoutIds('raw_3f03895f_0 | count', catalog).text).toBe('raw_3f03895f_0 | count');
  expect(inspectQuery('raw_3f03895f_0 | count', catalog).problem?.message).toContain("'raw_3f03895f_0'");
});

test('a function that names an id leaves all as it is', () => {
  const catalog = {
    ...catalogWith('3f03895f'),
    functions: [{ name: 'G', parameters: '()', body: '{ raw_3f03895f_0 }' }],
  };
  expect(withoutIds('G() | union raw_3f03895f_0', catalog).text).toBe('G() | union raw_3f03895f_0');
  expect(parseQuery('G() | union raw_3f03895f_0', catalog).text).toBe('G() | union raw_3f03895f_0');
});
