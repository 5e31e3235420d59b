import { type SplitScript, splitScript } from '../../../../src/domain/kql/script.ts';

const split = (text: string): SplitScript => splitScript({ path: 'schema/a.kql', text });
const textsOf = (text: string): readonly string[] => {
  const { statements, problems } = split(text);
  expect(problems).toEqual([]);
  return statements.map((statement) => statement.text);
};
const problemsOf = (text: string): readonly string[] =>
  split(text).problems.map(({ summary, at }) => `${at?.line}:${at?.column} ${summary}`);

const table = '.create table Parcels (Id: long)';
const fence = '`'.repeat(3);

describe('a command ends where the next one begins', () => {
  test.each([
    ['on the next line', `${table}\n.show tables`],
    ['after a blank line', `${table}\n\n\n.show tables`],
    ['after a line of slashes', `${table}\n//\n.show tables`],
    ['after a semicolon', `${table};\n.show tables;`],
    ['after a semicolon on its own line', `${table}\n;\n.show tables\n;\n`],
    ['after a comment on its line', `${table} // the parcels\n// all of them\n.show tables // end`],
    ['with carriage returns', `${table}\r\n.show tables\r\n`],
    ['with a byte order mark', `\uFEFF${table}\r\n\r\n.show tables`],
    ['with comments and blank lines in front', `// first\n\n  // second\n${table}\n.show tables`],
  ])('%s', (_name, text) => {
    expect(textsOf(text)).toEqual([table, '.show tables']);
  });
});

describe('a command is kept whole around', () => {
  test.each([
    ['a dot at the start of a line in a fence', `.alter table T policy update ${fence}[\n.show tables\n]${fence}`],
    ['a fence of tildes', ".create-or-alter function F() { print ~~~\n.show tables\n' ~~~ }"],
    ['an obfuscated fence', `.ingest into table T (h${fence}https://x\n.show tables${fence})`],
    ['an unknown verb inside brackets', '.create function F() {\nT\n.frobnicate x\n}'],
    ['blank lines in a body', '.create function F() {\n\n  T;\n\n  U\n}'],
    ['slashes inside a literal', ".alter table T docstring 'see https://example.org/a'"],
    ['brackets inside literals', `.alter table T docstring "([{" 'x' @'(' h"["`],
    ['brackets and quotes inside comments', ".create table T ( // it's (one\n a: int)"],
    ['escaped quotes', String.raw`.alter table T docstring 'it\'s \\'`],
    ['doubled quotes of verbatim literals', `.alter table T docstring @'it''s \\' h@"say ""x"" \\"`],
    ['adjacent literals', ".create table T ingestion json mapping 'm'\n'['\n'{\"a\": 1}'\n']'"],
    ['a command as input', '.drop extents <|\n.show table T extents'],
    [
      'a command as input in braces',
      '.replace extents in table T <| {\n.show table T extents\n}, {\n.show table S extents\n}',
    ],
    ['characters outside the basic plane', '.create table 路线𝒳 (é: int)'],
    ['semicolons of a query', '.set-or-append T <| let x = 1;\nlet y = 2;\nU'],
  ])('%s', (_name, text) => {
    expect(textsOf(`${text}\n.show database schema`)).toEqual([text, '.show database schema']);
  });
});

describe('rows of an inline ingestion', () => {
  const head = '.ingest inline into table T <|';
  test.each([
    ['quotes, semicolons and slashes', `${head}\n1,it's;\n// 2,"\n3,(`],
    ['a dot and a digit', `${head}\n.5,b\n\n.6,c`],
    ['a dot and a letter that is no command', `${head}\n.net,b`],
    ['properties', `.ingest inline into table ['my T'] with (format='csv') <|\n1,{`],
    ['the bracket form', ".ingest inline into table ['T'] [it's\n2]"],
    ['blanks at the end of a row', `${head}\n1,  `],
  ])('are data with %s', (_name, text) => {
    expect(textsOf(`${text}\n.show tables`)).toEqual([text, '.show tables']);
    expect(textsOf(`${text}\r\n\r\n`)).toEqual([text]);
  });

  test('end before a comment that leads up to the next command', () => {
    expect(textsOf(`${head}\n1\n\n// next\n.show tables`)).toEqual([`${head}\n1`, '.show tables']);
    expect(textsOf(`${head}\n1\n//\n// next\n.show tables`)).toEqual([`${head}\n1`, '.show tables']);
  });

  test('keep a line of slashes that nothing sets apart', () => {
    expect(textsOf(`${head}\n1\n// two\n.show tables`)).toEqual([`${head}\n1\n// two`, '.show tables']);
  });

  test('end after a blank line before a verb that is not known', () => {
    expect(textsOf(`${head}\n1\n\n.frobnicate table T`)).toEqual([`${head}\n1`, '.frobnicate table T']);
  });

  test('are not looked for in a table that is called inline', () => {
    expect(textsOf(".create table inline (['a']: int)\n.show tables")).toHaveLength(2);
  });

  test('of a megabyte are read at once', () => {
    const rows = "1,it's\n".repeat(150_000);
    expect(textsOf(`${head}\n${rows}.show tables`)).toEqual([`${head}\n${rows.trimEnd()}`, '.show tables']);
  });
});

