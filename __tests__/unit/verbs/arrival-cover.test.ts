import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { differingInputs } from '../../../src/domain/snapshot/asked.ts';
import type { EndedStep } from '../../../src/procedures/run-deployment.ts';
import { askedOf, openArrivalCover } from '../../../src/verbs/arrival-cover.ts';
import { deployed, planned } from '../../../src/verbs/deploy-report.ts';
import { parseRequest } from '../../../src/verbs/parse-request.ts';
import { report } from '../../../src/verbs/report.ts';
import { snapshot } from '../../../src/verbs/snapshot.ts';
import { readSnapshotRequest } from '../../../src/verbs/snapshot-request.ts';

const base = '20261120T091000Z-3f2a';
const topUp = '20261121T000001Z-0000';
type Place = Parameters<typeof openArrivalCover>[1];
const nowhere = {} as Place;

test('rows are let through only after top-ups', () => {
  const open = (isWanted: boolean, allowed?: number) =>
    openArrivalCover({ 'cover-arrivals': isWanted, 'allow-gap-rows': allowed }, nowhere);
  expect(() => open(false, 5)).toThrow('allow-gap-rows says 5');
  expect(open(false).topUps).toEqual([]);
});

test('a top-up asks for what the snapshot command asks for, so that one goes on with the other', () => {
  const given = { cluster: 'https://c.example', database: 'D', storage: 'https://s.example/c', tables: 'B,A' };
  const parsed = parseRequest(snapshot.inputs, { ...given, 'top-up': base }, (name) => name);
  if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed.problems));
  const { asked } = readSnapshotRequest(parsed.request as unknown as Parameters<typeof readSnapshotRequest>[0]);
  expect(differingInputs(asked, askedOf(base, ['A', 'B']))).toEqual([]);
  expect(differingInputs(asked, askedOf(base, ['A']))).toEqual(['tables']);
});

const text = '.clear table T data';
const at = { file: 's.kql', line: 3 };
const loss = { kind: 'loses-data', tables: ['T'], what: 'clears the table' } as const;
const step = { kind: 'statement', item: 'a', statement: { text, at, reading: readStatement(text), loss } } as const;
const arrived = { table: 'T', rows: 2n, snapshotId: base, base };
const ended: EndedStep = {
  step,
  outcome: { kind: 'done', item: 'a', note: 'covered: clears the table' },
  changed: ['T'],
};

test('a dry run tells the top-up that would be taken, and asks for no snapshot', () => {
  const { report: blocks } = planned([step], [], new Map(), [[arrived]]);
  const told = JSON.stringify(blocks);
  expect(told).toContain(`a top-up is taken first of T (2 rows arrived after ${base})`);
  expect(told).not.toContain('need a snapshot first');
});

test('what no snapshot holds stands in the step, in the report and in the data, as text', () => {
  const gaps = [{ request: { text, at, loss }, tables: [arrived] }];
  const {
    outcomes,
    data,
    outputs,
    report: blocks,
  } = deployed([ended], {
    leftOut: [],
    from: 'files',
    arrivals: { topUps: [topUp], gaps },
  });
  expect(outcomes).toMatchObject([{ note: 'covered: clears the table; but for 2 rows that no snapshot holds' }]);
  expect(data).toMatchObject({ topUps: [topUp], gaps: [{ table: 'T', rows: '2', snapshotId: base, at }] });
  expect(outputs['top-ups']).toBe(topUp);
  expect(JSON.stringify(blocks)).toContain('no restore brings these back');
});

test('where nothing arrived, nothing is told of it', () => {
  const { outcomes, data, report: blocks } = deployed([ended], { leftOut: [], from: 'files' });
  expect(outcomes).toEqual([ended.outcome]);
  expect(data).not.toHaveProperty('topUps');
  expect(blocks).toHaveLength(2);
});

test('after a harmed deployment with top-ups the report names them all, the newest first', async () => {
  const given = { snapshot: base, 'top-ups': `${topUp},20261121T000002Z-0000`, 'deploy-outcome': 'failure' };
  const parsed = parseRequest(report.inputs, { ...given, 'snapshot-outcome': 'success' }, (name) => name);
  if (parsed.kind !== 'request') throw new Error(JSON.stringify(parsed.problems));
  const { report: blocks } = await report.run(parsed.request, {} as Parameters<typeof report.run>[1]);
  const commands = blocks.flatMap((block) => (block.kind === 'next-step' ? [block.command] : []));
  const restores = ['20261121T000002Z-0000', topUp, base].map((id) => `kusto-rebuild restore --snapshot ${id}`);
  expect(commands).toEqual(restores);
});
