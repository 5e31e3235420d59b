import { planned } from './planned.ts';

const help = '.create-merge table Help (Cmd: string, What: string)';
const rows = '.ingest inline into table Help <|\nplain,row';

const told = (text: string, live = '') =>
  planned(text, live).problems.map(({ at, summary }) => `${at?.line}:${at?.column} ${summary}`);
const doubtful = 'files.kql holds a line below inline rows that may be a row or a command.';

test.each([
  ['.show tables,lists tables'],
  ['.show tables'],
  ['.drop table Gone,drops one'],
  ['.drop table Gone,drops one\nlast,row'],
  ['.drop table Gone drops one'],
  ['.drop table Gone {drops one}'],
  ['.drop column Help.Cmd,drops one'],
  ['.drop function F,drops one'],
  ['.drop functions (F),drops some'],
  ['.drop materialized-view V,drops one'],
  ['.drop external table E,drops one'],
  ['.drop continuous-export E,drops one'],
  ['.drop table Help ingestion csv mapping "m",drops one'],
  ['.clear table Help data,empties one'],
  ['.rename table Help to H,renames one'],
  ['.enable continuous-export E,goes on'],
  ['.alter column Help.Cmd type=string,as it was'],
  ['.delete table Help policy caching,back to the standard'],
  ['.create table T (x: long),makes one'],
  ['.execute database script,runs several'],
])('%s below rows is told at its line, and what follows is not lost without a word', (line) => {
  expect(told(`${help}\n${rows}\n${line}`, help)).toContain(`4:1 ${doubtful}`);
  expect(told(`${help}\n${rows}\r\n${line}`, help)).toContain(`4:1 ${doubtful}`);
});

test.each([
  ['a blank line', '\n\n'],
  ['a blank line with blanks', '\n \t\r\n'],
  ['a bare comment', '\n//\n'],
  ['a bare comment and another', '\n//\n// next\n'],
])('%s sets a command apart', (_name, between) => {
  expect(told(`${help}\n${rows}${between}.show tables`)).toEqual([]);
});

test('a comment with text is a row, and sets nothing apart', () => {
  expect(told(`${help}\n${rows}\n// two\n.show tables`)).toEqual([`5:1 ${doubtful}`]);
});

test('rows that are in no line of their own are rows', () => {
  expect(told(`${help}\n.ingest inline into table Help <|\n.show tables,lists`)).toEqual([`3:1 ${doubtful}`]);
  expect(told(`${help}\n.ingest inline into table Help [a,b]\n.show tables,lists`)).toEqual([`3:1 ${doubtful}`]);
});

test.each([
  ['.create-merge table T (x: long)'],
  ['.create-or-alter function F() { Help | where Cmd == "a,b" }'],
  ['.drop table Help ifexists'],
  ['.drop tables (Help, Other) ifexists'],
  ['.drop function F ifexists // not needed'],
  ['.drop column Help.Cmd'],
  ['.drop table Help columns (Cmd, What)'],
  ['.clear table Help data'],
  ['.alter table Help policy caching hot = 3d, hot_window = datetime(2026-01-01) .. datetime(2026-02-01)'],
  ['.delete table Help policy caching'],
  ['.alter column Help.Cmd type=string'],
  ['.rename tables H = Help, G = Other ifexists'],
  ['.append Help <| Other | project Cmd, What'],
  ['.delete table Help records <| Help | where Cmd == "x"'],
  ['.ingest inline into table Help <|\nother,row'],
  ['.ingest inline into table Help [other,row]'],
])('%s below rows is a command, as in files without blank lines', (command) => {
  expect(told(`${help}\n${rows}\n${command}`, help)).not.toContain(`4:1 ${doubtful}`);
});

test('a drop with anything after its names is no drop, wherever it stands: it is not left out as needless', () => {
  const { steps, leftOut, warnings } = planned('.drop table Gone,drops one\nlast,row');
  expect(steps.map(({ text }) => text)).toEqual(['.drop table Gone,drops one\nlast,row']);
  expect(leftOut).toEqual([]);
  expect(warnings.map(({ text }) => text)).toEqual([
    'What follows .drop table cannot be read: it counts as one that loses data, and does not run.',
  ]);
});
