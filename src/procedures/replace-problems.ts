import type { Problem } from '../domain/problem.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';

/** More rows are to leave than were copied aside. */
export function moreThanKept(table: string, kept: bigint, seen: bigint): Problem {
  return {
    code: 'refused',
    summary: `Rows were moved into ${table} while what it holds was copied aside; nothing of it was replaced.`,
    detail: `${kept} rows were copied, ${seen} are there`,
    next: 'Run restore again when nothing moves extents into the table.',
  };
}

/** Rows that somebody deleted, or that retention took, while the others were copied: the restore may have brought them back. */
export function goneMeanwhile({ name, replaced }: RestoredTable): readonly Problem[] {
  if (replaced?.state !== 'replaced' || replaced.gone === undefined) return [];
  return [
    {
      code: 'difference',
      summary: `Rows of ${name} were deleted or expired while the restore copied aside what it held; the restore itself is done.`,
      detail: `${replaced.gone} rows are in the kept contents that were no longer in ${name} when it was replaced; those of them that the snapshot has are in ${name} again.`,
      next: `Where somebody deleted them, delete them from ${name} again; where its retention policy did, there is nothing to do. The kept contents are kept without an end.`,
    },
  ];
}

/** Everything was tried in every round. */
export function neverReplaced(table: string, rounds: number): Problem {
  return {
    code: 'service',
    summary: `The extents of ${table} could not be replaced in ${rounds} rounds; it is as it was.`,
    next: 'Run restore again; it goes on from here.',
    transient: true,
  };
}

/** The service refused for good something that comes before the replacement. */
export function asItWas(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is as it was: its extents could not be replaced.`,
    next: 'Mend what the service says, and run restore again; it plans anew.',
  };
}

/** Somebody changed what was copied aside. */
export function otherKept({ kept, live }: { readonly kept: string; readonly live: string }): Problem {
  return {
    code: 'difference',
    summary: `${kept} no longer holds what was copied aside of ${live}; nothing was replaced.`,
    next: `Compare ${live} with the snapshot by verify; ${kept} is kept without an end. Then run restore again.`,
  };
}

/** Somebody changed what was staged, or moved it. */
export function otherStaged(
  { stage, live }: { readonly stage: string; readonly live: string },
  { expected, seen }: { readonly expected: string; readonly seen: bigint },
): Problem {
  return {
    code: 'difference',
    summary: `${stage} no longer holds what was staged for ${live}, so that its extents were not replaced as a whole.`,
    detail: `expected ${expected} rows, seen ${seen}`,
    next: `Compare ${live} with the snapshot by verify; what was copied aside is kept without an end. Then run restore again.`,
  };
}

/** A replacement was begun, and what would tell whether it was done is gone. */
export function untold(table: string, why: string): Problem {
  return {
    code: 'unknown',
    summary: `Whether the extents of ${table} were replaced cannot be told any more: ${why}.`,
    next: `Compare ${table} with the snapshot by verify; what was copied aside is kept without an end. Then run restore again.`,
  };
}
