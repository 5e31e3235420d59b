import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../../local-cluster/commands/index.ts';
import { policies } from '../../../local-cluster/commands/policy-values.ts';
import { controlNames } from '../../../local-cluster/controls.ts';
import { codecs, exportFormats } from '../../../local-cluster/engine/export-formats.ts';
import { faultKinds } from '../../../local-cluster/engine/faults.ts';
import { jobNames } from '../../../local-cluster/engine/housekeeping.ts';
import { formats } from '../../../local-cluster/engine/ingest.ts';
import { promises } from '../../../local-cluster/supported/all.ts';
import { supportedCommands } from '../../../local-cluster/supported/commands.ts';
import { addressOf, command } from '../../../local-cluster/supported/entry.ts';
import { honestyByTopic, honestyRules } from '../../../local-cluster/supported/honesty.ts';
import { honestyTopics } from '../../../local-cluster/supported/honesty-rule.ts';
import { propertiesIn, type Shown, sentCommands, witnessProblems } from '../../../scripts/witness-check.ts';
import { speaksOf, testsIn, testsNamed } from './test-titles.ts';

test('what the engine can do is documented, and what is documented it can do', () => {
  const engine: Readonly<Record<string, readonly string[]>> = {
    command: Object.keys(commands),
    policy: Object.keys(policies),
    format: formats,
    'export format': exportFormats,
    codec: Object.keys(codecs),
    control: controlNames,
    fault: faultKinds,
    job: jobNames,
  };
  const sorted = (names: readonly string[]): readonly string[] => [...names].sort();
  for (const [what, names] of Object.entries(engine))
    expect([what, sorted(Object.keys(promises[what] ?? {}))]).toEqual([what, sorted(names)]);
});

test('each witness is the title of a test', () => {
  const witnesses = Object.values(promises).flatMap((entries) => Object.values(entries).map(({ witness }) => witness));
  expect(witnesses.length).toBeGreaterThan(200);
  expect([...new Set(witnesses)].filter((witness) => testsNamed(witness).length === 0)).toEqual([]);
});

test('every topic of honesty has rules, no rule stands twice, and every witness of one is a test', () => {
  expect(honestyByTopic.map(([topic]) => topic)).toEqual([...honestyTopics]);
  expect(honestyByTopic.filter(([, rules]) => rules.length === 0)).toEqual([]);
  expect(new Set(honestyRules.map(({ rule }) => rule)).size).toBe(honestyRules.length);
  expect(honestyRules.filter(({ witness }) => testsNamed(witness).length === 0)).toEqual([]);
});

test('what is no command has its name in its witness', () => {
  const unnamed = ['format', 'export format', 'codec', 'control', 'fault', 'job'].flatMap((what) =>
    Object.entries(promises[what] ?? {}).filter(
      ([name, { witness }]) => !testsNamed(witness).some((test) => speaksOf(test, name)),
    ),
  );
  expect(unnamed).toEqual([]);
});

test('each page is an address below the documentation', () => {
  for (const { page } of Object.values(supportedCommands))
    expect(addressOf(page)).toMatch(/^https:\/\/learn\.microsoft\.com\/kusto\/[a-z0-9]+(?:[-/][a-z0-9]+)*$/);
});

test('titles and texts of tests are read as they run', () => {
  const text = `beforeAll(() => start('memory'));
    test('plain', () => {}); test.each(['x'])('each %s (a)', (word) => use(word)); it('other', () => {});
    test.each(all)('%s', (word) => use(word));`;
  const found = testsIn({ path: 'a.test.ts', text });
  expect(found.map(({ title }) => ['plain', 'each x (a)', 'each ', 'other'].map((name) => title.test(name)))).toEqual([
    [true, false, false, false],
    [false, true, false, false],
  ]);
  expect(found.map((each) => [speaksOf(each, 'memory'), speaksOf(each, 'x')])).toEqual([
    [true, false],
    [true, true],
  ]);
  expect(testsNamed('roles: no such test')).toEqual([]);
  expect(testsNamed('absent: no such file')).toEqual([]);
});

test('properties are those of the list, wherever the words stand elsewhere', () => {
  expect(propertiesIn(".set T with (Tags='[\"a, b=1\"]', folder='(x=1)') <| U | extend with (z=1)")).toEqual([
    'tags',
    'folder',
  ]);
  expect(propertiesIn('.move extents all from table A to table B')).toEqual([]);
  expect(propertiesIn('.x with (at=datetime(2020-01-01), n=1) { T | summarize total=sum(a) }')).toEqual(['at', 'n']);
});

test('a journal tells which test sent a command that succeeded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const line = { text: '.a', kind: 'A', status: 200, clientRequestId: 'test%3Bviews.test.ts%3Bit%20is%3B%20100%25' };
  const lines = [
    line,
    { ...line, clientRequestId: 'KJC.execute;100%' },
    { ...line, status: 400 },
    { ...line, kind: undefined },
  ];
  await writeFile(join(folder, 'a.jsonl'), lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const sent = sentCommands(folder);
  await rm(folder, { recursive: true });
  expect(sent.map(({ kind, test }) => [kind, test])).toEqual([
    ['A', 'views: it is; 100%'],
    ['A', ''],
  ]);
});

describe('a run', () => {
  const entries = {
    A: command('.a', 'a', 'file: sends a', { properties: ['one', 'two'] }),
    B: command('.b', 'b', 'file: sends b'),
  };
  const sentA = { kind: 'A', text: '.a with (one=1, Two=2)', test: 'file: sends a' };
  const sentB = { kind: 'B', text: '.b', test: 'file: sends b' };
  const both = new Set(['file: sends a', 'file: sends b']);
  const problems = (shown: Partial<Shown>): readonly string[] =>
    witnessProblems({ sent: [sentA, sentB], ran: both, isWhole: false, ...shown }, entries);

  test('that shows everything is in order', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ sent: [sentA], ran: new Set(['file: sends a']) })).toEqual([]);
  });

  test('whose witness does not send its command is found', () => {
    const other = { ...sentB, test: 'file: sends a' };
    expect(problems({ sent: [sentA, other] })).toEqual(["The witness of '.b' (B) does not send it: file: sends b"]);
  });

  test('with a command or a property that is not documented is found', () => {
    const sent = [sentA, sentB, { kind: 'C', text: '.c', test: '' }, { ...sentB, text: '.b with (three=3)' }];
    expect(problems({ sent })).toEqual([
      'A command is supported and not documented: C',
      'A property is used and not documented: B three',
    ]);
  });

  test('that is whole has to run every witness and use every property', () => {
    const found = problems({ sent: [{ ...sentA, text: '.a with (one=1)' }, sentB], isWhole: true });
    expect(found).toContain('A property is documented and no test uses it: A two');
    expect(found).toContain(
      "The witness of the fault 'memory' did not run: faults: a query of more rows than memory allows fails",
    );
  });
});
