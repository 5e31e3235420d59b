import { supportedCommands } from '../../../local-cluster/supported/commands.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { commandSamples, keptAs } from './command-samples.ts';
import { type Answer, Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
const known = new Map<string, string>();

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

/** The command before its query or its operators, and the rest. */
function parts(text: string): [head: string, tail: string] {
  const at = text.search(/\s(?:<\||\|)\s?/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** These end in data or in other commands, and so with anything. */
const open = new Set(['IngestInlineIntoTable', 'ExecuteDatabaseScript']);

/** The same command with more in it than it knows. */
function spoiled(kind: string, text: string): string[] {
  const [head, tail] = parts(text);
  const given = /\bwith \((\w+=(?:"[^"]*"|'[^']*'|\w+))/.exec(head);
  const inList =
    given === null
      ? [`${head} with (gravity="1")${tail}`]
      : [text.replace('with (', 'with (gravity="1", '), text.replace(given[0], `${given[0]}, ${given[1]}`)];
  return [...inList, `${head} garbage${tail}`, ...(open.has(kind) ? [] : [`${text}; print 1`])];
}

function filled(text: string): string {
  const place = text.includes('#') ? text.replace('#', talk.place('samples')) : text;
  return place.replaceAll(/\{(version|file|extent|operation)\}/g, (_all, name) => known.get(name) ?? '');
}

function keep(kind: string, { rows: [row = []] }: Answer): void {
  const name = keptAs[kind];
  if (name !== undefined) known.set(name, name === 'file' ? talk.signed(row[0]) : String(row[0]));
}

test('Every command has a sample', () => {
  const sampled = new Set(commandSamples.map(([kind]) => kind));
  expect(Object.keys(supportedCommands).filter((kind) => !sampled.has(kind))).toEqual([]);
});

test.each(commandSamples)('%s refuses what it does not know, and without it succeeds: %s', async (kind, sample) => {
  if (sample.endsWith('{operation} details')) await talk.outcome(known.get('operation'));
  const text = filled(sample);
  const accepted: string[] = [];
  for (const more of kind === '' ? [] : spoiled(kind, text))
    if ((await talk.try(more)).status !== 400) accepted.push(more);
  const answer = await talk.try(text);
  keep(kind, answer);
  expect([answer.status, answer.message, accepted]).toEqual([200, '', []]);
});