describe('what is wrong is said where it is', () => {
  const unclosed = (what: string): string => `schema/a.kql opens ${what} that is not closed.`;
  test.each([
    ['an open bracket before the next command', '.create table T (a: int\n.show tables', [`1:17 ${unclosed("'('")}`]],
    ['an open brace at the end', '\uFEFF// c\r\n.create function F() {\r\n  T', [`2:22 ${unclosed("'{'")}`]],
    ['a bracket closed by another', '.create function F() { f(1 }', [`1:25 ${unclosed("'('")}`]],
    [
      'a bracket that was not opened',
      '.create table T (a: int))',
      ["1:25 schema/a.kql closes ')' that was not opened."],
    ],
    ['an open quote', ".alter table T docstring 'a\n.show tables", [`1:26 ${unclosed('a quoted text')}`]],
    [
      'an open quote after a backslash',
      String.raw`.alter table T docstring 'a\'`,
      [`1:26 ${unclosed('a quoted text')}`],
    ],
    ['an open verbatim quote', '.alter table T docstring @"a""', [`1:26 ${unclosed('a quoted text')}`]],
    ['an open fence', `.alter table T policy update ${fence}[]\n`, [`1:30 ${unclosed('a fenced text')}`]],
    ['a query', 'Parcels | take 1\n', ['1:1 schema/a.kql holds text that is not a management command.']],
    ['text in front', "# It's\n\n.show tables", ['1:1 schema/a.kql holds text that is not a management command.']],
    [
      'an indented command',
      '.show tables\n  .drop table T',
      ['2:3 schema/a.kql holds a command that does not begin a line.'],
    ],
    [
      'a command behind a semicolon',
      '.show tables; .drop table T',
      ['1:15 schema/a.kql holds a command that does not begin a line.'],
    ],
    ['an empty file', '\n// nothing\n', ['1:1 schema/a.kql holds no management command.']],
    [
      'several things',
      ".create table T (a\n.alter table T docstring 'x\n.show x)",
      [
        `1:17 ${unclosed("'('")}`,
        `2:26 ${unclosed('a quoted text')}`,
        "3:8 schema/a.kql closes ')' that was not opened.",
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expect(split(text).problems.every((problem) => problem.code === 'schema-file' && problem.next !== undefined)).toBe(
      true,
    );
  });

  test('and the commands after it are still read', () => {
    const { statements } = split(`.create table T (a\n.show tables\n.alter table T docstring 'x\n.show functions`);
    expect(statements.map(({ text, at }) => [text, at.line])).toEqual([
      ['.show tables', 2],
      ['.show functions', 4],
    ]);
  });
});

const seed = 20261120;

function randomFrom(start: number): <T>(choices: readonly [T, ...T[]]) => T {
  let state = start;
  return (choices) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return choices[state % choices.length] ?? choices[0];
  };
}

test(`random commands between random separators are found again where they were put (seed ${seed})`, () => {
  const pick = randomFrom(seed);
  const commands = [
    '.show tables',
    `.create table ['it\\'s (a) "T"'] (\n  ['a;b']: long, // x)\n  c: string\n)`,
    `.alter table Ünïcode policy update ${fence}[{"Query": "T | where a == '}"}]\n\n.drop table T${fence}`,
    ".create-or-alter function with (docstring = @'it''s') F(x: long)\n{\n  T;\n\n  U // { [\n}",
    '.ingest inline into table T <|\n.5,"b;\n//,(\n\n7,\'',
    '.drop extents <|\n.show table T extents',
    '.set-or-append T <| let x = h"a\\"b"; U | where 𝒳 == \'//\'',
  ] as const;
  const separators = ['\n', '\r\n', '\n\n', '\n//\n', "\n\n// a comment with ' and (\n", '\r\n\r\n'] as const;
  for (let round = 0; round < 300; round += 1) {
    const wanted: { readonly text: string; readonly line: number }[] = [];
    let text = pick(['', '\uFEFF', '// head\n', '\r\n\n']);
    for (let count = 0; count < 8; count += 1) {
      const command = pick(commands);
      wanted.push({ text: command, line: text.split('\n').length });
      text += command + (command.includes('inline') ? '' : pick(['', ';', ' ; // note'])) + pick(separators);
    }
    const { statements, problems } = split(text);
    expect(problems).toEqual([]);
    expect(
      statements.map(({ text: found, at, index }) => ({ text: found, line: at.line, column: at.column, index })),
    ).toEqual(wanted.map((one, index) => ({ ...one, column: 1, index })));
  }
});
