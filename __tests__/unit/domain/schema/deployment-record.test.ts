import {
  digestOfStatement,
  type LosingStep,
  type RecordedDeployment,
  takenBack,
} from '../../../../src/domain/schema/deployment-record.ts';

const stepOn = (...tables: readonly string[]): LosingStep => ({
  digest: tables.join(),
  what: `clears ${tables.join()}`,
  tables: [...tables],
});
const at = (minute: number): string => `2026-11-20T09:${String(minute).padStart(2, '0')}:00.1234567Z`;

function deployment(id: string, begun: readonly LosingStep[], ended?: readonly [number, ...LosingStep[]]) {
  const recorded: RecordedDeployment = {
    begun: { formatVersion: 1, id, plan: `plan of ${id}`, clusterTime: at(0), steps: [...begun] },
    ended: ended && { formatVersion: 1, clusterTime: at(ended[0]), steps: ended.slice(1) as LosingStep[] },
  };
  return recorded;
}

test('a restore takes back what ended after its snapshot was planned, or never did, in its tables only', () => {
  const recorded = [
    deployment('before', [stepOn('T')], [9, stepOn('T')]),
    deployment('across', [stepOn('T'), stepOn('U')], [11, stepOn('T'), stepOn('U')]),
    deployment('killed', [stepOn('T', 'V')]),
    deployment('stopped', [stepOn('T')], [12]),
    deployment('elsewhere', [stepOn('U')], [12, stepOn('U')]),
  ];
  expect(takenBack(recorded, at(10), new Set(['T']))).toEqual([
    { id: 'across', plan: 'plan of across', steps: [stepOn('T')] },
    { id: 'killed', plan: 'plan of killed', steps: [stepOn('T', 'V')] },
  ]);
});

test('a statement is the same however it is spaced and remarked, and another when a name or a text differs', () => {
  const digest = digestOfStatement('.drop column T.c');
  expect(digestOfStatement('.drop  column\n  T.c // gone')).toBe(digest);
  expect(digestOfStatement('.drop column T.C')).not.toBe(digest);
  expect(digestOfStatement(".alter table T docstring 'a  b'")).not.toBe(
    digestOfStatement(".alter table T docstring 'a b'"),
  );
});
