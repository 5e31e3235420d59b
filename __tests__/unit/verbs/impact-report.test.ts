import type { RestoreImpact } from '../../../src/procedures/weigh-restore.ts';
import { announceImpact, impactData, impactLines, withImpactTold } from '../../../src/verbs/impact-report.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';

const planned = (name: string, weighed?: RestoreImpact) => ({
  table: tableManifest({ name, rows: 1n }),
  ...(weighed && { weighed }),
});
const reader = { who: 'aadapp=1', application: 'App', times: 1200n, last: '2026-11-20T11:30:00Z' };
const past = { rows: 1200n, oldest: '2025-11-20T00:00:00.0000000Z' };
const whole: RestoreImpact = {
  readers: [reader, { ...reader, who: 'aaduser=2', application: '' }],
  timeCallers: [
    { kind: 'function', name: 'Recent' },
    { kind: 'update-policy', name: 'U', through: ['Recent'] },
  ],
  retention: { period: '30.00:00:00', past, soon: { ...past, rows: 3n } },
  cache: { period: '7.00:00:00', hotBytes: 7000, bytes: 14_000 },
  unknown: [],
};

test('there is a line for each thing that there is to tell, what to act on first', () => {
  expect(impactLines([planned('T', whole), planned('U', whole)])).toEqual([
    expect.stringMatching(
      /^Rows past the retention in place: T 1,200 \(the oldest of 2025-11-20, kept for 30 days\), U 1,200 .* two days\. /,
    ),
    expect.stringMatching(/^Rows that reach the end of the retention in place within two days: T 3 .*, U 3 /),
    'Named in queries to this database that ended within the last hour: T by aadapp=1 with App (1,200), aaduser=2 (1,200); U by aadapp=1 with App (1,200), aaduser=2 (1,200).',
    expect.stringMatching(
      /^Restored rows count as ingested at the restore.*: T by function Recent, update policy of U through Recent; U by /,
    ),
    expect.stringMatching(/by the size of the files: T 7\.0 kB of 14\.0 kB within 7 days, U 7\.0 kB .*\. /),
  ]);
});

test('of many tables ten are named for each kind of thing, the others counted, and one warning says what expires when', () => {
  const plan = Array.from({ length: 1010 }, (_, index) => planned(`T${index}`, whole));
  const lines = impactLines(plan);
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    expect(line).toContain('T9 ');
    expect(line).toContain('and 1,000 more.');
    expect(line).not.toContain('T10');
  }
  const warnings: string[] = [];
  const silent = { phase: () => undefined, note: () => undefined, advance: () => undefined };
  announceImpact(plan, { ...silent, warn: (text) => void warnings.push(text) });
  expect(warnings).toEqual(lines.slice(0, 2));
});

test('nothing is said where there is nothing to tell', () => {
  const none: RestoreImpact = {
    readers: [],
    timeCallers: [],
    retention: { period: '365000.00:00:00' },
    cache: { period: '365000.00:00:00', hotBytes: 0, bytes: 0 },
    unknown: [],
  };
  expect(impactLines([planned('T', none), planned('U')])).toEqual([]);
});

test('what is unknown of many tables for one reason is one line, and data lacks it', () => {
  const unknown = ['its readers within the last hour: nobody says.'];
  const plan = Array.from({ length: 12 }, (_, index) => planned(`T${index}`, { unknown }));
  expect(impactLines(plan)).toEqual([
    'Unknown of T0, T1, T2, T3, T4, T5, T6, T7, T8, T9 and 2 more: its readers within the last hour: nobody says.',
  ]);
  expect(JSON.parse(JSON.stringify(impactData(planned('T', { unknown }))))).toEqual({ unknown });
});

test('data has all of it, with counts as text', () => {
  expect(impactData(planned('T', whole))).toMatchObject({
    readers: [{ times: '1200' }, { who: 'aaduser=2' }],
    timeCallers: whole.timeCallers,
    retention: { past: { rows: '1200' }, soon: { rows: '3' } },
    cache: whole.cache,
  });
});

test('a done restore tells what expires soon and what is hot', () => {
  const result = { outcomes: [], report: [], outputs: {}, data: {} };
  const shares = [
    { table: 'T', hotBytes: 1000, storedBytes: 2000 },
    { table: 'U', why: 'nobody says.' },
  ];
  const told = withImpactTold(result, [planned('T', whole)], shares);
  expect(told.report.map((block) => ('text' in block ? block.text : ''))).toEqual([
    expect.stringContaining('T 1,200 '),
    expect.stringContaining('T 3 '),
    'In the hot cache, as the service counts it: T 1.0 kB of 2.0 kB.',
    expect.stringMatching(/^Unknown of U: its hot cache: nobody says\. Later \.show tables details/),
  ]);
  expect(told.data).toEqual({ hot: shares });
});

test('before a restore begins, what expires soon is a warning and the rest a note', () => {
  const said: string[] = [];
  const say = (kind: string) => (text: string) => void said.push(`${kind} ${text.slice(0, 9)}`);
  announceImpact([planned('T', whole)], {
    phase: say('phase'),
    note: say('note'),
    warn: say('warn'),
    advance: () => undefined,
  });
  expect(said).toEqual(['warn Rows past', 'warn Rows that', 'note Named in ', 'note Restored ', 'note To be hot']);
});
