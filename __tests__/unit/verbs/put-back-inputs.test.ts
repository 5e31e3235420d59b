import { mostQuarantineDays, type QuarantineRecord, quarantineRecord } from '../../../src/domain/quarantine-record.ts';
import { expiryAfter } from '../../../src/procedures/quarantine-records.ts';
import type { Input } from '../../../src/verbs/command.ts';
import { coverage } from '../../../src/verbs/deployment-inputs.ts';
import { connection, storage } from '../../../src/verbs/inputs.ts';
import { parseRequest } from '../../../src/verbs/parse-request.ts';
import { checkAlone } from '../../../src/verbs/put-back-quarantine.ts';
import { showPutBack } from '../../../src/verbs/quarantine-report.ts';
import { restore } from '../../../src/verbs/restore.ts';

const needed = { cluster: 'https://c.example', database: 'D', storage: 'https://s.example/c', 'undo-quarantine': 'x' };
const followed = new Set([...Object.keys({ ...connection, ...storage }), 'undo-quarantine', 'dry-run']);
const others = Object.entries(restore.inputs).filter(([name]) => !followed.has(name));

/** What is not the default. */
function valueFor(input: Input): string {
  switch (input.type) {
    case 'choice':
      return input.choices.find((choice) => choice !== input.default) ?? '';
    case 'switch':
      return 'true';
    case 'uri':
      return 'https://other.example';
    case 'datetime':
      return '2026-11-20';
    default:
      return 'x';
  }
}

const refusedOf = (more: Readonly<Record<string, string>>): readonly (string | undefined)[] => {
  const parsed = parseRequest(restore.inputs, { ...needed, ...more }, (name) => name);
  if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed.problems));
  return checkAlone(parsed.request, restore.inputs).map(({ summary }) => /and (\S+) are both/.exec(summary)?.[1]);
};

test('every input of a restore that the undo of a quarantine does not follow is refused by its name', () => {
  expect(refusedOf({})).toEqual([]);
  for (const [name, input] of others) expect(refusedOf({ [name]: valueFor(input) })).toEqual([name]);
  const all = Object.fromEntries(others.map(([name, input]) => [name, valueFor(input)]));
  expect(refusedOf(all).toSorted()).toEqual(others.map(([name]) => name).toSorted());
});

const record = (more: Partial<QuarantineRecord>) => ({
  formatVersion: 1,
  id: '0123abcd',
  owner: '',
  way: 'move',
  what: 'clears T',
  days: 14,
  clusterTime: '2026-11-20T09:10:00.0000000Z',
  expiresAt: '2026-12-04T09:10:00.000Z',
  state: 'closed',
  tables: [{ name: 'T', tableId: 't', kept: 'kr_q_0123abcd_0', rows: '2' }],
  ...more,
});

test.each([
  [1, 'request', true],
  [mostQuarantineDays, 'request', true],
  [mostQuarantineDays + 1, 'problems', true],
  [1e9, 'problems', true],
  [0, 'problems', false],
])('%d days of quarantine are %s as an input, and read from a record: %s', (days, kind, isRead) => {
  const parsed = parseRequest(coverage, { 'quarantine-days': String(days) }, (name) => name);
  expect([parsed.kind, quarantineRecord.safeParse(record({ days })).success]).toEqual([kind, isRead]);
  expect(expiryAfter(days, '2026-11-20T09:10:00Z') <= new Date('2036-11-17T09:10:00Z')).toBe(true);
  if (parsed.kind === 'problems')
    expect(parsed.problems[0]?.summary).toBe('quarantine-days is not a whole number from 1 to 3650.');
});

test.each([
  ['move', ['.move'], 'dry run: the rows in kr_q_0123abcd_0 would be moved into T', 'would be put back'],
  ['rename', ['.rename'], 'dry run: kr_q_0123abcd_0 would be renamed to T', 'would be put back'],
  ['move', [], 'dry run: was put back before', 'nothing would be done'],
] as const)('a dry run of an undo by %s with %j tells what would be done', (way, commands, note, heading) => {
  const shown = showPutBack(quarantineRecord.parse(record({ way })), commands, []);
  expect([shown.outcomes, shown.report[0]]).toEqual([
    [expect.objectContaining({ note })],
    expect.objectContaining({ text: expect.stringContaining(heading) }),
  ]);
});
