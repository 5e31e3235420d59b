import { commandsOf, planned } from './planned.ts';

const live = '.create table T (a: int)';

test.each([
  ['.append Log <| print a = 1', 'append', 'Log'],
  ['.append async Log with (distributed=true) <| T', 'append', 'Log'],
  ['.clear table t data', 'clear', 't'],
  ['.ingest inline into table Log <|\n1', 'ingest', 'Log'],
  [`.ingest into table Log (h'https://x/y')`, 'ingest', 'Log'],
  ['.delete table Log records <| Log | where true', 'delete', 'Log'],
  ['.update table Log delete D append A <| let D = T; let A = T;', 'update', 'Log'],
  ['.rename table T to Log\n.append T <| Log', 'append', 'T'],
  ['.drop table T\n.append T <| print a = 1', 'append', 'T'],
  ['.append Log <| T\n.create-merge table Log (a: int)', 'append', 'Log'],
])('%s is told before anything runs', (text, verb, name) => {
  const { problems } = planned(`.create-merge table T (a: int)\n${text}`, live);
  expect(problems.map(({ code, summary, at }) => [code, summary, at?.file])).toEqual([
    [
      'schema-file',
      `.${verb} is about the table ${name}, which neither the database nor the schema files before it have.`,
      'files.kql',
    ],
  ]);
});

test.each([
  '.append T <| print a = 1',
  '.clear table T data',
  '.set-or-append Log <| T\n.append Log <| T',
  '.set Log <| T\n.clear table Log data',
  '.set-or-replace Log <| T',
  '.create table Log based-on T\n.append Log <| T',
  '.create-merge table Log (a: int)\n.ingest inline into table Log <|\n1',
  '.rename table T to Log\n.append Log <| print a = 1',
  '.append other.Log <| T',
  `.append ['other'].['Log'] <| T`,
  '.append kr_old_0123abcd_0 <| T',
  '.execute database script <| .create table Log (a: int)\n.append Log <| T',
])('%s is no problem', (text) => {
  expect(planned(text, live).problems).toEqual([]);
});

test('a command that ran in a deployment that did not end asks for nothing any more', () => {
  const text = '.append Log <| T';
  const id = planned(`.create-merge table Log (a: int)\n${text}`, live).steps.find((step) => step.text === text)?.id;
  const again = planned(text, live, [], new Map([[id ?? '', '2026-11-20']]));
  expect([again.problems, commandsOf(again)]).toEqual([[], []]);
});
