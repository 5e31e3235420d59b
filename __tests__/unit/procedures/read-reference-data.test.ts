import type { Column } from '../../../src/domain/column.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { type ReferenceData, readReferenceData, rowsOf } from '../../../src/procedures/read-reference-data.ts';
import { type MemoryReferenceFiles, memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';

const columns: readonly Column[] = [
  { name: 'Code', type: 'string' },
  { name: 'Berths', type: 'int' },
  { name: 'Opened at', type: 'datetime' },
  { name: 'More', type: 'dynamic' },
];
const tables = new Map([['Ports', columns]]);

async function read(contents: Readonly<Record<string, string | Uint8Array>>) {
  const files = memoryReferenceFiles(contents);
  return { files, ...(await readReferenceData(files, ['data'], tables)) };
}

async function rows(data: ReferenceData | undefined, files: MemoryReferenceFiles): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  if (data !== undefined) for await (const row of rowsOf(data, files)) found.push(row);
  return found;
}

const say = ({ summary, at }: Problem): string =>
  `${at?.file.replace('data/', '')}:${at?.line}${at?.column === undefined ? '' : `:${at.column}`} ${summary.replace(/^data\/\S+ /, '')}`;
const problemsOf = async (contents: Readonly<Record<string, string | Uint8Array>>) =>
  (await read(contents)).problems.map(say);

const expected = [
  ['a, "b"\r\nc', '3', '2020-02-29T00:00:00.0000000Z', '{"n":[1,2]}'],
  ['', '', '', ''],
  ['ü🐦', '-7', '2020-01-01T00:00:00.1234567Z', '9007199254740993'],
];
const same: Readonly<Record<string, string>> = {
  'a csv file with a byte order mark, CRLF, quoted line breaks and another order of columns':
    'csv|\uFEFFBerths,Code,More,Opened at\r\n3,"a, ""b""\r\nc","{""n"":[1,2]}",2020-02-29\r\n,"",,\r\n-7,ü🐦,9007199254740993,2020-01-01T00:00:00.1234567Z\r\n',
  'the same with line feeds and no line end':
    'csv|Code,Berths,Opened at,More\n"a, ""b""\r\nc",3,2020-02-29,"{""n"":[1,2]}"\n,,,\nü🐦,-7,2020-01-01T00:00:00.1234567Z,9007199254740993',
  'a tsv file':
    'tsv|Code\tBerths\tOpened at\tMore\n"a, ""b""\r\nc"\t3\t2020-02-29\t"{""n"":[1,2]}"\n\t\t\t\nü🐦\t-7\t2020-01-01T00:00:00.1234567Z\t9007199254740993\n',
  'an array of objects':
    'json|\uFEFF[ {"Code":"a, \\"b\\"\\r\\nc","Berths":3,"Opened at":"2020-02-29","More":{"n":[1,2]}},\n{},\r\n {"More" : 9007199254740993, "Berths":"-7", "Code":"ü\\ud83d\\udc26", "Opened at":"2020-01-01T00:00:00.1234567Z"} ]\n',
  'an object per line':
    'jsonl|{"Code":"a, \\"b\\"\\r\\nc","Berths":3,"Opened at":"2020-02-29","More":{"n":[1,2]}}\r\n\r\n{"Code":null,"Berths":null}\n{"More":9007199254740993,"Berths":-7,"Code":"ü🐦","Opened at":"2020-01-01T00:00:00.1234567Z"}',
};

test.each(Object.entries(same))('%s gives the same rows and the same hash', async (_, file) => {
  const [format = '', text = ''] = [file.slice(0, file.indexOf('|')), file.slice(file.indexOf('|') + 1)];
  const { files, data, problems } = await read({ [`data/Ports.${format}`]: text });
  expect(problems).toEqual([]);
  expect(await rows(data[0], files)).toEqual(expected);
  const [, first = ''] = Object.values(same);
  const other = await read({ 'data/Ports.csv': first.slice(4) });
  expect(data[0]?.content).toEqual(other.data[0]?.content);
  expect(data[0]?.content.nonEmpty).toEqual(
    new Map([
      ['Code', 2],
      ['Berths', 2],
      ['Opened at', 2],
      ['More', 2],
    ]),
  );
});

const head = 'Code,Berths,Opened at,More\n';

