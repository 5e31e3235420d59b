import type { SnapshotId } from '../domain/names.ts';
import type { Proof } from '../domain/snapshot/proof.ts';
import type { Block } from '../report/blocks.ts';

/** What was shown of a snapshot: which side, how deep, how much of the files, when, and what came of it. */
export function showProofs(id: SnapshotId, proofs: readonly Proof[]): readonly Block[] {
  if (proofs.length === 0) return [];
  return [
    { kind: 'sentence', text: `What was proven of ${id}:` },
    {
      kind: 'table',
      columns: [{ title: 'Against' }, { title: 'Level' }, { title: 'Files' }, { title: 'When' }, { title: 'Verdict' }],
      rows: proofs.map(({ against, level, parts, from, to, verdict }) => [
        against,
        level,
        parts === undefined ? '' : showParts(parts),
        from === to ? to : `${from} to ${to}`,
        verdict,
      ]),
    },
  ];
}

function showParts({ read, of }: NonNullable<Proof['parts']>): string {
  return read === of ? 'all' : `${read} of ${of} parts`;
}
