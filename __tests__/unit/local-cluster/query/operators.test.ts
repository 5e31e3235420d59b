import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { type Cell, openSample, type Sample, sampleCatalog } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

type Case = readonly [query: string, rows: Cell[][]];
const day = '2020-01-01T00:00:00.0000000Z';

const cases: Readonly<Record<string, readonly Case[]>> = {
  where: [
    ['T | where i > 1 | project i', [[3]]],
    ['T | where i != 1 | project i', [[null], [3]]],
    ['Empty | where i > 1 | project i', []],
    ['T | where f | project i', [[1]]],
  ],
  extend: [
    ['T | extend i = i + 1 | project i', [[2], [null], [4]]],
    [
      'T | extend x = I + i | project x, I',
      [
        [101, 100],
        [null, null],
        [303, 300],
      ],
    ],
    ['Empty | extend x = 1 | project x', []],
    ['print x=1 | extend y=x+1, z=3, x=x*10', [[10, 2, 3]]],
    ["T | where i == 1 | extend iff(i > 0, 'y', 'n') | project Column1", [['y']]],
  ],
  project: [
    [
      'T | project b, n=i',
      [
        ['foo', 1],
        ['', null],
        ['Bar baz', 3],
      ],
    ],
    ['T | where i == 1 | project I, i', [[100, 1]]],
    ['Empty | project b', []],
    ['T | where i == 1 | project d.x[0].r, d["k"]', [['5', '"v"']]],
  ],
  'project-away': [
    ['T | project i, b | project-away i', [['foo'], [''], ['Bar baz']]],
    ['T | where isnull(i) | project i, l, b | project-away b', [[null, null]]],
    ['Empty | project i, b | project-away b', []],
  ],
  'project-keep': [
    [
      'T | project-keep i, b',
      [
        [1, 'foo'],
        [null, ''],
        [3, 'Bar baz'],
      ],
    ],
    ['T | where isnull(i) | project-keep b, i', [[null, '']]],
    ['Empty | project-keep i', []],
  ],
  'project-rename': [
    [
      'T | project i, b | project-rename z=b',
      [
        [1, 'foo'],
        [null, ''],
        [3, 'Bar baz'],
      ],
    ],
    ['T | project i, b | project-rename z=i | where isnull(z)', [[null, '']]],
    ['Empty | project i | project-rename z=i', []],
  ],
  'project-reorder': [
    [
      'T | project i, b | project-reorder b',
      [
        ['foo', 1],
        ['', null],
        ['Bar baz', 3],
      ],
    ],
    ['T | where isnull(i) | project i, l, b | project-reorder b, l', [['', null, null]]],
    ['Empty | project i, b | project-reorder b', []],
  ],
  summarize: [
    [
      'T | summarize n=count(), sum(l) by f | sort by f asc',
      [
        [null, 1, 0],
        [false, 1, 30],
        [true, 1, 10],
      ],
    ],
    ['Empty | summarize count(), sum(l), max(b), min(t), make_list(i)', [[0, 0, '', null, '[]']]],
    ['Empty | summarize count() by b', []],
    ['T | summarize by f | sort by f asc', [[null], [false], [true]]],
    [
      'T | summarize n=count() by bin(t, 1d) | sort by n',
      [
        [day, 2],
        [null, 1],
      ],
    ],
    ['T | summarize (x, y)=arg_max(i, b), z=sum(l) / count()', [[3, 'Bar baz', 13]]],
    ['T | project i, b | summarize arg_max(i, *)', [[3, 'Bar baz']]],
  ],
  distinct: [
    ['T | distinct f | sort by f asc', [[null], [false], [true]]],
    ['union T, T | distinct i, b | count', [[3]]],
    ['Empty | distinct b', []],
    ['T | project i, b | distinct * | count', [[3]]],
  ],
  count: [
    ['T | count', [[3]]],
    ['T | where isnull(i) | count', [[1]]],
    ['Empty | count', [[0]]],
  ],
  take: [
    ['T | sort by i | take 1 | project i', [[3]]],
    ['T | limit 0 | project i', []],
    ['Empty | take 5 | project i', []],
    ['T | sort by i asc | take 1 | project i', [[null]]],
  ],
  sort: [
    ['T | sort by i | project i', [[3], [1], [null]]],
    ['T | order by i asc | project i', [[null], [1], [3]]],
    ['T | sort by i desc nulls first | project i', [[null], [3], [1]]],
    ['T | sort by m | project m', [['10'], ['1.5'], [null]]],
    ['T | sort by b asc, i | project b', [[''], ['Bar baz'], ['foo']]],
    ['Empty | sort by i | project i', []],
  ],
  top: [
    ['T | top 1 by i | project i', [[3]]],
    ['T | top 2 by i asc | project i', [[null], [1]]],
    ['Empty | top 1 by i | project i', []],
  ],
  union: [
    ['union T, T | count', [[6]]],
    ['T | union Empty | count', [[3]]],
    [
      'union (T | project i), (T | project b) | where isnotnull(i)',
      [
        [1, ''],
        [3, ''],
      ],
    ],
    [
      "union (print a=1), (print a='x')",
      [
        [1, ''],
        [null, 'x'],
      ],
    ],
    ['union kind=inner (T | project i, b), (Empty | project b) | where b == "foo"', [['foo']]],
    ['T | union withsource=S T | summarize count() by S', [['T', 6]]],
    [
      'union withsource=S T, (print i=int(7)) | summarize count() by S | sort by S',
      [
        ['union_arg1', 1],
        ['T', 3],
      ],
    ],
  ],
  join: [
    [
      'T | join kind=inner (T | project i, z=b) on i | project i, z | sort by i',
      [
        [3, 'Bar baz'],
        [1, 'foo'],
        [null, ''],
      ],
    ],
    [
      'datatable(k:int)[1, 1, 2] | join (datatable(k:int)[1, 1]) on k',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['datatable(k:int)[1, 1, 2] | join kind=inner (datatable(k:int)[1, 1]) on k | count', [[4]]],
    [
      "datatable(a:int)[1, 2] | join kind=leftouter (datatable(b:int, z:string)[1, 'x']) on $left.a == $right.b | sort by a asc",
      [
        [1, 1, 'x'],
        [2, null, ''],
      ],
    ],
    ["datatable(a:int)[1] | join kind=rightouter (datatable(a:int, z:string)[9, 'x']) on a", [[null, 9, 'x']]],
    [
      "datatable(a:int)[1] | join kind=fullouter (datatable(a:int, z:string)[9, 'x']) on a | sort by a asc",
      [
        [null, 9, 'x'],
        [1, null, ''],
      ],
    ],
    ['T | join kind=leftanti (T | where i == 1) on i | project i | sort by i', [[3], [null]]],
    ['T | join kind=leftsemi (T | where isnull(i)) on i | project i', [[null]]],
    ['T | join kind=inner Empty on i | count', [[0]]],
    ['T | join kind=leftanti Empty on i | count', [[3]]],
  ],
  lookup: [
    [
      "datatable(a:int)[1, 2] | lookup (datatable(a:int, z:string)[1, 'x']) on a | sort by a asc",
      [
        [1, 'x'],
        [2, ''],
      ],
    ],
    ["datatable(a:int)[1, 2] | lookup kind=inner (datatable(a:int, z:string)[1, 'x']) on a", [[1, 'x']]],
    ['T | lookup (T | project i, z=b) on i | where isnull(i) | project z', [['']]],
    ['T | lookup (Empty | project i, z=l) on i | summarize count() by z', [[null, 3]]],
  ],
  let: [
    ['let n = 1; T | where i > n | project i', [[3]]],
    ['let Z = T | where isnull(i); Z | count', [[1]]],
    ['let f = (x:long) { T | where i > x }; f(1) | project i', [[3]]],
    ['let g = (x:long) { x + 1 }; T | extend q = g(i) | project q', [[2], [null], [4]]],
    ['let Z = Empty; union Z, Z | count', [[0]]],
    ['let x = 5; let f = (y:long) { x + y }; let g = (x:long) { f(x) }; print g(1)', [[6]]],
    ['let f = (a:long) { let g = (b:long) { a * 10 + b }; g(a + 1) }; print f(1)', [[12]]],
    ['let f = (X:(i:int)) { X | count }; f(T)', [[3]]],
  ],
  set: [
    ["set query_datascope='all'; T | count", [[3]]],
    ['set notruncation; Empty | count', [[0]]],
    ['set notruncation; T | where isnull(i) | count', [[1]]],
  ],
  datatable: [
    [
      "datatable(x:int, ['y z']:string)[1, 'a', int(null), 'b']",
      [
        [1, 'a'],
        [null, 'b'],
      ],
    ],
    ['datatable(x:int, y:string)[]', []],
    ['datatable(a:long, A:long)[1, 2] | project A, a', [[2, 1]]],
  ],
  print: [
    ['print a=1, "x"', [[1, 'x']]],
    ['print int(null), ""', [[null, '']]],
    ['print toscalar(T | count), toscalar(Empty | project b), toscalar(Empty | project i)', [[3, '', null]]],
  ],
  range: [
    ['range x from 1 to 5 step 2', [[1], [3], [5]]],
    ['range x from 5 to 1 step 1', []],
    ['range t from datetime(2020-01-01) to datetime(2020-01-02) step 1d', [[day], ['2020-01-02T00:00:00.0000000Z']]],
  ],
  getschema: [
    [
      'T | project i, b | getschema',
      [
        ['i', 0, 'System.Int32', 'int'],
        ['b', 1, 'System.String', 'string'],
      ],
    ],
    ['Empty | project m | getschema | project ColumnType', [['decimal']]],
    ['print x=dynamic(null) | getschema | project ColumnName, DataType', [['x', 'System.Object']]],
  ],
  'mv-expand': [
    ['T | where i == 3 | mv-expand d | project d', [['1'], ['2'], ['3']]],
    ['T | where i == 3 | mv-expand x=d to typeof(long) | project x', [[1], [2], [3]]],
    ['T | where isnull(i) | mv-expand d | project d', [[null]]],
    ['T | where i == 1 | mv-expand d | project tostring(d)', [['{"x":[{"r":5}]}'], ['{"k":"v"}']]],
    [
      'print a=dynamic([1, 2]), b=dynamic(["x"]) | mv-expand a, b',
      [
        ['1', '"x"'],
        ['2', null],
      ],
    ],
    ['print a=dynamic([]) | mv-expand a', []],
  ],
  'stored function': [
    ['Above(1) | project i', [[3]]],
    ['Everything() | count', [[3]]],
    ['print Label(), Label(7), Label(7, "r"), Label(y="n")', [['q6', 'q8', 'r8', 'n6']]],
    ['let T = Empty; Above(1) | count', [[1]]],
  ],
  'another way to name a table': [
    ['table("T") | count', [[3]]],
    ['database("db").T | where isnull(i) | count', [[1]]],
    ["['Empty'] | count", [[0]]],
  ],
};

const table = Object.entries(cases).flatMap(([name, list]) =>
  list.map(([query, rows]) => [name, query, rows] as const),
);

test.each(table)('%s: %s', async (_name, query, rows) => {
  expect(await sample.answer(query)).toEqual(rows);
});

test('query parameters take the given value, then the default', async () => {
  const query = 'declare query_parameters(x:long = 3, y:string); print x, y';
  expect(await sample.answer(query, { y: 'u' })).toEqual([[3, 'u']]);
  expect(await sample.answer(query, { x: 'long(4)', y: "'v'" })).toEqual([[4, 'v']]);
  expect(await sample.answer(query, { y: 'f(x)' })).toEqual([[3, 'f(x)']]);
  await expect(sample.answer(query, { x: 'one', y: '' })).rejects.toThrow('one is not a whole number');
  await expect(sample.answer(query)).rejects.toThrow('y has no value');
});

test('options and columns of a query are reported', () => {
  const { options, columns } = translateQuery(
    "set a_b='all'; set c; T | summarize count(), max(i) by b",
    sampleCatalog,
  );
  expect(options).toEqual({ a_b: 'all', c: 'true' });
  expect(columns).toEqual([
    { name: 'b', type: 'string' },
    { name: 'count_', type: 'long' },
    { name: 'max_i', type: 'int' },
  ]);
});