test.each([
  ['an empty file', 'csv', '', ['Ports.csv:1 has no header line.']],
  [
    'another spelling',
    'csv',
    'code,Berths,Opened at,More\n',
    [
      'Ports.csv:1 has column code, which table Ports does not have.',
      'Ports.csv:1 has no column Code, which table Ports has.',
    ],
  ],
  ['a repeated column', 'csv', 'Code,Berths,Code,Opened at,More\n', ['Ports.csv:1 has column Code more than once.']],
  ['a short row', 'csv', `${head}a,1,,\nb,2\n`, ['Ports.csv:3 has a row of another length than its header.']],
  [
    'a long row after a value of two lines',
    'csv',
    `${head}"a\nb",1,,\nc,1,,,\n`,
    ['Ports.csv:4 has a row of another length than its header.'],
  ],
  ['a blank line', 'csv', `${head}a,1,,\n\nb,1,,\n`, ['Ports.csv:3 has a blank line.']],
  [
    'values of another type',
    'csv',
    `${head}"a\nb, ""c""",x,,\nc,2147483648,2021-02-29,{\n`,
    [
      'Ports.csv:3:11 has a value in column Berths that is no int: x',
      'Ports.csv:4:3 has a value in column Berths that is no int: 2147483648',
      'Ports.csv:4:14 has a value in column Opened at that is no datetime: 2021-02-29',
      'Ports.csv:4:25 has a value in column More that is no dynamic: {',
    ],
  ],
  ['a quote that is not closed', 'csv', `${head}a,1,,\n"b,2,,\n`, ['Ports.csv:3 cannot be read as CSV.']],
  ['a quote in the middle', 'csv', `${head}a"b,1,,\n`, ['Ports.csv:2 cannot be read as CSV.']],
  ['no UTF-8', 'csv', Buffer.from(`${head}a,1,,\ncaf\xe9,1,,\n`, 'latin1'), ['Ports.csv:3 is not UTF-8 text.']],
  [
    'a name in JSON that is none, once',
    'jsonl',
    '{"code":"a"}\n{"Code":"b","code":"c"}\n',
    ['Ports.jsonl:1:9 has column code, which table Ports does not have.'],
  ],
  [
    'a column that no object has, and a name twice',
    'json',
    '[{"Code":"a","Berths":1,"Opened at":null},\n {"Code":"a", "Code":"b"}]',
    ['Ports.json:2:22 has column Code more than once.', 'Ports.json:1 has no column More, which table Ports has.'],
  ],
  [
    'values of JSON of another type',
    'json',
    '[{"Code":{"a":1},"Berths":1.5,"Opened at":true,\n"More":"text"}]',
    [
      'Ports.json:1:27 has a value in column Berths that is no int: 1.5',
      'Ports.json:1:43 has a value in column Opened at that is no datetime: true',
    ],
  ],
  ['an array that does not end', 'json', '[{"Code":"a"}\n', ['Ports.json:2:1 cannot be read as JSON.']],
  ['an object in place of an array', 'json', '\n {"Code":"a"}', ['Ports.json:2:2 cannot be read as JSON.']],
  [
    'a comma at the end',
    'json',
    '[{"Code":"a","Berths":1,"Opened at":null,"More":1},\n]',
    ['Ports.json:2:1 cannot be read as JSON.'],
  ],
  [
    'lines that are no objects',
    'jsonl',
    '{"Code":"a"\n[1]\n{"Code":"\\x"}\n',
    [
      'Ports.jsonl:1:12 cannot be read as JSON.',
      'Ports.jsonl:2:1 cannot be read as JSON.',
      'Ports.jsonl:3:10 cannot be read as JSON.',
    ],
  ],
  ['no Parquet', 'parquet', 'PAR1', ['Ports.parquet:1 cannot be read as Parquet.']],
])('a file with %s is told why', async (_name, format, text, said) => {
  expect(await problemsOf({ [`data/Ports.${format}`]: text })).toEqual(said);
});

test('a problem says what is allowed, and the nearest column', async () => {
  const { problems } = await read({ 'data/Ports.csv': 'Code,Berth,Opened at,More\n' });
  expect(problems).toMatchObject([
    { detail: 'The table has: Code, Berths, Opened at, More.', next: 'Did you mean Berths?' },
    {},
  ]);
  const { problems: values } = await read({ 'data/Ports.csv': `${head}a,${'9'.repeat(60)},,\n` });
  expect(values).toMatchObject([
    {
      summary: `data/Ports.csv has a value in column Berths that is no int: ${'9'.repeat(40)}…`,
      detail: 'Allowed: a whole number of 32 bits; an empty value is null.',
    },
  ]);
});

