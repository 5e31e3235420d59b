import type { QueryCases } from './case.ts';

const day = '2020-01-01T00:00:00.0000000Z';

/** Tabular operators and statements, by the word they are written with. */
export const operatorCases: QueryCases = {
  where: [
    ['T | where isnull(i) | project i', [[null]], { null: 0 }],
    ['T | where i > 1 | project i', [[3]]],
    ['T | where i != 1 | project i', [[null], [3]]],
    ['Empty | where i > 1 | project i', [], { empty: 0 }],
    ['T | where f | project i', [[1]]],
    ['T | where * has "baz" | project i', [[3]]],
    ['T | where * startswith "aaaa" | project i', [[1]]],
    ['T | where * contains "nothing" | count', [[0]]],
  ],
  extend: [
    ['T | where isnull(i) | extend x = i + 1 | project x', [[null]], { null: 0 }],
    ['T | extend i = i + 1 | project i', [[2], [null], [4]]],
    [
      'T | extend x = I + i | project x, I',
      [
        [101, 100],
        [null, null],
        [303, 300],
      ],
    ],
    ['Empty | extend x = 1 | project x', [], { empty: 0 }],
    ['print x=1 | extend y=x+1, z=3, x=x*10', [[10, 2, 3]]],
    ["T | where i == 1 | extend iff(i > 0, 'y', 'n') | project Column1", [['y']]],
  ],
  project: [
    ['T | where isnull(i) | project i, b, x=f', [[null, '', null]], { null: 0 }],
    [
      'T | project b, n=i',
      [
        ['foo', 1],
        ['', null],
        ['Bar baz', 3],
      ],
    ],
    ['T | where i == 1 | project I, i', [[100, 1]]],
    ['Empty | project b', [], { empty: 0 }],
    ['T | where i == 1 | project d.x[0].r, d["k"]', [['5', '"v"']]],
  ],
  'project-away': [
    ['T | project i, b | project-away i', [['foo'], [''], ['Bar baz']], { null: 0 }],
    ['T | where isnull(i) | project i, l, b | project-away b', [[null, null]]],
    ['Empty | project i, b | project-away b', [], { empty: 0 }],
  ],
  'project-keep': [
    [
      'T | project-keep i, b',
      [
        [1, 'foo'],
        [null, ''],
        [3, 'Bar baz'],
      ],
      { null: 0 },
    ],
    ['T | where isnull(i) | project-keep b, i', [[null, '']]],
    ['Empty | project-keep i', [], { empty: 0 }],
  ],
  'project-rename': [
    [
      'T | project i, b | project-rename z=b',
      [
        [1, 'foo'],
        [null, ''],
        [3, 'Bar baz'],
      ],
      { null: 0 },
    ],
    ['T | project i, b | project-rename z=i | where isnull(z)', [[null, '']]],
    ['Empty | project i | project-rename z=i', [], { empty: 0 }],
  ],
  'project-reorder': [
    [
      'T | project i, b | project-reorder b',
      [
        ['foo', 1],
        ['', null],
        ['Bar baz', 3],
      ],
      { null: 0 },
    ],
    ['T | where isnull(i) | project i, l, b | project-reorder b, l', [['', null, null]]],
    ['Empty | project i, b | project-reorder b', [], { empty: 0 }],
  ],
  summarize: [
    ['T | where isnull(i) | summarize sum(l), max(l) by f', [[null, 0, null]], { null: 0 }],
    [
      'T | summarize n=count(), sum(l) by f | sort by f asc',
      [
        [null, 1, 0],
        [false, 1, 30],
        [true, 1, 10],
      ],
    ],
    ['Empty | summarize count(), sum(l), max(b), min(t), make_list(i)', [[0, 0, '', null, '[]']], { empty: 0 }],
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
    ['T | where isnull(i) | distinct f, b', [[null, '']], { null: 0 }],
    ['T | distinct f | sort by f asc', [[null], [false], [true]]],
    ['union T, T | distinct i, b | count', [[3]]],
    ['Empty | distinct b', [], { empty: 0 }],
    ['T | project i, b | distinct * | count', [[3]]],
  ],
  count: [
    ['T | count', [[3]], { null: 0 }],
    ['T | where isnull(i) | count', [[1]]],
    ['Empty | count', [[0]], { empty: 0 }],
  ],
  take: [
    ['T | take 0', []],
    ['T | where isnull(i) | take 5 | project i', [[null]], { null: 0 }],
    ['T | sort by i | take 1 | project i', [[3]]],
    ['T | limit 0 | project i', []],
    ['Empty | take 5 | project i', [], { empty: 0 }],
    ['T | sort by i asc | take 1 | project i', [[null]]],
  ],
  sort: [
    ['T | sort by i | project i', [[3], [1], [null]], { null: 0 }],
    ['T | order by i asc | project i', [[null], [1], [3]]],
    ['T | sort by i desc nulls first | project i', [[null], [3], [1]]],
    ['T | sort by m | project m', [['10'], ['1.5'], [null]]],
    ['T | sort by b asc, i | project b', [[''], ['Bar baz'], ['foo']]],
    ['Empty | sort by i | project i', [], { empty: 0 }],
  ],
  top: [
    ['T | top 1 by i desc nulls first | project i', [[null]], { null: 0 }],
    ['T | top 1 by i | project i', [[3]]],
    ['T | top 2 by i asc | project i', [[null], [1]]],
    ['Empty | top 1 by i | project i', [], { empty: 0 }],
  ],
  union: [
    ['union T, T | count', [[6]], { null: 0 }],
    ['T | union Empty | count', [[3]], { empty: 1 }],
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
    [
      'union (print x=1), (print x_long=3)',
      [
        [1, null],
        [null, 3],
      ],
    ],
    [
      'union (datatable(x:long, x_long:long)[1, 10]), (datatable(x:int)[2]) | project x_long1, x_int, x_long',
      [
        [1, null, 10],
        [null, 2, null],
      ],
    ],
    [
      'let View_1 = view () { print x=1 }; let View_2 = view () { print x=toint(2) }; let View_3 = view () { print x_long=3 }; union withsource=S View_1, View_2, View_3',
      [
        ['View_1', 1, null, null],
        ['View_2', null, 2, null],
        ['View_3', null, null, 3],
      ],
    ],
    [
      "union (datatable(x:long, x_string:string)[1, 'b']), (datatable(x:string)['a']) | project x_long, x_string, x_string1",
      [
        [1, 'b', ''],
        [null, '', 'a'],
      ],
    ],
    ['union isfuzzy=true T, Nope | count', [[3]]],
    ['union kind=outer T*, Em* | count', [[3]]],
    ['let w1 = view () { print x=1 }; let w2 = view () { print x=2 }; union w* | sort by x asc', [[1], [2]]],
    [
      'let v = view () { print x=1 }; union withsource=S v, (print x=2) | sort by x asc',
      [
        ['v', 1],
        ['union_arg1', 2],
      ],
    ],
    ['union * | where v == 1 | project v', [[1]]],
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
      { null: 0 },
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
    ['T | join kind=rightsemi (T | where i == 3 | project i, b) on i', [[3, 'Bar baz']]],
    ['Empty | join kind=rightanti (T | project i, b) on i | where isnull(i)', [[null, '']], { empty: 0 }],
    ['T | join kind=leftantisemi (T | where i == 1) on i | project i | sort by i', [[3], [null]]],
    ['T | join kind=rightantisemi (T | project z=i) on $left.i == $right.z | count', [[0]]],
    ['T | join kind=inner (T | project i, b, z=1) on i, b | count', [[3]]],
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
    ['T | lookup (T | project i, z=b) on i | where isnull(i) | project z', [['']], { null: 0 }],
    ['T | lookup (Empty | project i, z=l) on i | summarize count() by z', [[null, 3]], { empty: 1 }],
  ],
  let: [
    ['let n = 1; T | where i > n | project i', [[3]]],
    ['let Z = T | where isnull(i); Z | count', [[1]], { null: 0 }],
    ['let f = (x:long) { T | where i > x }; f(1) | project i', [[3]]],
    ['let g = (x:long) { x + 1 }; T | extend q = g(i) | project q', [[2], [null], [4]]],
    ['let Z = Empty; union Z, Z | count', [[0]], { empty: 0 }],
    ['let x = 5; let f = (y:long) { x + y }; let g = (x:long) { f(x) }; print g(1)', [[6]]],
    ['let f = (a:long) { let g = (b:long) { a * 10 + b }; g(a + 1) }; print f(1)', [[12]]],
    ['let f = (X:(i:int)) { X | count }; f(T)', [[3]]],
  ],
  'declare query_parameters': [
    ['declare query_parameters(x:long = 3); print x', [[3]]],
    ["declare query_parameters(x:string = ''); print x", [['']], { empty: 0 }],
    ['declare query_parameters(x:datetime = datetime(null)); print x', [[null]], { null: 0 }],
  ],
  set: [
    ['set query_take_max_records=2; T | count', [[3]]],
    ['set query_take_max_records=1; union Empty, T | project i', [[1]]],
    ['set query_take_max_records=1; T | where isnull(i) or i == 3 | project i', [[null]]],
    ['set query_take_max_records=2; range a from 5 to 9 step 1', [[5], [6]]],
    ['set query_now=datetime(2020-01-02 03:04:05); print now()', [['2020-01-02T03:04:05.0000000Z']]],
    ['set query_now=datetime(2020-01-02); let f = () { now(1d) }; print f()', [['2020-01-03T00:00:00.0000000Z']]],
  ],
  datatable: [
    [
      "datatable(x:int, ['y z']:string)[1, 'a', int(null), 'b']",
      [
        [1, 'a'],
        [null, 'b'],
      ],
      { null: 2 },
    ],
    ['datatable(x:int, y:string)[]', []],
    ['datatable(a:long, A:long)[1, 2] | project A, a', [[2, 1]]],
    ["datatable(x:int, y:string)[1, '']", [[1, '']], { empty: 1 }],
  ],
  print: [
    ['print a=1, "x"', [[1, 'x']]],
    ['print int(null), ""', [[null, '']], { null: 0, empty: 1 }],
    ['print toscalar(T | count), toscalar(Empty | project b), toscalar(Empty | project i)', [[3, '', null]]],
  ],
  range: [
    ['range x from 1 to 5 step 2', [[1], [3], [5]]],
    ['range x from 5 to 1 step 1', []],
    ['range x from long(null) to 3 step 1', [], { null: 0 }],
    ['range x from 1 to 1 step 1 | extend y=int(null)', [[1, null]]],
    ['range t from datetime(2020-01-01) to datetime(2020-01-02) step 1d', [[day], ['2020-01-02T00:00:00.0000000Z']]],
  ],
  serialize: [
    ['T | serialize | count', [[3]], { null: 0 }],
    ['T | where isnull(i) | serialize n=row_number() | project i, n', [[null, 1]]],
    ['Empty | serialize n=row_number() | project n', [], { empty: 0 }],
  ],
  prev: [
    [
      'T | sort by i asc | extend p=prev(b), q=prev(i, 2, 9) | project p, q',
      [
        ['', 9],
        ['', 9],
        ['foo', null],
      ],
      { null: 0, empty: 0 },
    ],
    ['T | sort by i asc | where isnull(prev(i)) | project i', [[null], [1]]],
    ['Empty | sort by i | extend p=prev(i) | project p', []],
  ],
  next: [
    ['T | sort by i asc | where isnull(i) | project next(i)', [[null]], { null: 0 }],
    ['range x from 1 to 3 step 1 | extend n=next(x) | project n', [[2], [3], [null]]],
    ['range x from 1 to 3 step 1 | extend n=next(x, 2, 0) | project n', [[3], [0], [0]]],
    ['Empty | sort by i | extend p=next(i) | project p', []],
    ["T | sort by i asc | project next(b, 1, '')", [['foo'], ['Bar baz'], ['']], { empty: 0 }],
  ],
  row_number: [
    [
      'range a from 1 to 3 step 1 | sort by a desc | extend n=row_number(7)',
      [
        [3, 7],
        [2, 8],
        [1, 9],
      ],
    ],
    [
      "datatable(p:string, n:long)['TLV', 1, 'TLV', 100, 'JFK', 100, 'JFK', 105, 'LED', 1] | sort by p asc, n desc | extend r=row_number(1, prev(p) != p)",
      [
        ['JFK', 105, 1],
        ['JFK', 100, 2],
        ['LED', 1, 1],
        ['TLV', 100, 1],
        ['TLV', 1, 2],
      ],
    ],
    ['T | serialize | project row_number(1, bool(null))', [[1], [2], [3]], { null: 1 }],
    ['Empty | sort by i | project row_number()', [], { empty: 'rows' }],
  ],
  row_cumsum: [
    ['T | where isnull(i) | serialize c=row_cumsum(l) | project c', [[0]], { null: 0 }],
    ['range a from 2 to 8 step 2 | extend c=row_cumsum(a) | project c', [[2], [6], [12], [20]]],
    [
      "datatable(n:string, s:long)['A', 1, 'B', 5, 'A', 2, 'B', 6] | sort by n asc, s asc | extend t=row_cumsum(s, n != prev(n)) | project t",
      [[1], [3], [5], [11]],
    ],
    ['T | sort by i asc | extend c=row_cumsum(l) | project c', [[0], [10], [40]]],
    ['Empty | sort by i | extend c=row_cumsum(l) | project c', [], { empty: 'rows' }],
  ],
  parse: [
    [
      `print e="Event: Release (resourceName=Pipeline, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, previousLockTime=02/17/2016 08:39:01)"
       | parse e with * "resourceName=" r ", totalSlices=" t: long * "sliceNumber=" s: long * "lockTime=" l ", releaseTime=" m: date "," * "previousLockTime=" p: date ")" *
       | project r, t, s, l, m, p`,
      [['Pipeline', 27, 23, '02/17/2016 08:40:01', '2016-02-17T08:40:01.0000000Z', '2016-02-17T08:39:01.0000000Z']],
    ],
    ['print e="a=1;b=x" | parse e with "a=" a:int ";b=" b:long | project a, b', [[null, null]]],
    ['print e="a=1;b=x" | parse kind=relaxed e with "a=" a:int ";b=" b:long | project a, b', [[1, null]]],
    ['print e="k12v34" | parse kind=regex e with * "[a-z]" k:long "[A-Z]|v" v:long | project k, v', [[12, 34]]],
    [
      `print e="Event: NotifySliceRelease (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, previousLockTime=02/17/2016 08:39:01)" | parse kind=regex e with "(.*?)[a-zA-Z]*=" r @", totalSlices=\\s*\\d+\\s*.*?sliceNumber=" n:long ".*?(previous)?lockTime=" l ".*?releaseTime=" m ".*?previousLockTime=" p:date "\\\\)" | project r, n, l, m, p`,
      [['PipelineScheduler', 23, '02/17/2016 08:40:01, ', '02/17/2016 08:40:01, ', '2016-02-17T08:39:01.0000000Z']],
    ],
    [
      `print e="Event: NotifySliceRelease (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, previousLockTime=02/17/2016 08:39:01)" | parse kind=regex e with * "resourceName=" r "," * | project r`,
      [
        [
          'PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01',
        ],
      ],
    ],
    [
      `print e="Event: NotifySliceRelease (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, previousLockTime=02/17/2016 08:39:01)" | parse kind=regex flags=Ui e with * "RESOURCENAME=" r "," * | project r`,
      [['PipelineScheduler']],
    ],
    ['print e="K12" | parse kind=regex flags=i e with "k" k:long | project k', [[12]]],
    ['print e="" | parse e with "a=" a ";" b | project a, b', [['', '']]],
    ['T | where isnull(i) | parse b with * "x" y | project i, y', [[null, '']], { null: 0 }],
    ['T | where i == 1 | parse b with "f" b | project b', [['oo']]],
    ['Empty | parse b with "a" c | project c', [], { empty: 0 }],
  ],
  'parse-where': [
    ['T | parse-where b with "fo" rest | project i, rest', [[1, 'o']], { null: 0 }],
    ['T | where isnull(i) | parse-where b with "x" y | count', [[0]]],
    ['print e="a=x" | parse-where e with "a=" a:long | count', [[0]]],
    ['Empty | parse-where b with "a" c | project c', [], { empty: 0 }],
  ],
  bag_unpack: [
    [
      'datatable(d:dynamic)[dynamic({"Name": "John", "Age": 20}), dynamic({"Name": "Dave", "Age": 40})] | evaluate bag_unpack(d)',
      [
        [20, 'John'],
        [40, 'Dave'],
      ],
    ],
    [
      'datatable(n:int, d:dynamic)[1, dynamic({"a": 1, "b": null}), 2, dynamic({"a": "x"}), 3, dynamic(null)] | evaluate bag_unpack(d, "p_") | sort by n asc',
      [
        [1, '1'],
        [2, '"x"'],
        [3, null],
      ],
    ],
    ['T | where i == 1 | project i, d | evaluate bag_unpack(d) : (*, k:string, z:long)', [[1, 'v', null]]],
    ['T | where i == 1 | project i, d | evaluate bag_unpack(d) : (k:string)', [['v']]],
    ['T | where isnull(i) | project i, d | evaluate bag_unpack(d) : (*, k:string)', [[null, '']], { null: 0 }],
    ['Empty | project i, d | evaluate bag_unpack(d) | count', [[0]], { empty: 0 }],
  ],
  invoke: [
    ['T | invoke Widest(1) | project i', [[3]], { null: 0 }],
    ['let f = (X:(*), n:long) { X | count | extend n=n }; T | where isnull(i) | invoke f(4)', [[1, 4]]],
    ['Empty | invoke Widest(1) | project i', [], { empty: 0 }],
  ],
  materialize: [
    ['let m = materialize(T | where i > 1); m | project i', [[3]]],
    ['let m = materialize(T | where isnull(i)); union m, m | count', [[2]], { null: 0 }],
    ['let m = materialize(Empty); m | count', [[0]], { empty: 0 }],
  ],
  external_table: [
    [
      'external_table("X") | sort by i | project i, b',
      [
        [3, 'Bar baz'],
        [1, 'foo'],
        [null, ''],
      ],
      { null: 0 },
    ],
    ["external_table('X') | where isnull(i) | count", [[1]]],
    ['external_table("X") | where b == "" | project b', [['']]],
    ["external_table('NothingOutside') | count", [[0]], { empty: 0 }],
  ],
  materialized_view: [
    ['materialized_view("V") | where i == 3 | project b', [['Bar baz']], { null: 0 }],
    ['V | where isnull(i) | count', [[1]]],
    ['materialized_view("V") | where b == "" | count', [[1]]],
    ["materialized_view('NothingSeen') | count", [[0]], { empty: 0 }],
  ],
  table: [
    ['table("T") | count', [[3]], { null: 0 }],
    ['table("T") | where isnull(i) | count', [[1]]],
    ["table('Empty') | count", [[0]], { empty: 0 }],
  ],
  database: [
    ['database("db").T | count', [[3]], { null: 0 }],
    ['database("db").T | where isnull(i) | count', [[1]]],
    ["database('db').Empty | count", [[0]], { empty: 0 }],
  ],
  getschema: [
    [
      'T | project i, b | getschema',
      [
        ['i', 0, 'System.Int32', 'int'],
        ['b', 1, 'System.String', 'string'],
      ],
      { null: 0 },
    ],
    ['Empty | project m | getschema | project ColumnType', [['decimal']], { empty: 0 }],
    ['print x=dynamic(null) | getschema | project ColumnName, DataType', [['x', 'System.Object']]],
  ],
  'mv-expand': [
    [
      'print d=dynamic([null,1]) | mv-expand d | project isnull(d), gettype(d)',
      [
        [true, 'null'],
        [false, 'long'],
      ],
    ],
    ['T | where i == 3 | mv-expand d | project d', [['1'], ['2'], ['3']]],
    ['T | where i == 3 | mv-expand x=d to typeof(long) | project x', [[1], [2], [3]]],
    ['T | where isnull(i) | mv-expand d | project d', [[null]], { null: 0 }],
    [
      'T | where i == 3 | mv-expand with_itemindex=at d limit 2 | project at, d',
      [
        [0, '1'],
        [1, '2'],
      ],
    ],
    ['print d=dynamic({"a": 1, "b": "x"}) | mv-expand kind=array d', [['["a",1]'], ['["b","x"]']]],
    ['print d=dynamic(["1", 2, null]) | mv-expand d to typeof(long)', [[null], [2], [null]]],
    ['T | where i == 1 | mv-expand d | project tostring(d)', [['{"x":[{"r":5}]}'], ['{"k":"v"}']]],
    [
      'print a=dynamic([1, 2]), b=dynamic(["x"]) | mv-expand a, b',
      [
        ['1', '"x"'],
        ['2', null],
      ],
    ],
    ['print a=dynamic([]) | mv-expand a', []],
    ['Empty | mv-expand d | project d', [], { empty: 0 }],
  ],
  'mv-apply': [
    ['T | where i == 3 | mv-apply x=d to typeof(long) on (where x > 1 | summarize n=sum(x)) | project i, n', [[3, 5]]],
    [
      'T | where i == 3 | project i, d | mv-apply d on (where d > 1) | sort by tolong(d) asc',
      [
        [3, '2'],
        [3, '3'],
      ],
    ],
    [
      'datatable(k:int, d:dynamic)[1, dynamic([3, 9, 4]), 2, dynamic([7]), 3, dynamic([])] | mv-apply with_itemindex=at d to typeof(long) on (top 1 by d | project best=d, at) | sort by k asc | project k, best, at',
      [
        [1, 9, 1],
        [2, 7, 0],
      ],
    ],
    ['T | where isnull(i) | mv-apply x=d on (count) | project i, Count', [[null, 1]], { null: 0 }],
    ['Empty | mv-apply x=d on (count) | project i, Count', [], { empty: 0 }],
  ],
  'stored function': [
    ['Above(1) | project i', [[3]]],
    ['Everything() | count', [[3]]],
    ['print Label(), Label(7), Label(7, "r"), Label(y="n")', [['q6', 'q8', 'r8', 'n6']]],
    ['Defaults()', [[80.5, -100, '01:30:00', '7.00:00:00', true]]],
    ['let f=(x:decimal, y:real, z:int) { print x, y, z }; f(5, 5, -5)', [['5', 5, -5]]],
    ['let f=(x:int=1, y:decimal=2) { print x, y }; f()', [[1, '2']]],
    ['Defaults(s=1m) | project print_2', [['00:01:00']]],
    ['let T = Empty; Above(1) | count', [[1]]],
    ['Widest(T, 2) | project i', [[3], [1]], { null: 0 }],
    ['Widest((T | where isnull(i)), 2) | project i', [[null]]],
    ['Widest(Empty, 2) | project i', [], { empty: 0 }],
  ],
};
