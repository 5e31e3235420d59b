import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentedColumns,
  isException,
  isParsed,
  journalProblems,
  schemaDifference,
  servedRequests,
  uncompared,
} from '../../../scripts/journal-check.ts';
import { schemaDifferences, unknownCommands } from '../../../scripts/journal-exceptions.ts';
import { startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

test.each(unknownCommands.map((exception) => [exception.sample, exception] as const))(
  '%s is an exception because the parser does not know it',
  (sample, exception) => {
    expect(isParsed(sample)).toBe(false);
    expect(isException(exception, sample)).toBe(true);
    expect(isException(exception, `${sample} garbage (`)).toBe(sample.startsWith('.execute'));
    expect(exception.source).toMatch(/^https:\/\/(learn\.microsoft\.com\/kusto|github\.com\/Azure)\//);
  },
);

test.each(['.show tables', '.ingest inline into table T <| 1,"a', 'NoSuchTable | where x > 1', '.drop column T.c'])(
  'the parser knows %s',
  (text) => {
    expect(isParsed(text)).toBe(true);
  },
);

test.each(['.bogus x', '.create table T (a:', 'T | where |'])('the parser does not know %s', (text) => {
  expect(isParsed(text)).toBe(false);
});

test('a text that the parser does not know is found in a journal, and one that was refused is not looked at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const lines = [
    { text: '.show tables', status: 200 },
    { text: '.bogus served', status: 200 },
    { text: '.bogus refused', status: 400 },
  ].map((line) => ({ ...line, clientRequestId: 'test' }));
  await writeFile(join(folder, 'a.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const texts = servedRequests(folder);
  await rm(folder, { recursive: true });
  expect(journalProblems(texts, 'partial')).toEqual(['The official parser does not know: .bogus served']);
  expect(journalProblems(texts, 'whole')).toContain('No test sends the exception: .get ingestion resources');
});

test('a command of a script that succeeded has to be known like any other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const text = '.execute database script with (ContinueOnErrors=true) <|\n.create table A (a:long)\n.bogus x';
  const commands = ['.create table A (a:long)', '.bogus served', ".ingest inline into table A <| 1,'a"];
  await writeFile(join(folder, 'a.jsonl'), JSON.stringify({ text, commands, status: 200, clientRequestId: 'test' }));
  const requests = servedRequests(folder);
  await rm(folder, { recursive: true });
  expect(requests).toHaveLength(4);
  expect(journalProblems(requests, 'partial')).toEqual(['The official parser does not know: .bogus served']);
});

test('the journal of a cluster has the commands of a script that succeeded, without secrets', async () => {
  const cluster = await startLocalCluster({ storage: 'memory' });
  const lines = ['.create table Scripted (a:long)', ".bogus h'p4ss'", ".alter table Scripted docstring h'p4ss'"];
  await new Talk(cluster).command(`.execute database script with (ContinueOnErrors=true) <|\n${lines.join('\n')}`);
  await cluster.kill();
  const journal = await readFile(join(cluster.directory, 'journal.jsonl'), 'utf8');
  await cluster.stop();
  const { commands } = JSON.parse(journal.trim().split('\n').at(-1) ?? '');
  expect(commands).toEqual([lines[0], '.alter table Scripted docstring h"***"']);
  expect(journal).not.toContain('p4ss');
});

test.each([
  `.create-or-alter function with (docstring="{") F(a:long { T }`,
  `.create table T ingestion csv mapping 'm' '[' ']' garbage`,
  '.alter table T policy update "a" "b" "c" with',
])('no exception excuses %s', (text) => {
  expect(unknownCommands.filter((exception) => isException(exception, text))).toEqual([]);
});

test('what this tool sends has to be known even where it was refused, and an answer is never a bug', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const own = 'kusto-rebuild;11';
  const lines = [
    { text: '.bogus own', status: 400, clientRequestId: own },
    { text: '.create table (', status: 400, clientRequestId: own },
    { text: '.show tables', status: 520, clientRequestId: 'test' },
  ];
  await writeFile(join(folder, 'a.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const requests = servedRequests(folder);
  await rm(folder, { recursive: true });
  expect(journalProblems(requests, 'partial')).toEqual([
    'The official parser does not know: .bogus own',
    'The local cluster answered with a bug: .show tables',
  ]);
  expect(journalProblems([], 'whole')).toContain('No test sends the hostile text: .create table (');
});

test('an answer whose columns are not those that the parser knows is found', () => {
  const columns = documentedColumns('.show tables');
  const request = { text: '.show tables', kind: 'ShowTables', columns };
  expect(columns).toBe('TableName:string, DatabaseName:string, Folder:string, DocString:string');
  expect(schemaDifference(request)).toBeUndefined();
  expect(schemaDifference({ ...request, columns: 'TableName:string' })).toBe('ShowTables: TableName:string');
  expect(schemaDifference({ ...request, columns: 'OperationId:guid' })).toBeDefined();
  expect(journalProblems([{ ...request, columns: 'X:long' }], 'partial')).toEqual([
    'The parser knows another result: ShowTables: X:long',
  ]);
});

test('where the parser has no columns those of the page count, and a command that was never compared is found', () => {
  const text = '.export to csv (h@"http://x/y?z") <| T';
  const request = { text, kind: 'ExportToStorage', columns: 'Path:string, NumRecords:long, SizeInBytes:long' };
  expect(documentedColumns(text)).toBe('');
  expect(schemaDifference(request)).toBeUndefined();
  const renamed = 'Path:string, Records:long, SizeInBytes:long';
  expect(schemaDifference({ ...request, columns: renamed })).toBe(`ExportToStorage: ${renamed}`);
  expect(uncompared([request], ['ExportToStorage', 'ShowOperationDetails', 'MoveExtents'])).toEqual([
    'No answer was compared with the columns that are documented: MoveExtents',
  ]);
});

test('every listed difference names the page that has it', () => {
  for (const { source } of schemaDifferences) expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\/kusto\//);
});

test('what a cluster serves is in the journals of the run', async () => {
  const folder = process.env.LOCAL_CLUSTER_JOURNALS ?? '';
  const cluster = await startLocalCluster({ storage: 'memory' });
  const talk = new Talk(cluster);
  const name = `Seen${cluster.pid}`;
  await talk.command(`.create table ${name} (a:long)`);
  await talk.command(`.drop column ${name}.b ifexists`);
  await cluster.kill();
  const own = (await readdir(folder)).find((file) => file.startsWith(`${cluster.pid}-`)) ?? '';
  const journal = await readFile(join(folder, own), 'utf8');
  await cluster.stop();
  expect(journal).toContain(`.create table ${name}`);
});