test('twenty problems of each file, and then the number of the others', async () => {
  const said = await problemsOf({ 'data/Ports.csv': head + 'a,x,,\n'.repeat(25), 'data/more/Ports.tsv': 'x\n' });
  expect(said).toHaveLength(21 + 5 + 1);
  expect(said[20]).toBe('Ports.csv:1 and 5 more.');
  expect(said.at(-1)).toBe('more/Ports.tsv:1 is a second file for the table Ports.');
});

describe('options', () => {
  test('another delimiter, a text for null and other names', async () => {
    const { files, data, problems } = await read({
      'data/Ports.csv': 'Port code;Berths;Opened at;More\nA;NULL;NULL;NULL\nNULL;1;;"[1;2]"\n',
      'data/Ports.yml': 'delimiter: ";"\nnull-text: "NULL"\ncolumns:\n  Port code: Code\n',
    });
    expect(problems.map(say)).toEqual(['Ports.csv:3:9 has a value in column More that is no dynamic: [1;2]']);
    files.write('data/Ports.csv', 'Port code;Berths;Opened at;More\nA;NULL;NULL;NULL\nNULL;1;;"[1,2]"\n');
    const again = await readReferenceData(files, ['data/Ports.csv'], tables);
    expect(again.problems).toEqual([]);
    expect(await rows(again.data[0], files)).toEqual([
      ['A', '', '', ''],
      ['', '1', '', '[1,2]'],
    ]);
    expect(data).toEqual([]);
  });

  test('a format that the extension does not say', async () => {
    const { data, problems } = await read({
      'data/Ports.json': '{"Code":"a","Berths":1,"Opened at":null,"More":1}\n{"Code":"b"}\n',
      'data/Ports.yml': 'format: jsonl\nkey: [Code]\n',
    });
    expect(problems).toEqual([]);
    expect(data[0]).toMatchObject({ content: { rows: 2 }, options: { key: ['Code'] } });
  });

  test.each([
    ['no YAML', 'format: [csv\n', ['Ports.yml:2:1 cannot be read as YAML.']],
    ['an option that is none', 'format: csv\nnul-text: x\n', ['Ports.yml:2:1 has the option nul-text, which is none.']],
    ['a null for null', 'null-text: NULL\n', ['Ports.yml:1:1 has a value of null-text that is no good.']],
    ['a format that is none', '\nformat: xml\n', ['Ports.yml:2:1 has a value of format that is no good.']],
    ['a long delimiter', 'delimiter: "||"\n', ['Ports.yml:1:1 has a value of delimiter that is no good.']],
    [
      'what its format has no use for',
      'format: json\ndelimiter: ","\nnull-text: x\n',
      [
        'Ports.yml:2:1 has a delimiter, which only csv has; the format is json.',
        'Ports.yml:3:1 has a text for null, which only csv and tsv have; the format is json.',
      ],
    ],
    [
      'columns that the table does not have',
      'columns:\n  a: Kode\n  b: Berths\n  c: Berths\nkey:\n  - Code\n  - Cod\n',
      [
        'Ports.yml:2:3 names column Kode, which table Ports does not have.',
        'Ports.yml:7:5 names column Cod, which table Ports does not have.',
        'Ports.yml:4:3 gives column Berths to more than one name.',
      ],
    ],
  ])('with %s are told why', async (_name, text, said) => {
    expect(await problemsOf({ 'data/Ports.csv': head, 'data/Ports.yml': text })).toEqual(said);
  });

  test('without a data file, or in a file that is not read, are told', async () => {
    expect(await problemsOf({ 'data/Prots.yml': 'format: csv\n', 'data/Ports.yaml': '' })).toEqual([
      'Ports.yaml:1 is not read: options of a data file lie in a .yml file.',
      'Prots.yml:1 holds options, and beside it lies no data file of its name.',
    ]);
  });
});

test('a file that is another when its rows are read is told', async () => {
  const { files, data } = await read({ 'data/Ports.csv': `${head}a,1,,\n` });
  files.write('data/Ports.csv', `${head}a,2,,\n`);
  await expect(rows(data[0], files)).rejects.toMatchObject({
    problems: [{ summary: 'data/Ports.csv was changed while it was deployed.' }],
  });
});

test('a file for no table, and one without a format, are told with what is there', async () => {
  const { problems } = await read({ 'data/Port.csv': head, 'data/Ports.txt': head });
  expect(problems).toMatchObject([
    {
      summary: expect.stringContaining('for the table Port,'),
      detail: 'The nearest name is Ports; names are case-sensitive.',
    },
    {
      summary: 'data/Ports.txt has an extension that says no format.',
      next: expect.stringContaining('data/Ports.yml'),
    },
  ]);
});
